from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from corpus.archive import DATABASE_FILE, Archive
from corpus.article import ArticleDraft
from corpus.filters import Filters
from corpus.highlight import highlight
from corpus.locking import FileLock
from corpus.matching import match_text
from corpus.query import quoted
from corpus.query_parser import parse
from corpus.search import SearchResult, Sort
from tests.articles import draft, keep
from tests.corpus.library import (
    BAMBOO_TRADE,
    BY_DATE,
    DRAFTS,
    HARMONIUM,
    INCOME,
    LETTERS,
    RIVER_WEEK,
    THREE_ACCOUNTS,
)
from tests.essays import CANTEEN

ODD = "增創富裕農民共同乾毛竹\"“”「』\\'-－:：年标题2023~*./|&␣—…①㎡ﬁＡbÉσ½😀ｶ的了or \u3000\u200b"


def odd_articles() -> list[ArticleDraft]:
    """Articles of characters that are hard to index and to quote."""
    chance = random.Random(7)
    lines = ["".join(chance.choices(ODD, k=chance.randint(1, 80))) for _ in range(60)]
    return [draft("\n".join(lines[n::12]), f"第{n}篇") for n in range(12)]


@pytest.fixture(scope="module")
def archive(empty_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """A library that the tests below only read."""
    home = tmp_path_factory.mktemp("library") / "home"
    shutil.copytree(empty_home, home)
    with Archive.open(f"sqlite:///{home / DATABASE_FILE}", home=home) as opened:
        assert len(keep(opened, *DRAFTS)) == len(DRAFTS)
        yield opened


@pytest.fixture(scope="module")
def odd(empty_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The library with odd articles beside the others."""
    home = tmp_path_factory.mktemp("odd") / "home"
    shutil.copytree(empty_home, home)
    with Archive.open(f"sqlite:///{home / DATABASE_FILE}", home=home) as opened:
        keep(opened, *DRAFTS, *odd_articles())
        yield opened


def titles(result: SearchResult) -> list[str]:
    return [hit.title for hit in result.hits]


def found(archive: Archive, query: str, **asked: Any) -> list[str]:
    result = archive.search.run(query, **asked)
    assert result.total == len(archive.search.ids(query, asked.get("filters", Filters())))
    return titles(result)


def facets(result: SearchResult, name: str) -> dict[str, int]:
    return {entry.value: entry.count for entry in result.facets[name]}


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_whatever_stands_in_an_article_is_found_and_marked(
    odd: Archive, data: st.DataObject
) -> None:
    article_id = data.draw(st.sampled_from(odd.search.ids()))
    text = data.draw(
        st.sampled_from([p.text for p in odd.articles.get(article_id).content.paragraphs])
    )
    start = data.draw(st.integers(0, len(text) - 1))
    end = min(start + data.draw(st.integers(1, 12)), len(text))
    piece = text[start:end]
    assume(match_text(piece))

    query = quoted(piece)
    assert article_id in odd.search.ids(query)
    marks = highlight(text, parse(query))
    seen = [at for at in range(start, end) if match_text(text[at])]
    assert any(begin <= seen[0] and seen[-1] < stop for begin, stop in marks)
    hit = next(h for h in odd.search.run(query).hits if h.article_id == article_id)
    assert any(
        match_text(piece) in match_text(snippet.text[begin:stop])
        for snippet in hit.snippets
        for begin, stop in snippet.marks
    )


@given(data=st.data())
@settings(max_examples=50, deadline=None)
def test_words_of_an_article_find_it_without_quotes_too(
    archive: Archive, data: st.DataObject
) -> None:
    article_id = data.draw(st.sampled_from(archive.search.ids()))
    text = archive.articles.get(article_id).content.text
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : start + data.draw(st.integers(1, 12))].strip()
    assume(piece.isalnum())
    assert article_id in archive.search.ids(piece)


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("处理", [LETTERS]),
        ("农产品", [INCOME]),
        ("農產品", [INCOME]),
        ("河長", [RIVER_WEEK]),
        ("“產業”", [INCOME, BAMBOO_TRADE]),
        ("gdp", [LETTERS]),
        ("“四化”同步", [LETTERS]),
        ("……", [LETTERS]),
        ("琴", [HARMONIUM]),
        ("老年食堂*", [THREE_ACCOUNTS]),
        ("“老年食堂”", [THREE_ACCOUNTS]),
        ("“老食堂”", []),
        ("“食堂老年”", []),
        ("“毛竹椅”", []),
        ("“毛竹” “产业”", [INCOME, BAMBOO_TRADE]),
        ("“毛竹” 海外", [BAMBOO_TRADE]),
        ("毛竹 -合作社", [INCOME]),
        ("毛竹 -“新路，毛竹”", [BAMBOO_TRADE]),
        ("-松河", [INCOME, LETTERS]),
        ("沈若谷", [INCOME]),
        ("江州学刊", [RIVER_WEEK, HARMONIUM]),
        ("标题:食堂", [THREE_ACCOUNTS]),
        ("标题:產業", [INCOME]),
        ("标题:产业", [INCOME]),
        ("-标题:食堂 食堂", [LETTERS]),
        ("作者:林晓", [THREE_ACCOUNTS, BAMBOO_TRADE]),
        ("作者:若谷", [INCOME]),
        ("来源:松河日报", [THREE_ACCOUNTS, BAMBOO_TRADE]),
        ("來源：《江州學刊》", [RIVER_WEEK, HARMONIUM]),
        ("标签:乡村", [BAMBOO_TRADE, HARMONIUM]),
        ("标签:鄉村", [BAMBOO_TRADE, HARMONIUM]),
        ("栏目:民生", [THREE_ACCOUNTS, HARMONIUM]),
        ("年:2021", [BAMBOO_TRADE]),
        ("年:2020-2022", [THREE_ACCOUNTS, BAMBOO_TRADE, INCOME]),
        ("年:2022 作者:林晓 “热饭”", [THREE_ACCOUNTS]),
        ("-作者:林晓 -年:2020 -标签:治水", [LETTERS, HARMONIUM]),
        ("-作者:无名氏 作者:陈穗", [HARMONIUM]),
        ("年:1999", []),
        ("量子纠缠", []),
    ],
)
def test_queries_find_what_they_ask_for(
    archive: Archive, query: str, articles: list[ArticleDraft]
) -> None:
    assert sorted(found(archive, query)) == sorted(article.title for article in articles)


def test_a_blank_query_finds_everything_newest_first(archive: Archive) -> None:
    newest = [article.title for article in BY_DATE[::-1]]
    assert found(archive, "")[:4] == newest
    assert found(archive, " \u3000") == found(archive, "", sort="newest")
    assert len(archive.search.ids()) == len(DRAFTS)


def test_articles_with_all_words_come_before_those_with_one(archive: Archive) -> None:
    assert found(archive, "毛竹 农民")[0] == INCOME.title
    assert found(archive, "毛竹 海外")[0] == BAMBOO_TRADE.title
    assert len(found(archive, "毛竹 农民")) == 2
    assert found(archive, "信箱 食堂") == [LETTERS.title, THREE_ACCOUNTS.title]


def test_hits_carry_what_a_reader_needs(archive: Archive) -> None:
    (hit, _) = archive.search.run("食堂").hits
    assert (hit.title, hit.authors, hit.source) == (
        "食堂的三本账",
        ("周远", "林晓"),
        "松河日报",
    )
    assert (hit.column, hit.published) == ("民生", date(2022, 6, 7))
    assert [hit.title[a:b] for a, b in hit.title_marks] == ["食堂"]
    assert hit.score > 0
    for snippet in hit.snippets:
        assert {snippet.text[a:b] for a, b in snippet.marks} == {"食堂"}
        assert snippet.text in CANTEEN[snippet.paragraph_index]


def why(archive: Archive, query: str, title: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    hit = next(h for h in archive.search.run(query).hits if h.title == title)
    return {m.term: (m.how, m.found, m.where, m.count) for m in hit.matches}, hit.missing


@pytest.mark.parametrize(
    ("query", "title", "matches", "missing"),
    [
        ("食堂 海", "食堂的三本账", {"食堂": ("exact", "食堂", ("title", "body"), 8)}, ("海",)),
        ("农产品", INCOME.title, {"农产品": ("variant", "農產品", ("body",), 1)}, ()),
        ("農產品", INCOME.title, {"農產品": ("exact", "農產品", ("body",), 1)}, ()),
        ("gdp", LETTERS.title, {"gdp": ("variant", "ＧＤＰ", ("body",), 1)}, ()),
        ("理的", LETTERS.title, {"理的": ("characters", "理的", ("body",), 1)}, ()),
        ("林晓", BAMBOO_TRADE.title, {"林晓": ("exact", "林晓", ("byline",), 1)}, ()),
        ("标题:河长", RIVER_WEEK.title, {"河长": ("exact", "河长", ("title",), 1)}, ()),
        ("毛竹 -合作社 年:2020", INCOME.title, {"毛竹": ("exact", "毛竹", ("body",), 1)}, ()),
        ("年:2020", INCOME.title, {}, ()),
    ],
)
def test_each_hit_says_why_it_was_found(
    archive: Archive, query: str, title: str, matches: dict[str, Any], missing: tuple[str, ...]
) -> None:
    found, absent = why(archive, query, title)
    assert {term: found[term] for term in matches} == matches
    assert absent == missing


def test_a_word_that_only_a_tag_has_is_explained_by_it(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, draft("河水清了。", "一条河", tags=("生态文明",)), BAMBOO_TRADE)
    assert why(sqlite_archive, "生态文明", "一条河") == (
        {"生态文明": ("exact", "生态文明", ("tag",), 1)},
        (),
    )


@pytest.mark.parametrize("query", ["", "的", "松河"])
def test_by_date_the_undated_come_last_either_way(archive: Archive, query: str) -> None:
    newest, oldest = (found(archive, query, sort=sort) for sort in ("newest", "oldest"))
    dated = [article.title for article in BY_DATE if article.title in newest]
    assert newest[: len(dated)] == dated[::-1]
    assert oldest[: len(dated)] == dated
    assert set(newest[len(dated) :]) == set(oldest[len(dated) :]) <= {"把风琴搬上山", "信访日记"}


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("query", ["", "毛竹 食堂"])
def test_pages_put_together_are_the_whole(archive: Archive, query: str, sort: Sort) -> None:
    def page(offset: int, limit: int) -> SearchResult:
        return archive.search.run(query, sort=sort, offset=offset, limit=limit)

    whole = page(0, 100)
    pages = [page(offset, 2) for offset in range(0, 8, 2)]
    assert [hit for some in pages for hit in some.hits] == list(whole.hits)
    assert {some.total for some in pages} == {whole.total}
    assert page(0, 0).hits == page(100, 5).hits == ()
    assert page(100, 5).facets == whole.facets


def test_ids_are_those_of_the_hits_in_the_same_order(archive: Archive) -> None:
    hits = [hit.article_id for hit in archive.search.run("毛竹 食堂 松河").hits]
    assert archive.search.ids("毛竹 食堂 松河") == hits
    assert archive.search.ids("毛竹 食堂 松河", limit=2) == hits[:2]


def test_filters_narrow_and_values_of_one_facet_are_alternatives(archive: Archive) -> None:
    def filtered(**values: Any) -> set[str]:
        return set(found(archive, "松河", filters=Filters(**values)))

    assert filtered(authors=("林晓",)) == {BAMBOO_TRADE.title, THREE_ACCOUNTS.title}
    assert filtered(authors=("林晓", "陈穗"), columns=("民生",)) == {
        THREE_ACCOUNTS.title,
        HARMONIUM.title,
    }
    assert filtered(years=(2021, 2023), tags=("治水",)) == {RIVER_WEEK.title}
    assert filtered(sources=("松河日报",), years=(1999,)) == set()


def test_facets_follow_the_query(archive: Archive) -> None:
    everything = archive.search.run("")
    assert list(facets(everything, "tags").items()) == [
        ("乡村", 2),
        ("产业", 1),
        ("养老", 1),
        ("教育", 1),
        ("治水", 1),
    ]
    assert facets(everything, "years") == {"2020": 1, "2021": 1, "2022": 1, "2023": 1}
    some = archive.search.run("毛竹")
    assert facets(some, "authors") == {"林晓": 1, "沈若谷": 1}
    assert facets(some, "columns") == {"调研": 1}
    assert facets(some, "years") == {"2020": 1, "2021": 1}
    none = archive.search.run("量子")
    assert set(none.facets) == {"tags", "authors", "sources", "years", "columns"}
    assert not any(none.facets.values())


def test_a_facet_that_filters_keeps_its_alternatives(archive: Archive) -> None:
    plain = archive.search.run("松河")
    chosen = archive.search.run("松河", filters=Filters(authors=("林晓",)))
    assert (
        facets(chosen, "authors") == facets(plain, "authors") == {"林晓": 2, "周远": 2, "陈穗": 1}
    )
    assert facets(chosen, "years") == {"2021": 1, "2022": 1, "2023": 0}

    both = archive.search.run("松河", filters=Filters(authors=("林晓",), years=(2023,)))
    assert both.total == 0
    assert facets(both, "authors") == {"林晓": 0, "周远": 1, "陈穗": 0}
    assert facets(both, "years") == {"2021": 1, "2022": 1, "2023": 0}


def test_choosing_changes_the_figures_of_a_facet_and_never_its_order(archive: Archive) -> None:
    plain = archive.search.run("松河")
    for chosen in (Filters(columns=("民生",)), Filters(years=(2023,), tags=("治水", "不存在"))):
        narrowed = archive.search.run("松河", filters=chosen)
        for name, values in plain.facets.items():
            places = [entry.value for entry in narrowed.facets[name]]
            assert places[: len(values)] == [entry.value for entry in values]
            assert set(places[len(values) :]) <= {"不存在"}


def test_trashed_articles_vanish_and_come_back(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *DRAFTS)
    (bamboo,) = sqlite_archive.search.ids("海外")
    sqlite_archive.articles.trash([bamboo])
    sqlite_archive.index.catch_up()
    result = sqlite_archive.search.run("毛竹")
    assert titles(result) == [INCOME.title]
    assert facets(result, "authors") == {"沈若谷": 1}
    assert bamboo not in sqlite_archive.search.ids()
    sqlite_archive.articles.restore([bamboo])
    sqlite_archive.index.catch_up()
    assert sqlite_archive.search.ids("海外") == [bamboo]


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("松河", ""),
        ("？！", "检索词只有标点，已按原样查找。"),
        ("年:", "“年:”后面没有内容，已按普通文字查找。"),
        ("“食堂", "引号没有配对，已把“食堂”作为一个整体查找。"),
        ("作者:无名氏", "没有“作者:无名氏”的文章。"),
        ("“”", "没有可查找的字词，请输入要找的词，例如：共同富裕。"),
    ],
)
def test_notices_say_how_the_query_was_taken(archive: Archive, query: str, notice: str) -> None:
    result = archive.search.run(query)
    assert "".join(result.notices) == notice
    assert result.query == parse(query)
    assert result.revision == archive.revision()


def test_nothing_to_look_for_finds_nothing_not_everything(archive: Archive) -> None:
    assert found(archive, "“”") == []
    assert found(archive, "“”", filters=Filters(authors=("林晓",))) == []


def test_while_the_index_lags_behind_that_is_said(sqlite_archive: Archive) -> None:
    first, second = keep(sqlite_archive, INCOME, LETTERS)
    sqlite_archive.index.catch_up()
    with FileLock(sqlite_archive.home / "index.lock", 5):
        keep(sqlite_archive, BAMBOO_TRADE)
        result = sqlite_archive.search.run("毛竹")
        assert titles(result) == [INCOME.title]
        assert "还有约 1 篇文章暂时查不到" in "".join(result.notices)
        sqlite_archive.articles.trash([first, second])
        result = sqlite_archive.search.run("")
        assert titles(result) == []
        assert "最近的改动稍后才能查到" in "".join(result.notices)
    sqlite_archive.index.catch_up()
    result = sqlite_archive.search.run("毛竹")
    assert (titles(result), result.notices) == ([BAMBOO_TRADE.title], ())


@pytest.mark.parametrize(
    "query", ["山区的老人" * 200, "山区的老人" * 1000, "毛" * 5000, "竹 " * 2500, "“" * 5000]
)
def test_enormous_queries_are_answered_at_once(archive: Archive, query: str) -> None:
    started = time.perf_counter()
    assert archive.search.run(query).total <= len(DRAFTS)
    assert time.perf_counter() - started < 5


@given(st.one_of(st.text(), st.text(alphabet=ODD + "作者来源标签栏目()[]{}^!+<>")))
@settings(max_examples=100, deadline=None)
def test_any_query_is_answered(archive: Archive, query: str) -> None:
    result = archive.search.run(query)
    assert result.total >= len(result.hits) == min(result.total, 20)
    for hit in result.hits:
        assert all(0 <= a < b <= len(hit.title) for a, b in hit.title_marks)
        assert all(0 <= a < b <= len(s.text) for s in hit.snippets for a, b in s.marks)


def test_variants_find_mark_and_explain_each_other(sqlite_archive: Archive) -> None:
    long, short, other = keep(
        sqlite_archive,
        draft("走共同富裕的路。\n“千村示范、万村整治”工程办了二十年。", "甲"),
        draft("共富是大家的事。\n千万工程有经验。", "乙"),
        draft("富裕起来。", "丙"),
    )
    assert sqlite_archive.search.ids("共富") == [short]
    sqlite_archive.variants.add("共同富裕", ["共富"])
    sqlite_archive.variants.add("千万工程", ["“千村示范、万村整治”工程"])
    assert set(sqlite_archive.search.ids("共富")) == {long, short}
    assert set(sqlite_archive.search.ids("共同富裕")) == {long, short}
    assert set(sqlite_archive.search.ids("千万工程的经验")) == {long, short}
    assert sqlite_archive.search.ids("“共富”") == [short]
    assert sqlite_archive.search.ids("-共富") == [other]
    assert sqlite_archive.search.ids("“共富 大家”~3") == [short]
    hit = next(h for h in sqlite_archive.search.run("共富").hits if h.article_id == long)
    assert [(m.how, m.found) for m in hit.matches] == [("variant", "共同富裕")]
    assert [hit.snippets[0].text[a:b] for a, b in hit.snippets[0].marks] == ["共同富裕"]
    assert {p.title for p in sqlite_archive.passages.run("共富").hits} == {"甲", "乙"}


def test_variants_of_several_latin_words_are_found(sqlite_archive: Archive) -> None:
    (english,) = keep(sqlite_archive, draft("They call it  Rural Revitalization here.", "英文"))
    sqlite_archive.variants.add("乡村振兴", ["rural revitalization"])
    assert sqlite_archive.search.ids("乡村振兴") == [english]
