from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from corpus.article import UNTITLED, ArticleDraft
from corpus.document import RawDocument
from corpus.readers import read
from corpus.samples import sample_files
from corpus.splitting import Split, split

PAGE = "page_云溪日报_2021-09-28.txt"

ESSAYS = {
    "从“输血”到“造血”：薄弱村怎样走出第一步": ("陆明川", "云溪日报", "2019-05-21"),
    "一条公路与七个村庄": ("丁克勤", "山水学刊", "2019-10-15"),
    "优化营商环境要多算企业的时间账": ("韩立群", "东屏日报", "2020-06-09"),
    "从“桶”回到“人”：乡村垃圾分类的治理逻辑": ("周婉宁", "乡村观察", "2020-09-22"),
    "搬得出之后怎样稳得住": ("许长庚", "云溪日报", "2020-12-08"),
    "在旧祠堂里读懂“为了谁”": ("沈知秋", "云溪日报", "2021-04-13"),
    "缩小“三大差距”关键在打通要素": ("周婉宁", "云溪日报", "2021-09-14"),
    "数字化改革先要让村干部少填一张表": ("方雨舟", "东屏日报", "2021-12-07"),
    "返乡创业难在第三年": ("韩立群", "山水学刊", "2022-04-19"),
    "竹山变“碳库”还要过三道关": ("陆明川", "云溪日报", "2022-08-16"),
    "让奔跑的人也有一张保障网": ("顾晓棠", "东屏日报", "2022-11-08"),
    "小规模学校何以“小而优”": ("苏文岫", "乡村观察", "2023-03-14"),
    "老年食堂的三本账": ("顾晓棠", "云溪日报", "2023-06-20"),
    "一场大雨之后的复盘": ("许长庚", "云溪日报", "2023-10-17"),
    "老竹椅里的新产业": ("韩立群", "东屏日报", "2024-03-12"),
    "让好医生“下得去”，让小毛病“留得住”": ("林静怡", "山水学刊", "2024-06-11"),
    "乡村引才要从“求所有”到“求所用”": ("沈知秋", "云溪日报", "2024-09-10"),
    "戏台亮起来以后": ("秦书白", "乡村观察", "2024-12-10"),
    "一趟车办成三家事": ("丁克勤", "东屏日报", "2025-03-18"),
    "建得起更要管得好：农村基础设施管护的制度思考": ("周婉宁", "山水学刊", "2025-05-20"),
    "强村公司的“强”字怎么写": ("陆明川", "云溪日报", "2025-08-12"),
}


@pytest.fixture(scope="module")
def documents() -> list[RawDocument]:
    found = [item for name, data in sample_files() for item in read(name, data)]
    assert all(isinstance(item, RawDocument) for item in found), found
    return [item for item in found if isinstance(item, RawDocument)]


@pytest.fixture(scope="module")
def splits(documents: list[RawDocument]) -> list[Split]:
    return [split(document) for document in documents]


@pytest.fixture(scope="module")
def essays(documents: list[RawDocument], splits: list[Split]) -> list[ArticleDraft]:
    pairs = zip(documents, splits, strict=True)
    return [draft for doc, result in pairs if doc.name != PAGE for draft in result.drafts]


@pytest.fixture(scope="module")
def page(documents: list[RawDocument], splits: list[Split]) -> Split:
    return next(s for d, s in zip(documents, splits, strict=True) if d.name == PAGE)


def length(draft: ArticleDraft) -> int:
    return sum(len(p.text) for p in draft.paragraphs)


def test_files_come_sorted_and_none_is_empty() -> None:
    files = sample_files()
    assert [name for name, _ in files] == sorted(name for name, _ in files)
    assert all(data.strip() for _, data in files)
    assert {name.rpartition(".")[2] for name, _ in files} == {"txt", "docx", "csv"}


def test_reading_them_needs_no_warning_and_no_guess(documents: list[RawDocument]) -> None:
    assert [(d.name, d.warnings) for d in documents if d.warnings or d.encoding_guessed] == []


def test_every_essay_has_its_title_author_source_and_date(essays: list[ArticleDraft]) -> None:
    found = {
        e.title: (*e.authors, e.source, e.published.isoformat() if e.published else None)
        for e in essays
    }
    assert found == ESSAYS
    assert all(e.affiliation for e in essays)
    assert not any(e.marks for e in essays)


def test_a_subtitle_is_not_taken_for_the_text(essays: list[ArticleDraft]) -> None:
    assert {e.title: e.subtitle for e in essays if e.subtitle} == {
        "搬得出之后怎样稳得住": "——北岭乡易地搬迁安置小区的观察",
        "小规模学校何以“小而优”": "——云溪县七所乡村小学的调查",
        "让好医生“下得去”，让小毛病“留得住”": "——县域医共体建设五年的思考",
    }


def test_some_essays_stand_in_a_column(essays: list[ArticleDraft]) -> None:
    columns = Counter(e.column for e in essays if e.column)
    assert columns == {"一线思考": 3, "调研手记": 2, "学习札记": 1, "专题研究": 1, "理论": 1}


def test_rows_of_the_table_bring_their_tags(essays: list[ArticleDraft]) -> None:
    assert {e.title: e.tags for e in essays if e.tags} == {
        "一趟车办成三家事": ("交通物流", "基础设施", "城乡融合"),
        "建得起更要管得好：农村基础设施管护的制度思考": ("基础设施", "乡村治理", "城乡融合"),
        "强村公司的“强”字怎么写": ("集体经济", "共同富裕", "增收"),
    }


def test_headings_of_an_essay_are_headings(essays: list[ArticleDraft]) -> None:
    headings = {e.title: e.headings for e in essays}
    assert headings["一条公路与七个村庄"] == ("变了的", "没变的", "三点建议")
    assert headings["从“桶”回到“人”：乡村垃圾分类的治理逻辑"] == (
        "一、差距不在设施而在关系",
        "二、积分制为何先热后冷",
        "三、三条可以推广的经验",
    )
    assert headings["老竹椅里的新产业"] == (
        "没有夕阳的产业，只有夕阳的做法",
        "“小”不是问题，“散”才是问题",
        "数字化要从一台机器开始",
        "富了厂子还要富了村子",
    )
    assert headings["返乡创业难在第三年"] == (
        "第三年为什么难",
        "把扶持的重心往后挪一挪",
        "还要有一点容得下失败的气度",
    )
    assert headings["一场大雨之后的复盘"] == ("做对的三件事", "侥幸的三件事", "把侥幸变成本领")
    assert headings["戏台亮起来以后"] == (
        "送来的戏与自己的戏",
        "热闹与生意",
        "老手艺与年轻人",
        "几点体会",
    )
    assert headings["在旧祠堂里读懂“为了谁”"] == ()


def test_the_raw_page_gives_the_articles_we_wrote(page: Split) -> None:
    found = [(d.title, d.authors, d.source, len(d.paragraphs), d.marks) for d in page.drafts]
    assert found == [
        ("小微园里看城乡融合", ("罗一帆",), None, 11, ()),
        ("中心组理论学习", (), None, 5, (UNTITLED,)),
        ("数字化改革要守住三条边", ("方雨舟",), None, 6, ()),
        ("织密低收入家庭的社会保障网", ("周婉宁", "沈知秋"), "山水学刊", 6, ()),
    ]
    assert page.drafts[0].affiliation == "石桥镇党委副书记、镇长"
    assert page.drafts[0].headings == (
        "园区给村庄带来了什么",
        "融合之中的三个堵点",
        "把堵点变成接口",
    )
    assert page.drafts[1].column == "中心组理论学习"
    assert {d.published for d in page.drafts} == {date(2021, 9, 28)}


def test_words_broken_at_a_column_foot_are_whole_again(page: Split) -> None:
    text = "\n".join(d.text for d in page.drafts)
    whole = ("园区才是活的", "各安其位", "精神上的差距", "数字化。", "政策找人”", "一倍半")
    assert [word for word in whole if word not in text] == []


def test_page_furniture_is_set_aside(page: Split) -> None:
    assert page.furniture == (
        "云溪日报 2021年9月28日 星期二 第6版 理论",
        "本版投稿邮箱:lilun@yunxi.example",
        "责任编辑:夏竹 版式:石南 校对:白芷",
    )


def test_lengths_are_those_of_a_theory_page(splits: list[Split]) -> None:
    lengths = {d.title: length(d) for s in splits for d in s.drafts}
    assert {title: n for title, n in lengths.items() if not 700 <= n <= 1500} == {}


def test_the_library_is_varied_enough_to_look_alive(splits: list[Split]) -> None:
    drafts = [d for s in splits for d in s.drafts]
    assert len({d.title for d in drafts}) == len(drafts) >= 16
    authors = Counter(name for d in drafts for name in d.authors)
    assert len(authors) >= 6
    assert sum(count >= 2 for count in authors.values()) >= 3
    assert len({d.source for d in drafts if d.source}) >= 4
    assert len({d.published.year for d in drafts if d.published}) >= 4


@pytest.mark.parametrize(
    "phrase", ["增收", "创业", "基础设施", "共同富裕", "城乡融合", "数字化改革", "乡村治理"]
)
def test_a_shared_phrase_runs_through_essays_of_several_years(
    phrase: str, essays: list[ArticleDraft]
) -> None:
    using = [e for e in essays if phrase in e.text]
    assert len(using) >= 4
    assert len({e.published.year for e in using if e.published}) >= 3


def test_dates_are_real_weekdays_of_the_mastheads() -> None:
    weekdays = "一二三四五六日"
    for name, data in sample_files():
        if not name.endswith(".txt"):
            continue
        masthead = data.decode().split("\n", 1)[0]
        day = date.fromisoformat(name.removesuffix(".txt").replace("page_云溪日报_", "")[:10])
        assert f"{day.year}年{day.month}月{day.day}日 星期{weekdays[day.weekday()]}" in masthead
