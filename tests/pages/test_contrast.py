"""差异: two sides in the address, the words between them, and their sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.archive import Archive
from tests.articles import draft, prepared
from tests.essays import BAMBOO, CANTEEN, RIVER
from tests.pages.conftest import Open, links, shown


@pytest.fixture
def essays(library: Path) -> Path:
    texts = [(BAMBOO, "产业"), (CANTEEN, "养老"), (RIVER, "治水")]
    with Archive.open(home=library) as archive:
        made = (draft("\n".join(text), tag, tags=(tag,)) for text, tag in texts)
        list(archive.imports.keep(prepared(tuple(made))))
        archive.index.catch_up()
    return library


def words(app: object) -> list[str]:
    (frame,) = app.dataframe  # type: ignore[attr-defined]
    return list(frame.value["词"])


def test_an_empty_library_says_so(visit: Open) -> None:
    assert "文库里还没有文章" in shown(visit("contrast.py"))


def test_without_a_first_side_it_says_how_to_begin(visit: Open, essays: Path) -> None:
    assert "先选甲方" in shown(visit("contrast.py"))


def test_the_address_says_both_sides(visit: Open, essays: Path) -> None:
    app = visit("contrast.py", by="tags", a="养老", b="产业")
    said = " ".join(shown(app).split())
    assert "养老 （1 篇" in said
    assert "产业 （1 篇" in said
    assert {"老人", "竹编"} <= set(words(app))
    assert app.multiselect(key="contrast-first").value == ["养老"]


def test_one_article_against_the_rest(visit: Open, essays: Path) -> None:
    app = visit("contrast.py", by="article", a="4")
    assert "《产业》" in shown(app)
    assert "其余文章" in shown(app)
    assert "竹编" in words(app)


def test_a_word_shows_its_sentences_on_both_sides(visit: Open, essays: Path) -> None:
    app = visit("contrast.py", by="tags", a="养老", word="老人")
    assert "“老人”的句子" in shown(app)
    assert any(label.startswith("——养老") for label in links(app))
    assert "tags=养老&q=老人" in links(app)[next(k for k in links(app) if k.startswith("全部"))]


def test_what_makes_no_sense_in_the_address_is_ignored(visit: Open, essays: Path) -> None:
    for params in ({"by": "x", "a": "y"}, {"by": "article", "a": "-1"}, {"by": "years", "a": "z"}):
        assert "先选甲方" in shown(visit("contrast.py", **params))
