"""Whoever asks for a tag by a name it had, or another name it has, finds its articles."""

from __future__ import annotations

import pytest

from corpus.archive import Archive
from corpus.filters import Filters
from corpus.tag_tree import Alias
from tests.articles import draft, keep
from tests.corpus.test_tag_vocabulary import named


@pytest.fixture
def library(archive: Archive) -> Archive:
    """A tag was renamed (敬老), then another merged into it (老人); one has an alias (GDP)."""
    keep(
        archive,
        draft("甲的文字。", "甲", tags=("敬老", "乡村")),
        draft("乙的文字。", "乙", tags=("老人",)),
        draft("丙的文字。", "丙", tags=("生产总值",)),
        draft("丁的文字。", "丁", tags=("老人与海", "国家 GDP")),
        draft("戊的文字。", "戊", tags=("《竹枝词》",)),
    )
    vocabulary = archive.tag_vocabulary
    vocabulary.change(named(archive, "敬老"), name="养老", aliases=(Alias("敬老"),))
    vocabulary.merge(named(archive, "老人"), named(archive, "养老"))
    vocabulary.change(named(archive, "生产总值"), aliases=(Alias("GDP"),))
    vocabulary.change(named(archive, "《竹枝词》"), name="民歌", aliases=(Alias("《竹枝词》"),))
    archive.index.catch_up()
    return archive


def found(library: Archive, query: str = "", *tags: str) -> str:
    """The titles of what is found, in the order they were kept."""
    result = library.search.run(query, filters=Filters(tags=tags))
    assert result.total == len(library.search.ids(query, Filters(tags=tags)))
    return "".join(sorted((hit.title for hit in result.hits), key="甲乙丙丁戊".index))


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("标签:养老", "甲乙"),
        ("标签:敬老", "甲乙"),
        ("标签:老人", "甲乙"),
        ("标签:“老人”", "甲乙"),
        ("标签:《老人》", "甲乙"),
        ("标签：ｇｄｐ", "丙"),
        ("标签:老人与海", "丁"),
        ("标签:与海", "丁"),
        ("标签:《竹枝词》", "戊"),
        ("-标签:敬老", "丙丁戊"),
        ("(标签:敬老 OR 标签:GDP) -标签:乡村", "乙丙"),
        ("标签:(敬老 乡村)", "甲"),
    ],
)
def test_a_query_for_any_name_of_a_tag_finds_its_articles(
    library: Archive, query: str, titles: str
) -> None:
    assert found(library, query) == titles


def test_filters_by_any_name_of_a_tag_keep_its_articles(library: Archive) -> None:
    assert found(library, "", "敬老") == found(library, "", "老人", "养老") == "甲乙"
    assert found(library, "甲", "老人") == "甲"
    assert found(library, "", "gdp") == "丙"
    assert found(library, "", "《竹枝词》") == "戊"
    assert found(library, "", "与海") == ""
    result = library.search.run(filters=Filters(tags=("老人", "敬老")))
    assert [(one.value, one.count) for one in result.facets["tags"]][:2] == [
        ("养老", 2),
        ("乡村", 1),
    ], "what was chosen is listed once, under its name of today"


def test_it_is_said_under_which_name_a_tag_was_looked_for(library: Archive) -> None:
    result = library.search.run("标签:老人 标签:与海")
    assert str(result.query) == "标签:养老 标签:与海"
    assert result.notices == ("“老人”现在是标签“养老”，已按它查找。",)
    assert library.search.run("标签:养老").notices == ()
    assert library.passages.run("标签:敬老 文字").notices


def test_a_tag_taken_out_of_the_vocabulary_is_found_no_more(library: Archive) -> None:
    library.tag_vocabulary.delete(named(library, "敬老"))
    library.index.catch_up()
    assert found(library, "标签:敬老") == found(library, "", "敬老") == ""


def test_what_no_database_could_hold_is_no_tag(library: Archive) -> None:
    assert found(library, "标签:\0", "\0\ud800") == ""
