"""References by GB/T 7714—2015."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from corpus.article import ArticleDraft
from corpus.citation import kind_of, reference, reference_list

DAY = date(2021, 3, 2)


def cited(number: int | None = None, **fields: Any) -> str:
    usual: dict[str, Any] = {
        "title": "一根毛竹的生意",
        "authors": ("林晓",),
        "source": "松河日报",
        "published": DAY,
    }
    return reference(ArticleDraft(**{**usual, **fields}), number)


def test_a_newspaper_article_with_its_number() -> None:
    assert cited(1) == "[1] 林晓. 一根毛竹的生意[N]. 松河日报, 2021-03-02."


def test_a_journal_is_dated_by_the_year() -> None:
    assert cited(source="江州学刊") == "林晓. 一根毛竹的生意[J]. 江州学刊, 2021."


@pytest.mark.parametrize(
    ("authors", "said"),
    [
        (("林晓", "周远"), "林晓, 周远. "),
        (("林晓", "周远", "陈穗"), "林晓, 周远, 陈穗. "),
        (("林晓", "周远", "陈穗", "沈若谷"), "林晓, 周远, 陈穗, 等. "),
        (("SMITH J.",), "SMITH J. "),
        (("LEE A", "KIM B", "WU C", "HO D"), "LEE A, KIM B, WU C, et al. "),
        ((), ""),
        (("佚名",), ""),
        (("", " 林\n晓 "), "林 晓. "),
    ],
)
def test_authors(authors: tuple[str, ...], said: str) -> None:
    assert cited(authors=authors) == said + "一根毛竹的生意[N]. 松河日报, 2021-03-02."


def test_subtitle_follows_after_a_colon_and_the_line_above_is_left_out() -> None:
    said = cited(kicker="乡村产业观察", subtitle="——松河县的调查")
    assert said == "林晓. 一根毛竹的生意: 松河县的调查[N]. 松河日报, 2021-03-02."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"source": None}, "林晓. 一根毛竹的生意[Z]. 2021-03-02."),
        ({"published": None}, "林晓. 一根毛竹的生意[N]. 松河日报."),
        ({"source": None, "published": None}, "林晓. 一根毛竹的生意[Z]."),
        ({"source": " ", "published": None, "authors": ()}, "一根毛竹的生意[Z]."),
        ({"source": "《松河日报》"}, "林晓. 一根毛竹的生意[N]. 松河日报, 2021-03-02."),
        ({"title": "《资本论》"}, "林晓. 《资本论》[N]. 松河日报, 2021-03-02."),
    ],
)
def test_what_is_not_known_is_left_out(fields: dict[str, Any], said: str) -> None:
    assert cited(**fields) == said


@pytest.mark.parametrize(
    "source",
    [
        "浙江日报", "人民日报海外版", "人民日报（海外版）", "学习时报", "经济观察报", "文汇报",
        "大公报", "文学报", "青年报", "中国青年报", "老年报", "中国社会科学报", "浙江大学报",
        "中国交通报", "民政报", "南方周末", "新华每日电讯", "参考消息", "松河日报理论周刊",
        "青川晚报·文化", "《光明日报》", "农民日报",
    ],
)  # fmt: skip
def test_newspapers(source: str) -> None:
    assert kind_of(source) == "N"


@pytest.mark.parametrize(
    "source",
    [
        "浙江大学学报", "浙江大学学报（人文社会科学版）", "浙江大学学报·社会科学版",
        "中国社会科学院研究生院学报", "科学通报", "国务院公报", "小说月报", "统计年报", "求是",
        "《求是》", "党建", "半月谈", "江州学刊", "哲学研究", "人民论坛", "红旗文稿",
        "新华文摘", "领导科学", "中国社会科学", "学术月刊", "瞭望周刊", "半月刊", "青年杂志",
    ],
)  # fmt: skip
def test_journals(source: str) -> None:
    assert kind_of(source) == "J"


@pytest.mark.parametrize(
    "source",
    [
        "",
        None,
        "人民网",
        "新华网评论",
        "人民日报客户端",
        "乡村观察",
        "内部资料",
        "工作简报",
        "新华社",
        "qq.com",
    ],
)
def test_neither(source: str | None) -> None:
    assert kind_of(source) == "Z"


def test_a_list_is_numbered_in_its_order() -> None:
    drafts = [ArticleDraft("山路"), ArticleDraft("竹海")]
    assert list(reference_list(drafts)) == ["[1] 山路[Z].\n", "[2] 竹海[Z].\n"]
