"""Named themes stay the ones they are: under every edit, every undo, and with new articles."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.archive import Archive
from corpus.filters import Filters
from corpus.named_items import InvalidItem, ItemNotFound
from corpus.theme_set import ThemeSet
from tests.articles import draft, keep
from tests.essays import BAMBOO, CANTEEN, RIVER, SCHOOL

EVERYTHING = Filters()


@pytest.fixture(autouse=True)
def _few_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four clear themes are found from any start."""
    monkeypatch.setattr("nlp.concepts._MOST_STARTS", 50)


@pytest.fixture
def filled(archive: Archive) -> Archive:
    keep(
        archive,
        *(
            draft("\n".join(essay[n::2]), f"{name}{n}")
            for name, essay in (("竹", BAMBOO), ("堂", CANTEEN), ("河", RIVER), ("琴", SCHOOL))
            for n in (0, 1)
        ),
    )
    return archive


def make(archive: Archive, count: int = 4) -> ThemeSet:
    found = archive.themes.fit(EVERYTHING, count=count)
    return archive.theme_sets.create("四个主题", found, EVERYTHING)


def plain(one: ThemeSet | None) -> Any:
    return one and (one.name, one.themes, one.hidden, one.filters, one.fitted_revision)


def theme_of(one: ThemeSet, word: str) -> int:
    return next(theme.id for theme in one.themes if word in theme.words)


def test_a_set_is_kept_with_all_its_themes(filled: Archive) -> None:
    made = make(filled)
    assert [theme.id for theme in made.themes] == [1, 2, 3, 4]
    assert sum(theme.share for theme in made.themes) == pytest.approx(1, abs=0.01)
    again = filled.theme_sets.get(made.id)
    assert plain(again) == plain(made)
    with pytest.raises(InvalidItem):
        make(filled)


def test_what_is_shown_of_a_set_are_its_own_themes(filled: Archive) -> None:
    made = make(filled)
    shown = filled.theme_sets.view(made, EVERYTHING)
    for theme, topic in zip(made.themes, shown.topics, strict=True):
        assert theme.words[0] in [word for word, _ in topic.words[:8]]
    assert shown.mix.sum(axis=1) == pytest.approx(1)


def test_names_and_merges_survive_new_articles_and_a_refit(filled: Archive) -> None:
    made = make(filled)
    bamboo, canteen = theme_of(made, "竹编"), theme_of(made, "老人")
    filled.theme_sets.label(made.id, bamboo, "竹乡")
    filled.theme_sets.merge(made.id, [bamboo, canteen])
    keep(filled, draft("\n".join(RIVER), "又一篇河长"), draft("\n".join(BAMBOO), "又一篇竹编"))
    refit = filled.theme_sets.refit(made.id)
    assert len(refit.set.themes) == 3
    assert refit.articles == 10
    kept = refit.set.theme(bamboo)
    assert kept is not None
    assert (kept.label, len(kept.components)) == ("竹乡", 2)
    assert {"竹编", "老人"} <= set(kept.words)
    (change,) = (c for c in refit.themes if c.name == "竹乡")
    assert change.likeness > 0.5
    assert refit.set.fitted_revision > made.fitted_revision


def test_merged_themes_fall_apart_again_and_a_simple_one_in_two(filled: Archive) -> None:
    made = make(filled)
    ids = [theme.id for theme in made.themes]
    merged = filled.theme_sets.merge(made.id, ids[:2])
    assert len(merged.themes) == 3
    split = filled.theme_sets.split(made.id, merged.themes[0].id)
    assert len(split.themes) == 4
    assert {t.id for t in split.themes} - set(ids) == {5}
    assert len(filled.theme_sets.split(made.id, split.themes[-1].id).themes) == 5


def test_pinned_words_lead_and_hidden_ones_are_gone(filled: Archive) -> None:
    made = make(filled)
    bamboo = theme_of(made, "竹编")
    pinned = filled.theme_sets.pin(made.id, bamboo, ["食堂"])
    shown = filled.theme_sets.view(pinned, EVERYTHING)
    place = [theme.id for theme in pinned.themes].index(bamboo)
    assert shown.topics[place].words[0][0] == "食堂"
    hidden = filled.theme_sets.hide(made.id, ["食堂", "竹编"])
    assert hidden.theme(bamboo).pinned == ()  # type: ignore[union-attr]
    shown = filled.theme_sets.view(hidden, EVERYTHING)
    named = {word for topic in shown.topics for word, _ in topic.words}
    assert not {"食堂", "竹编"} & named


def test_what_cannot_be_done_is_refused_with_a_reason(filled: Archive) -> None:
    made = make(filled)
    for attempt in (
        lambda: filled.theme_sets.merge(made.id, [1]),
        lambda: filled.theme_sets.label(made.id, 99, "无"),
        lambda: filled.theme_sets.label(made.id, 1, "长" * 31),
        lambda: filled.theme_sets.hide(made.id, [f"词{n}" for n in range(51)]),
        lambda: filled.theme_sets.create("空", filled.themes.fit([]), EVERYTHING),
    ):
        with pytest.raises(InvalidItem) as caught:
            attempt()
        assert caught.value.problem
        assert caught.value.remedy
    with pytest.raises(ItemNotFound):
        filled.theme_sets.get(99)


def test_the_same_library_and_set_give_the_same_themes(filled: Archive) -> None:
    made = make(filled)
    one = filled.theme_sets.view(made, EVERYTHING)
    other = filled.theme_sets.view(made, list(range(8, 0, -1)))
    assert one.topics == other.topics


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("label"), st.integers(1, 4), st.sampled_from(["", "甲", "乙"])),
        st.tuples(st.just("colour"), st.integers(1, 4), st.integers(0, 11)),
        st.tuples(st.just("merge"), st.integers(1, 4), st.integers(1, 4)),
        st.tuples(st.just("pin"), st.integers(1, 4), st.sampled_from([[], ["食堂"], ["河"]])),
        st.tuples(st.just("hide"), st.just(0), st.sampled_from([[], ["食堂"]])),
        st.tuples(st.just("split"), st.integers(1, 4), st.just(0)),
        st.tuples(st.just("remove"), st.just(0), st.just(0)),
    ),
    max_size=6,
)


@given(edits=EDITS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
def test_undo_restores(filled: Archive, edits: list[tuple[str, int, Any]]) -> None:
    sets = filled.theme_sets
    found = filled.themes.fit(EVERYTHING, count=4)
    one = sets.create(f"集{filled.revision()}", found, EVERYTHING)
    states: list[ThemeSet | None] = [None, one]
    calls = {
        "label": lambda a, b: sets.label(one.id, a, b),
        "colour": lambda a, b: sets.colour(one.id, a, b),
        "merge": lambda a, b: sets.merge(one.id, [a, b]),
        "pin": lambda a, b: sets.pin(one.id, a, b),
        "hide": lambda a, b: sets.hide(one.id, b),
        "split": lambda a, b: sets.split(one.id, a),
        "remove": lambda a, b: sets.remove(one.id),
    }
    for what, first, second in edits:
        before = filled.revision()
        try:
            now = calls[what](first, second)
        except (InvalidItem, ItemNotFound):
            continue
        if filled.revision() > before:
            states.append(now)
    while len(states) > 1:
        states.pop()
        assert plain(sets.undo(one.id)) == plain(states[-1])
