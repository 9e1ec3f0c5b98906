from __future__ import annotations

from datetime import date

import pytest

from corpus.archive import Archive
from corpus.contrast import ContrastRow, Side
from corpus.filters import Filters
from tests.articles import draft, keep
from tests.essays import BAMBOO, CANTEEN, RIVER


@pytest.fixture
def filled(sqlite_archive: Archive) -> Archive:
    keep(
        sqlite_archive,
        draft("\n".join(BAMBOO), tags=("产业",), published=date(2020, 1, 1)),
        draft("\n".join(BAMBOO[1:]), tags=("产业",), published=date(2021, 1, 1)),
        draft("\n".join(CANTEEN), tags=("养老",), published=date(2022, 1, 1)),
        draft("\n".join(RIVER), tags=("治水", "产业"), published=date(2023, 1, 1)),
    )
    return sqlite_archive


def tagged(tag: str) -> Side:
    return Side(Filters(tags=(tag,)))


def terms(rows: tuple[ContrastRow, ...]) -> set[str]:
    return {row.term for row in rows}


def test_each_side_has_its_words(filled: Archive) -> None:
    found = filled.contrasts.between(tagged("养老"), tagged("产业"))
    assert {"老人", "食堂"} <= terms(found.of(first=True, limit=20)) | {"老年食堂"}
    assert "竹编" in terms(found.of(first=False, limit=20))
    assert (found.first_articles, found.second_articles, found.overlap) == (1, 3, 0)
    assert all(row.log_likelihood >= found.threshold for row in found.rows)


def test_counts_are_those_of_the_texts(filled: Archive) -> None:
    found = filled.contrasts.between(tagged("产业"), tagged("养老"))
    (row,) = (row for row in found.rows if row.term == "竹编")
    text = "\n".join((*BAMBOO, *BAMBOO[1:], *RIVER))
    assert row.first == text.count("竹编")
    assert (row.second, row.second_articles) == (0, 0)
    assert row.first_articles == 2
    assert row.first_per_10k == pytest.approx(10_000 * row.first / found.first_words)


def test_exchanged_sides_tell_the_same(filled: Archive) -> None:
    one = filled.contrasts.between(tagged("养老"), tagged("产业"))
    other = filled.contrasts.between(tagged("产业"), tagged("养老"))
    assert {(r.term, round(r.log_ratio, 6)) for r in one.rows} == {
        (r.term, round(-r.log_ratio, 6)) for r in other.rows
    }


def test_one_article_is_set_apart_from_the_rest(filled: Archive) -> None:
    found = filled.contrasts.between(Side(ids=(3,)))
    assert (found.first_articles, found.second_articles) == (1, 3)
    assert found.of(first=True, limit=5)


def test_what_belongs_to_both_is_counted_once_and_said(filled: Archive) -> None:
    found = filled.contrasts.between(tagged("治水"), tagged("产业"))
    assert (found.overlap, found.second_articles) == (1, 2)


def test_an_empty_side_tells_nothing(filled: Archive) -> None:
    assert filled.contrasts.between(tagged("没有"), tagged("产业")).rows == ()
    assert filled.contrasts.between(Side()).rows == ()


def test_stopped_words_are_left_out_and_own_words_count(filled: Archive) -> None:
    filled.dictionary.put("竹编", "stop")
    found = filled.contrasts.between(tagged("产业"), tagged("养老"))
    assert "竹编" not in terms(found.rows)
