"""Vocabularies leave as CSV and SKOS and come back the same; what is wrong in a file is named."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.archive import Archive
from corpus.errors import SixueError
from corpus.tag_files import InvalidTagFile, read_tags_csv, tags_csv
from corpus.tag_import import GivenTag, plan
from corpus.tag_skos import SkosFormat, read_tags_skos, tags_skos
from corpus.tag_tables import TableForm, read_tags_table, tags_table
from corpus.tag_tree import Alias, Tag, TagTree
from tests.articles import draft, keep

WORDS = st.one_of(
    st.text(min_size=1, max_size=8),
    st.text(st.sampled_from("甲乙；;\\（）—'=+1990"), min_size=1, max_size=8),
)
YEARS = st.none() | st.integers(1, 9999)
ALIASES = st.lists(st.builds(Alias, WORDS, YEARS, YEARS), max_size=3).map(tuple)
TAGS = st.builds(
    Tag, st.integers(1, 9), WORDS, st.none() | st.integers(1, 9),
    st.none() | st.just("#2850b0"), WORDS, ALIASES,
)  # fmt: skip


def grown(tags: list[Tag]) -> TagTree:
    tree = TagTree()
    for tag in tags:
        try:
            tree.put(tag)
        except SixueError:
            continue
    return tree


def named(tree: TagTree) -> list[tuple[object, ...]]:
    return sorted((tree.path(tag.id), tag.colour, tag.description, tag.aliases) for tag in tree)


def taken_in(given: list[GivenTag], old: TagTree | None = None) -> TagTree:
    numbers = count(1000)
    edit, planned = plan(old or TagTree(), given, lambda: next(numbers))
    assert [one for one in planned if one.verdict == "bad"] == []
    return edit.tree


@given(tags=st.lists(TAGS, max_size=6))
def test_a_table_comes_back_as_it_left(tags: list[Tag]) -> None:
    tree = grown(tags)
    given = read_tags_csv(tags_csv(tree)) if len(tree) else []
    assert named(taken_in(given)) == named(tree)
    _, planned = plan(tree, given, lambda: 5000)
    assert {one.verdict for one in planned} <= {"unchanged"}


@given(tags=st.lists(TAGS, min_size=1, max_size=6).filter(lambda tags: len(grown(tags)) > 0))
def test_lines_come_back_as_they_left(tags: list[Tag]) -> None:
    tree = grown(tags)
    assert named(taken_in(read_tags_table(tags_table(tree, "jsonl"), "jsonl"))) == named(tree)


@pytest.mark.parametrize("form", get_args(TableForm))
def test_a_workbook_and_a_document_come_back_as_they_left(form: TableForm) -> None:
    tree = grown(
        [
            Tag(1, "社会保障", None, "#2850b0", "为全体居民；包括养老。\n第二行 =1+1"),
            Tag(2, "养老", 1, None, "", (Alias("敬老", 1980, 1990), Alias("老有；所养"))),
            Tag(3, "=公式"),
        ]
    )
    assert named(taken_in(read_tags_table(tags_table(tree, form), form))) == named(tree)


@pytest.mark.parametrize(
    ("form", "data"),
    [("xlsx", b"PK"), ("docx", b"no"), ("jsonl", b"{"), ("jsonl", '{"名": 1}'.encode())],
)
def test_what_is_no_vocabulary_is_refused_with_a_reason(form: TableForm, data: bytes) -> None:
    with pytest.raises((InvalidTagFile, SixueError)) as told:
        taken_in(read_tags_table(data, form))
    assert told.value.problem


@pytest.mark.parametrize("form", ["turtle", "xml"])
def test_skos_comes_back_as_it_left(form: SkosFormat) -> None:
    @given(tags=st.lists(TAGS, min_size=1, max_size=4))
    def comes_back(tags: list[Tag]) -> None:
        tree = grown(tags)
        if not len(tree):
            return
        data = tags_skos(tree, "甲", form)
        visible = [t for tag in tree for t in (tag.description, *tag.forms)]
        if all(text.isprintable() for text in visible):
            assert named(taken_in(read_tags_skos(data, form))) == named(tree)

    comes_back()


def test_what_was_merged_comes_back_as_a_name_that_leads_there() -> None:
    tree = TagTree([Tag(1, "养老"), Tag(2, "敬老", aliases=(Alias("尊老", 1980),), merged_into=1)])
    for read in (
        read_tags_csv(tags_csv(tree)),
        read_tags_skos(tags_skos(tree, "甲", "xml"), "xml"),
    ):
        assert taken_in(read, tree).resolve("尊老") == tree.get(1)
        assert list(taken_in(read, tree).rows()) == list(tree.rows()), "all is there already"
        again = taken_in(read).resolve("敬老")
        assert again is not None
        assert again.name == "养老"


TABLE = """\
标签,上级,颜色,说明,别名,旧提法,别的列
社会保障,,#2850B0,,社保；保障,,x
养老,社会保障,,为老年人,,敬老（—1990）；老有所养(1990-2002)
养老,,,,,
甲,乙,,,,
乙,甲,,,,
丙,没有的,,,,
丁,丙,,,,
戊,,红,,,
己,,,,社保,
,,,只有说明,,
庚,,,,,庚（2002—1990）
社保,,,,,
"""


def test_what_is_wrong_is_named_with_its_line(archive: Archive) -> None:
    (article_id,) = keep(archive, draft("甲。", tags=("养老",)))
    given = read_tags_csv(TABLE.encode("gb18030"))
    planned = archive.tag_vocabulary.preview_import(given)
    told = {one.place: one.reason for one in planned if one.verdict == "bad"}
    assert set(told) == set(range(4, 14))
    for place, part in (
        (4, "第 3 行"), (6, "上级"), (7, "没有的"), (8, "丙"), (9, "颜色"), (10, "社保"),
        (11, "空的"), (12, "起止年份"), (13, "社会保障"),
    ):  # fmt: skip
        assert part in told[place], (place, told[place])
    verdicts = {one.name: (one.verdict, one.reason) for one in planned if one.place in (2, 3)}
    assert verdicts == {"社会保障": ("added", ""), "养老": ("changed", "上级、说明、别名")}
    done = archive.tag_vocabulary.import_tags(given)
    tree = archive.tag_vocabulary.tree()
    found = tree.resolve("老有所养")
    assert found is not None
    assert tree.path(found.id) == ("社会保障", "养老")
    assert found.aliases == (Alias("敬老", None, 1990), Alias("老有所养", 1990, 2002))
    assert archive.articles.get(article_id).content.tags == ("养老",)
    changes = archive.history.of_library("tag")
    assert {c.batch for c in changes[:2]} == {done.batch}
    revision = archive.revision()
    assert archive.tag_vocabulary.import_tags(given).batch == ""
    assert archive.revision() == revision


def test_rows_may_swap_places_and_hand_names_over() -> None:
    old = TagTree([Tag(1, "甲", aliases=(Alias("旧"),)), Tag(2, "乙", parent=1)])
    given = read_tags_csv("标签,上级,别名\n乙,,旧\n甲,乙,\n".encode())
    tree = taken_in(given, old)
    assert tree.path(1) == ("乙", "甲")
    assert tree.resolve("旧") == replace(tree.get(2))


def test_columns_that_are_missing_change_nothing() -> None:
    old = TagTree([Tag(1, "甲", colour="#2850b0", description="说", aliases=(Alias("旧"),))])
    assert taken_in(read_tags_csv("标签\n甲\n".encode()), old).get(1) == old.get(1)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>&a;</rdf:Description></rdf:RDF>"""


@pytest.mark.parametrize("data", [b"<rdf", b"", BOMB, b"<a/>"])
def test_what_is_no_skos_is_refused_calmly(data: bytes) -> None:
    with pytest.raises(InvalidTagFile):
        read_tags_skos(data, "xml")
    with pytest.raises(InvalidTagFile):
        read_tags_skos(b"@prefix : <x" + b"[" * 5000, "turtle")


def test_a_foreign_vocabulary_is_understood() -> None:
    data = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <a> skos:prefLabel "Welfare"@en, "福利"@zh-Hans ; skos:narrower <b> .
    <b> skos:prefLabel "食堂"@zh ; skos:altLabel "饭堂"@zh, "canteen"@en ;
        skos:scopeNote "吃饭"@zh ."""
    tree = taken_in(read_tags_skos(data.encode(), "turtle"))
    found = tree.resolve("饭堂")
    assert found is not None
    assert tree.path(found.id) == ("福利", "食堂")
    assert found.description == "吃饭"


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", '标签\n"甲\n'.encode() + b'"x"y,"'])
def test_what_is_no_table_of_tags_is_refused(data: bytes) -> None:
    with pytest.raises(SixueError):
        read_tags_csv(data)
