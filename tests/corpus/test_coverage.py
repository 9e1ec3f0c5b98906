from __future__ import annotations

from datetime import date

import pytest

from corpus.archive import Archive
from corpus.coverage import coverage, of_value, touching
from tests.articles import draft, keep


@pytest.fixture
def filled(archive: Archive) -> Archive:
    keep(
        archive,
        draft("增收靠产业，增收靠路。", authors=("甲", "乙"), published=date(2021, 1, 1)),
        draft("增收一次。", authors=("乙",), published=date(2022, 1, 1)),
        draft("食堂，还是食堂。", authors=("丙",), published=date(2022, 6, 1)),
        draft("没有署名的食堂与食堂。"),
    )
    return archive


def test_each_cell_counts_the_articles_that_touch_a_theme(filled: Archive) -> None:
    themes = {"增收": touching(filled, ["增收"]), "食堂": touching(filled, ["食堂"])}
    assert themes == {"增收": (1,), "食堂": (3, 4)}
    found = coverage(filled, themes, "authors")
    assert found.values == ("乙", "丙", "甲")
    assert found.counts.tolist() == [[1, 0, 1], [0, 1, 0]]
    assert found.totals.tolist() == [2, 1, 1]
    assert (found.touched.tolist(), found.articles, found.without) == ([1, 2], 4, 1)


def test_one_mention_can_be_enough(filled: Archive) -> None:
    assert touching(filled, ["增收"], least=1) == (1, 2)


def test_years_stand_in_their_order(filled: Archive) -> None:
    found = coverage(filled, {"食堂": [3, 4]}, "years")
    assert found.values == ("2021", "2022")
    assert found.counts.tolist() == [[0, 1]]


def test_only_some_articles_are_looked_at(filled: Archive) -> None:
    found = coverage(filled, {"食堂": [3, 4]}, "authors", ids=[1, 4])
    assert (found.values, found.articles, found.touched.tolist()) == (("乙", "甲"), 2, [1])


def test_the_articles_behind_a_cell_are_told(filled: Archive) -> None:
    assert of_value(filled, "authors", "乙") == (2, 1)
    assert of_value(filled, "authors", "乙", ids=[1, 3]) == (1,)
