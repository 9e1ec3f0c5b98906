from __future__ import annotations

import pytest

from corpus.archive import Archive
from corpus.dictionary import InvalidWord
from corpus.dictionary_preview import preview
from tests.articles import draft, prepared
from tests.nlp.test_phrases import ESSAY


@pytest.fixture
def filled(sqlite_archive: Archive) -> Archive:
    essays = (draft("\n".join(ESSAY), "一年"), draft("溪岭有水。", "别处"))
    list(sqlite_archive.imports.keep(prepared(essays)))
    return sqlite_archive


def test_a_preview_tells_what_accepting_will_do(filled: Archive) -> None:
    told = preview(filled, "竹溪岭镇", "word")
    assert (told.articles, told.occurrences, told.looked_at) == (1, 5, 1)
    assert sum(way.count for way in told.ways) == 5
    assert all("".join(way.pieces) != "竹溪岭镇" or len(way.pieces) > 1 for way in told.ways)
    expected = {term.term: (term.before, term.after) for term in told.terms}
    filled.dictionary.put("竹溪岭镇", "word")
    after = preview(filled, "竹溪岭镇", "word")
    assert [way.pieces for way in after.ways] == [("竹溪岭镇",)]
    assert after.terms == ()
    assert expected["竹溪岭镇"][1] == sum(way.count for way in after.ways)


def test_stopping_a_word_takes_it_from_the_terms_alone(filled: Archive) -> None:
    told = preview(filled, "合作社", "stop")
    assert [(term.term, term.after) for term in told.terms] == [("合作社", 0)]
    assert filled.search.run("合作社").total == told.articles


def test_a_word_that_stands_nowhere_changes_nothing(filled: Archive) -> None:
    told = preview(filled, "从未说过", "word")
    assert (told.articles, told.ways, told.terms, told.keywords) == (0, (), (), ())
    with pytest.raises(InvalidWord):
        preview(filled, "错 误", "word")
