"""The tokens of the library are those of its articles, whatever happened to it."""

from __future__ import annotations

import numpy as np
import pytest

from corpus import index, tokens
from corpus.archive import Archive
from nlp.text import fold_text
from nlp.tokens import TokenTable, tokenise
from tests.articles import draft, prepared

ESSAYS = tuple(draft(f"第{n}篇讲产业。\n竹溪岭镇的路修好了。", f"题目{n}") for n in range(6))


@pytest.fixture
def filled(archive: Archive) -> Archive:
    list(archive.imports.keep(prepared(ESSAYS)))
    return archive


def texts(table: TokenTable) -> dict[int, str]:
    return {
        int(document): "".join(table.types[t][0] for t in table.of(row))
        for row, document in enumerate(table.documents)
    }


def expected(archive: Archive) -> dict[int, str]:
    kept = archive.articles.find(range(1, 50))
    table = tokenise(((a.id, tokens.parts(a)) for a in kept), archive.dictionary.segmenter())
    return texts(table)


def words(table: TokenTable) -> list[list[str]]:
    return [[table.types[t][0] for t in table.of(row)] for row in range(len(table))]


def test_all_articles_are_there_by_id_with_title_and_text(filled: Archive) -> None:
    table = filled.tokens.table()
    assert texts(table) == expected(filled)
    assert table.documents.tolist() == sorted(table.documents.tolist())
    assert fold_text("题目3\n第3篇讲产业。\n") in texts(table)[4]


def test_some_articles_come_in_the_order_asked_for(filled: Archive) -> None:
    table = filled.tokens.table([5, 99, 2])
    assert table.documents.tolist() == [5, 2]
    assert texts(table) == {i: expected(filled)[i] for i in (5, 2)}


def test_changes_are_caught_up_with(filled: Archive) -> None:
    filled.tokens.table()
    filled.articles.trash([2])
    list(filled.imports.keep(prepared((draft("新来的一篇讲治水。", "治水"),))))
    assert texts(filled.tokens.table()) == expected(filled)
    assert 2 not in filled.tokens.table().documents


def test_an_accepted_word_is_one_token_from_then_on(filled: Archive) -> None:
    filled.tokens.table()
    filled.dictionary.put("竹溪岭镇", "word")
    assert all("竹溪岭镇" in line for line in words(filled.tokens.table()))
    filled.dictionary.undo(filled.dictionary.changes(1)[0].revision)
    assert not any("竹溪岭镇" in line for line in words(filled.tokens.table()))


def test_an_accepted_word_is_found_where_the_index_has_not_come_yet(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "PAGE", 1)
    monkeypatch.setattr(index, "INLINE", 1)
    monkeypatch.setattr(index, "PATIENCE", 0.0)
    for essay in ESSAYS * 5:
        text = f"{essay.text}第{archive.revision()}回。"
        list(archive.imports.keep(prepared((draft(text, essay.title),))))
    archive.tokens.table()
    archive.dictionary.put("竹溪岭镇", "word")
    assert all("竹溪岭镇" in line for line in words(archive.tokens.table()))


def test_variants_are_counted_as_the_preferred_word(filled: Archive) -> None:
    filled.tokens.table()
    filled.variants.add("特色产业", ["产业"])
    assert sum(line.count("特色产业") for line in words(filled.tokens.table())) == 6


def test_a_large_library_is_read_from_its_file(
    filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "WORTH_WRITING", 1)
    before = filled.tokens.table()
    file = filled.home / "tokens" / "table"
    with Archive.open(url=filled.url, home=filled.home) as again:
        assert words(again.tokens.table()) == words(before)
        assert again.tokens.table().tokens.flags.writeable is False
    content = bytearray(file.read_bytes())
    content[-3] ^= 1
    file.write_bytes(content)
    with Archive.open(url=filled.url, home=filled.home) as again:
        assert words(again.tokens.table()) == words(before), "what is damaged is cut anew"
    content[4:8] = b"\xff\xff\xff\x7f"
    file.write_bytes(content)
    with Archive.open(url=filled.url, home=filled.home) as again:
        assert words(again.tokens.table()) == words(before), "a damaged length is no length"
    file.write_bytes(b"")
    with Archive.open(url=filled.url, home=filled.home) as again:
        assert words(again.tokens.table()) == words(before)


def test_an_empty_library_has_no_tokens(archive: Archive) -> None:
    table = archive.tokens.table()
    assert len(table) == len(table.tokens) == 0
    assert len(archive.tokens.table([1, 2])) == 0
    assert np.array_equal(table.starts, [0])
