from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.archive import Archive
from corpus.named_items import InvalidItem, ItemChanged, ItemNotFound, NameInUse
from corpus.theme_cards import ThemeCard
from corpus.theme_evidence import evidence
from tests.articles import draft, keep


def state(archive: Archive) -> list[tuple[str, tuple[str, ...], str, int]]:
    return [(c.name, c.words, c.note, c.slot) for c in archive.theme_cards.all()]


def test_a_card_is_made_changed_and_found(archive: Archive) -> None:
    made = archive.theme_cards.create("富民增收", ["增收", "收入", "增 收"], "说明")
    assert (made.words, made.slot) == (("增收", "收入"), 0)
    changed = archive.theme_cards.change(
        made.id, words=["增收", "就业"], expected_revision=made.revision
    )
    assert archive.theme_cards.get(made.id) == changed
    assert changed.words == ("增收", "就业")
    assert archive.theme_cards.create("另一张", ["路"]).slot == 1


def test_what_is_no_card_is_refused_with_a_reason(archive: Archive) -> None:
    for name, words in (
        ("", ["路"]),
        ("路" * 61, ["路"]),
        ("名", []),
        ("名", ["，"]),
        ("名", ["路" * 41]),
    ):
        with pytest.raises(InvalidItem) as caught:
            archive.theme_cards.create(name, words)
        assert caught.value.problem
        assert caught.value.remedy
    archive.theme_cards.create("富民", ["路"])
    with pytest.raises(NameInUse):
        archive.theme_cards.create(" 富民 ", ["水"])
    assert len(state(archive)) == 1


def test_two_who_change_one_card_lose_nothing(archive: Archive) -> None:
    card = archive.theme_cards.create("富民", ["路"])
    archive.theme_cards.change(card.id, note="甲")
    with pytest.raises(ItemChanged):
        archive.theme_cards.change(card.id, note="乙", expected_revision=card.revision)
    assert archive.theme_cards.get(card.id).note == "甲"


def test_a_removed_card_comes_back_and_undo_goes_further(archive: Archive) -> None:
    card = archive.theme_cards.create("富民", ["路"])
    archive.theme_cards.change(card.id, name="增收")
    archive.theme_cards.remove(card.id)
    with pytest.raises(ItemNotFound):
        archive.theme_cards.get(card.id)
    back = archive.theme_cards.undo(card.id)
    assert isinstance(back, ThemeCard)
    assert back.name == "增收"
    assert archive.theme_cards.undo(card.id).name == "富民"  # type: ignore[union-attr]
    assert archive.theme_cards.undo(card.id) is None
    with pytest.raises(ItemNotFound):
        archive.theme_cards.undo(card.id)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("note"), st.text("甲乙丙", max_size=3)),
        st.tuples(st.just("words"), st.lists(st.sampled_from(["路", "水", "电"]), min_size=1)),
        st.tuples(st.just("remove"), st.none()),
        st.tuples(st.just("undo"), st.none()),
    ),
    max_size=8,
)


@given(steps=STEPS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_undo_restores(archive: Archive, steps: list[tuple]) -> None:  # type: ignore[type-arg]
    cards = archive.theme_cards
    card = cards.create(f"卡{archive.revision()}", ["路"])
    states: list[ThemeCard | None] = [None, card]

    def plain(one: ThemeCard | None) -> object:
        return one and (one.name, one.words, one.note, one.slot)

    for what, value in steps:
        try:
            if what == "undo":
                if len(states) > 1:
                    states.pop()
                    assert plain(cards.undo(card.id)) == plain(states[-1])
            elif what == "remove":
                cards.remove(card.id)
                states.append(None)
            else:
                before = archive.revision()
                changed = cards.change(card.id, **{what: value})
                if archive.revision() > before:
                    states.append(changed)
        except ItemNotFound:
            assert states[-1] is None
    while len(states) > 1:
        states.pop()
        assert plain(cards.undo(card.id)) == plain(states[-1])


def test_evidence_shows_who_proves_it_and_who_is_silent(archive: Archive) -> None:
    keep(
        archive,
        draft("# 增收\n增收靠产业。路修好了。增收也靠就业，收入才稳。", "一"),
        draft("收入没有提。", "二"),
        draft("食堂的账。", "三"),
    )
    found = evidence(archive, ["增收", "收入"])
    assert found.touching == {1: 4, 2: 1}
    assert found.silent == (3,)
    assert found.words == {"增收": (3, 1), "收入": (2, 2)}
    best = found.sentences[0]
    assert best.text == "增收也靠就业，收入才稳。"
    assert [best.text[a:b] for a, b in best.spans] == ["增收", "收入"]
    assert set(best.words) == {"增收", "收入"}
    assert all(proof.text != "增收" for proof in found.sentences), "headings prove nothing"
    assert evidence(archive, ["增收"], ids=[3]).touching == {}
