from __future__ import annotations

import time
from datetime import date

import pytest

from corpus.article import UNTITLED, ArticleDraft
from corpus.document import Metadata
from tests.corpus.newspaper import (
    MARKET,
    SCHOOL,
    TEA,
    THREE,
    WATER,
    YOUTH,
    blocks_page,
    cut,
    narrow_page,
    stories_of,
    torn,
    wrapped,
)


def only(text: str, **fields: object) -> ArticleDraft:
    drafts = cut(text, **fields).drafts  # type: ignore[arg-type]  # fields are the caller's
    assert len(drafts) == 1
    return drafts[0]


def texts(draft: ArticleDraft) -> list[str]:
    return [paragraph.text for paragraph in draft.paragraphs]


@pytest.mark.parametrize("mark", ["", "□ ", "■", "本报记者 ", "作者：", "文/"])
def test_articles_of_a_page_come_out_as_they_went_in(mark: str) -> None:
    assert stories_of(cut(blocks_page(THREE, mark))) == THREE


@pytest.mark.parametrize("width", [18, 25, 26, 31])
@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize("hard_wrapped", [False, True])
def test_lines_of_one_width_are_rejoined(width: int, indent: str, hard_wrapped: bool) -> None:
    page = narrow_page(THREE, width, indent)
    assert stories_of(cut(page, hard_wrapped=hard_wrapped)) == THREE


def test_indented_lines_without_empty_lines_are_paragraphs() -> None:
    page = blocks_page(THREE).replace("\n\n", "\n")
    for paragraph in (TEA, MARKET, YOUTH, SCHOOL, WATER):
        page = page.replace(paragraph, "　　" + paragraph)
    assert stories_of(cut(page)) == THREE


@pytest.mark.parametrize("place", range(24, len(TEA) - 3, 7))
def test_a_paragraph_torn_at_a_column_foot_is_one_again(place: int) -> None:
    draft = only(f"茶山里的新账本\n\n丁克勤\n\n{torn(TEA, place)}\n\n{MARKET}")
    if TEA[place - 1] != "。":
        assert texts(draft) == [TEA, MARKET]
        assert draft.headings == ()


def test_a_short_torn_beginning_is_no_heading_if_a_word_breaks() -> None:
    place = YOUTH.index("口号") + 1
    draft = only(f"年轻人为什么回来\n\n丁克勤\n\n{TEA}\n\n{torn(YOUTH, place)}")
    assert texts(draft) == [TEA, YOUTH]


def test_furniture_in_the_middle_of_a_torn_paragraph_is_set_aside() -> None:
    head, tail = TEA[:30], TEA[30:]
    split = cut(f"茶山里的新账本\n\n丁克勤\n\n{head}\n\n本版投稿邮箱:a@b.example\n\n{tail}")
    assert texts(split.drafts[0]) == [TEA]
    assert split.furniture == ("本版投稿邮箱:a@b.example",)


def test_headings_stay_within_their_article() -> None:
    body = [TEA, "难在哪里", MARKET, "一、把规矩立起来", "（一）先算账", YOUTH]
    draft = only("\n\n".join(["茶山里的新账本", "丁克勤", *body]))
    assert draft.headings == ("难在哪里", "一、把规矩立起来", "（一）先算账")
    assert texts(draft) == body


def test_headings_between_lines_of_one_width() -> None:
    body = [wrapped(TEA, 24), "难在哪里", wrapped(MARKET, 24), "怎么办", wrapped(YOUTH, 24)]
    page = "\n".join(["茶山里的新账本", "丁克勤", *body])
    assert only(page).headings == ("难在哪里", "怎么办")


def test_an_untitled_article_bears_its_columns_name_and_a_mark() -> None:
    around = blocks_page(THREE[:1]), blocks_page(THREE[2:])
    page = f"{around[0]}\n\n中心组理论学习\n\n{SCHOOL}\n\n{YOUTH}\n\n{around[1]}"
    untitled = cut(page).drafts[1]
    assert (untitled.title, untitled.column) == ("中心组理论学习", "中心组理论学习")
    assert untitled.marks == (UNTITLED,)
    assert texts(untitled) == [SCHOOL, YOUTH]


def test_an_untitled_article_without_column_bears_its_first_words() -> None:
    draft = only(f"{TEA}\n\n{MARKET}")
    assert draft.title == "青禾乡的山坡上"
    assert draft.marks == (UNTITLED,)


def test_columns_above_titles() -> None:
    page = f"学习笔记\n\n{blocks_page(THREE[:1])}\n\n【一家之言】\n\n{blocks_page(THREE[1:2])}"
    split = cut(page)
    assert stories_of(split) == THREE[:2]
    assert [draft.column for draft in split.drafts] == ["学习笔记", "一家之言"]


def test_kicker_title_and_subtitle() -> None:
    lines = "县委全会提出三年修路一百公里", "把路修到家门口", "——青禾乡农村公路建设调查"
    draft = only("\n\n".join([*lines, "丁克勤", TEA]))
    assert (draft.kicker, draft.title, draft.subtitle) == lines


def test_a_title_of_two_even_lines_is_one_title() -> None:
    assert (
        only(f"把绿水青山守好\n\n让金山银山长青\n\n丁克勤\n\n{TEA}").title
        == "把绿水青山守好 让金山银山长青"
    )


@pytest.mark.parametrize(
    ("byline", "authors", "affiliation"),
    [
        ("张　三", ("张三",), None),
        ("欧阳修远　司马青", ("欧阳修远", "司马青"), None),
        ("阿依古丽·买买提、李四", ("阿依古丽·买买提", "李四"), None),
        ("张三（县委党校讲师）", ("张三",), "县委党校讲师"),
        ("县农业农村局 李四", ("李四",), "县农业农村局"),
        ("（作者：张三，县委党校讲师）", ("张三",), "县委党校讲师"),
        ("本报特约评论员 张三", ("张三",), None),
        ("本报评论员", ("本报评论员",), None),
        ("本报记者 张三 通讯员 李四", ("张三", "李四"), None),
        ("县委党校课题组", ("县委党校课题组",), None),
        ("2021-09-28 来源：云溪网 作者：张三", ("张三",), None),
    ],
)
def test_bylines(byline: str, authors: tuple[str, ...], affiliation: str | None) -> None:
    draft = only(f"茶山里的新账本\n\n{byline}\n\n{TEA}\n\n{MARKET}")
    assert draft.title == "茶山里的新账本"
    assert draft.authors == authors
    assert draft.affiliation == affiliation
    assert texts(draft) == [TEA, MARKET]


def test_authors_in_brackets_below_each_article_part_them() -> None:
    first = f"茶山里的新账本\n\n{TEA}\n\n{MARKET}（丁克勤）"
    split = cut(f"{first}\n\n留住山上的学生\n\n{SCHOOL}（苏文岫 方雨舟）")
    assert [draft.title for draft in split.drafts] == ["茶山里的新账本", "留住山上的学生"]
    assert [draft.authors for draft in split.drafts] == [("丁克勤",), ("苏文岫", "方雨舟")]


def test_an_affiliation_over_two_lines_is_read_whole() -> None:
    page = f"茶山里的新账本\n丁克勤\n{wrapped(TEA, 20)}\n（作者系县农业农村局党组成员、\n副局长）"
    draft = only(page)
    assert draft.affiliation == "县农业农村局党组成员、副局长"
    assert texts(draft) == [TEA]


def test_news_leads_begin_articles() -> None:
    page = f"全县修水渠\n\n本报讯（记者 张三）{WATER}\n\n青禾乡采春茶\n\n本报讯（记者 李四）{TEA}"
    assert [draft.title for draft in cut(page).drafts] == ["全县修水渠", "青禾乡采春茶"]


def test_the_mastheads_date_is_the_articles() -> None:
    split = cut(f"云溪日报 2021年9月28日 星期二 第6版\n\n{blocks_page(THREE)}")
    assert {draft.published for draft in split.drafts} == {date(2021, 9, 28)}
    assert split.furniture == ("云溪日报 2021年9月28日 星期二 第6版",)


def test_turns_to_other_pages_are_set_aside() -> None:
    split = cut(f"茶山里的新账本\n\n丁克勤\n\n（上接第1版）{TEA}\n\n{MARKET}（下转第3版）")
    assert texts(split.drafts[0]) == [TEA, MARKET]
    assert split.furniture == ("（上接第1版）", "（下转第3版）")


def test_a_row_is_one_article_of_its_lines() -> None:
    known = Metadata("茶山里的新账本", ("丁克勤",), source="云溪日报", published=date(2021, 9, 28))
    draft = only(f"张三\n{TEA}\n\n（作者系讲师）\n{MARKET}", metadata=known, row=3)
    assert texts(draft) == ["张三", TEA, "（作者系讲师）", MARKET]
    assert (draft.title, draft.authors, draft.marks) == ("茶山里的新账本", ("丁克勤",), ())
    assert (draft.source, draft.published) == ("云溪日报", date(2021, 9, 28))


def test_the_file_says_what_the_text_does_not() -> None:
    known = Metadata("茶山里的新账本", ("丁克勤",), column="学习笔记", tags=("产业",))
    for text in (f"茶山里的新账本\n{TEA}\n{MARKET}", f"{TEA}\n{MARKET}"):
        draft = only(text, metadata=known)
        assert (draft.title, draft.authors, draft.column) == (known.title, ("丁克勤",), "学习笔记")
        assert (draft.tags, draft.marks) == (("产业",), ())
        assert texts(draft) == [TEA, MARKET]


def test_the_text_says_it_better_than_the_file() -> None:
    known = Metadata("Microsoft Word - 文档1", ("Administrator",))
    draft = only(blocks_page(THREE[:1]), metadata=known)
    assert (draft.title, draft.authors) == ("茶山里的新账本", ("丁克勤",))
    assert only(TEA, metadata=known).marks == (UNTITLED,)


def test_a_web_pages_first_heading_is_not_its_title() -> None:
    page = f"难在哪里\n{TEA}\n怎么办\n{MARKET}"
    draft = only(page, metadata=Metadata("茶山里的新账本"), format="html")
    assert draft.title == "茶山里的新账本"
    assert draft.headings == ("难在哪里", "怎么办")


def test_a_letters_greeting_is_no_article() -> None:
    greeting = "编辑老师：\n\n您好！现投上拙作一篇，请审阅。"
    page = f"{greeting}\n\n{blocks_page(THREE[:1])}\n\n联系电话：13800000000"
    split = cut(page, format="eml")
    assert stories_of(split) == THREE[:1]
    assert split.furniture[-1] == "联系电话：13800000000"


def test_markdown_signs_are_not_part_of_titles_and_headings() -> None:
    draft = only(f"# 茶山里的新账本\n\n{TEA}\n\n## 难在哪里\n\n{MARKET}", format="md")
    assert (draft.title, draft.headings) == ("茶山里的新账本", ("难在哪里",))


@pytest.mark.parametrize("text", ["", " \n\t\n　", "- 3 -", "责任编辑 张三"])
def test_a_page_without_text_has_no_article(text: str) -> None:
    assert cut(text).drafts == ()


@pytest.mark.parametrize(
    ("text", "size"),
    [
        (blocks_page(THREE) + "\n\n", 1_500_000),
        (narrow_page(THREE, 24) + "\n", 1_500_000),
        *(
            (scrap, 1_500_000)
            for scrap in ("（作者系", "载《“（", "张三 ", "2021年", "发展，", "\n")
        ),
        *(
            (scrap, 200_000)
            for scrap in ("张三\n", "（作者系\n", "关于改革\n\n", "- 3 -\n", "学习笔记\n")
        ),
    ],
)
def test_time_grows_with_the_length_only(text: str, size: int) -> None:
    page = text * (size // len(text.encode()))
    begun = time.perf_counter()
    cut(page)
    assert time.perf_counter() - begun < 10


def test_a_long_title_of_several_parts_stands_above_its_text() -> None:
    title = "县委召开乡村振兴工作推进会 部署秋冬季农田水利建设 听取各乡镇竹产业发展情况汇报"
    draft = only(f"{title}\n\n本报讯 昨天，{TEA}\n\n{MARKET}")
    assert draft.title == title
    assert draft.marks == ()
    assert texts(draft) == [f"本报讯 昨天，{TEA}", MARKET]
