"""主题卡 and 覆盖: themes of words, what proves them, who has not written about them."""

from __future__ import annotations

from pathlib import Path

from corpus.archive import Archive
from tests.pages.conftest import Open, links, shown


def cards(home: Path) -> dict[str, tuple[str, ...]]:
    with Archive.open(home=home) as archive:
        return {card.name: card.words for card in archive.theme_cards.all()}


def make(home: Path, name: str, *words: str) -> int:
    with Archive.open(home=home) as archive:
        return archive.theme_cards.create(name, words).id


def test_without_cards_it_says_what_one_is(visit: Open, library: Path) -> None:
    assert "还没有主题卡" in shown(visit("theme_cards.py"))


def test_a_card_is_made_from_a_link_and_shows_its_evidence(visit: Open, library: Path) -> None:
    app = visit("theme_cards.py", name="路与富裕", word=["公路", "共同富裕"])
    app.button(key="card-create").click().run()
    assert cards(library) == {"路与富裕": ("公路", "共同富裕")}
    said = " ".join(shown(app).split())
    assert "2 / 3 篇谈到" in said
    assert "证明它的句子" in said
    assert any("article=1" in params for params in links(app).values())


def test_words_are_changed_and_that_is_undone(visit: Open, library: Path) -> None:
    card = make(library, "路", "公路")
    app = visit("theme_cards.py", card=str(card))
    app.multiselect(key=f"card-words-{card}").set_value([]).run()
    assert "还没有词" in shown(app)
    assert cards(library) == {"路": ("公路",)}
    with Archive.open(home=library) as archive:
        archive.theme_cards.change(card, name="大路")
    app = visit("theme_cards.py", card=str(card))
    app.button(key="card-undo").click().run()
    assert cards(library) == {"路": ("公路",)}


def test_a_removed_card_comes_back(visit: Open, library: Path) -> None:
    card = make(library, "路", "公路")
    app = visit("theme_cards.py", card=str(card))
    app.button(key="card-remove").click().run()
    assert cards(library) == {}
    assert "已删除主题卡“路”" in shown(app)
    app.button(key="card-restore").click().run()
    assert cards(library) == {"路": ("公路",)}


def test_a_name_is_given_only_once(visit: Open, library: Path) -> None:
    make(library, "路", "公路")
    app = visit("theme_cards.py", name="路", word="村口")
    app.button(key="card-create").click().run()
    assert "已另有一个名为“路”的主题卡" in shown(app)


def test_the_matrix_shows_who_has_not_written(visit: Open, library: Path) -> None:
    make(library, "食堂", "食堂")
    app = visit("coverage.py", rows="cards", by="authors", cell="食堂×周青")
    said = " ".join(shown(app).split())
    assert "周青 × 食堂" in said
    assert "还没有人写" in said
    app = visit("coverage.py", rows="cards", by="authors", cell="食堂×王田")
    assert "王田 × 食堂" in " ".join(shown(app).split())
    assert any("article=3" in params for params in links(app).values())


def test_what_makes_no_sense_in_the_address_is_ignored(visit: Open, library: Path) -> None:
    make(library, "食堂", "食堂")
    app = visit("coverage.py", rows="x", by="y", measure="z", cell="无×无")
    assert "格是空的" in shown(app)
    assert not visit("theme_cards.py", card="99").exception


def test_an_empty_library_covers_nothing(visit: Open) -> None:
    assert "文库里还没有文章" in shown(visit("coverage.py"))
    assert "还没有主题卡" in shown(visit("theme_cards.py"))
