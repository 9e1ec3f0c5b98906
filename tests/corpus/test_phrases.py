from __future__ import annotations

from datetime import date

import pytest

from corpus.archive import Archive
from corpus.phrases import PhraseList
from tests.articles import draft, prepared
from tests.nlp.test_phrases import ESSAY


@pytest.fixture
def filled(sqlite_archive: Archive) -> Archive:
    essays = (
        draft("\n".join(ESSAY), "竹溪岭镇的一年", published=date(2023, 5, 1)),
        draft("竹溪岭镇早就出名。", "旧闻", published=date(2019, 2, 3)),
        draft("竹溪岭镇，没有日期。", "无题"),
    )
    list(sqlite_archive.imports.keep(prepared(essays)))
    return sqlite_archive


def forms(found: PhraseList) -> set[str]:
    return {phrase.form for phrase in found.proposed}


def test_phrases_of_the_library_are_proposed_until_somebody_decides(filled: Archive) -> None:
    found = filled.phrases.all()
    assert {"竹溪岭镇", "错峰种养殖", "周末夜校"} <= forms(found)
    filled.dictionary.put("竹溪岭镇", "word")
    filled.dictionary.put("周末夜校", "refused")
    after = filled.phrases.all()
    assert not {"竹溪岭镇", "周末夜校"} & forms(after)
    assert {p.form: p.count for p in after.phrases}["竹溪岭镇"] == 8
    filled.dictionary.undo(filled.dictionary.changes(1)[0].revision)
    assert "周末夜校" in forms(filled.phrases.all())


def test_phrases_are_kept_beside_the_archive(filled: Archive) -> None:
    found = filled.phrases.all()
    with Archive.open(home=filled.home, url=filled.url) as again:
        assert again.phrases.all() == found
        assert again.tokens.revision() == 0, "nothing had to be cut"


def test_the_first_use_is_the_earliest_dated_one(filled: Archive) -> None:
    first = filled.phrases.first_use("竹溪岭镇")
    assert first is not None
    assert (first.title, first.published) == ("旧闻", date(2019, 2, 3))
    assert first.text[slice(*first.span)] == "竹溪岭镇"
    assert filled.phrases.first_use("从未说过") is None


def test_uses_come_from_different_articles(filled: Archive) -> None:
    uses = filled.phrases.uses("竹溪岭镇", 3)
    assert len({use.article_id for use in uses}) == 3
    assert filled.phrases.uses("从未说过", 3) == []
