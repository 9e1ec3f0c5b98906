from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.archive import Archive
from corpus.article import Paragraph
from corpus.figure_register import FigureEntry, figure_register
from tests.articles import draft, keep

GROWN = "2020年，松河县财政收入从1.2亿元增加到3.2亿元。"
OTHER = "2020年，松河县财政收入达到2.9亿元。"


@pytest.fixture
def library(sqlite_archive: Archive) -> tuple[Archive, list[int]]:
    ids = keep(
        sqlite_archive,
        draft(f"先说账本。\n账要算清。{GROWN}", "甲"),
        draft(OTHER, "乙"),
        draft("竹子也要有人管护。", "丙"),
        draft("2020年，我县财政收入达到5000万元。", "丁"),
    )
    return sqlite_archive, ids


def of(entries: tuple[FigureEntry, ...], title: str) -> FigureEntry:
    (entry,) = [entry for entry in entries if entry.title == title]
    return entry


def test_figures_stand_with_their_sentences(library: tuple[Archive, list[int]]) -> None:
    archive, ids = library
    entry = of(figure_register(archive), "甲")
    assert entry.article_id == ids[0]
    assert entry.sentence == GROWN
    assert "财政收入" in entry.figure.indicator
    assert entry.figure.start is not None
    assert (entry.figure.start.value, entry.figure.value.value) == (120_000_000, 320_000_000)
    assert (entry.figure.year, entry.figure.paragraph) == ("2020", 1)


def test_articles_that_say_another_number_are_named(library: tuple[Archive, list[int]]) -> None:
    archive, ids = library
    entries = figure_register(archive)
    assert of(entries, "甲").disagrees == (ids[1],)
    assert of(entries, "乙").disagrees == (ids[0],)
    assert of(entries, "丁").disagrees == (), "whose county it is nobody says"


def test_a_selection_knows_only_its_articles(library: tuple[Archive, list[int]]) -> None:
    archive, ids = library
    (entry,) = figure_register(archive, ids[1:3])
    assert (entry.title, entry.disagrees) == ("乙", ())
    assert figure_register(archive, []) == ()


def test_only_what_changed_is_read_again(library: tuple[Archive, list[int]]) -> None:
    archive, ids = library
    told: list[int] = []

    def report(done: int, total: int, note: str) -> None:
        del total, note
        told.append(done)

    before = figure_register(archive, report=report)
    assert told == [4]
    assert figure_register(archive, report=report) == before, "kept as it was found"
    assert told == [4], "nothing had to be read"
    article = archive.articles.get(ids[1])
    paragraphs = (Paragraph(OTHER.replace("2.9", "3.2"), "paragraph"),)
    archive.articles.update(ids[1], expected_revision=article.revision, paragraphs=paragraphs)
    entries = figure_register(archive, report=report)
    assert told == [4, 1]
    assert of(entries, "甲").disagrees == ()
    archive.articles.trash(ids[:1])
    assert {entry.title for entry in figure_register(archive)} == {"乙", "丁"}
    assert of(before, "甲") == replace(of(entries, "甲"), disagrees=(ids[1],))
