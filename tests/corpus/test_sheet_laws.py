"""Whatever an editor does to a page: no character is lost, and every step can be taken back."""

from __future__ import annotations

from typing import Any, get_args

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.boundaries import BoundaryError
from corpus.keeping import Prepared
from corpus.sheet import REMEMBERED, Sheet
from corpus.spans import Role
from corpus.splitting import split
from corpus.tally import tally
from tests.corpus.newspaper import document
from tests.corpus.test_splitting_laws import PAGES, assert_lossless, visible
from tests.pages.press_page import PAGE

PLACES = st.integers(0, 400)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["start_article", "join"]), PLACES),
        st.tuples(st.just("merge"), st.integers(0, 5)),
        st.tuples(st.just("move"), st.integers(0, 5), PLACES),
        st.tuples(st.just("relabel"), PLACES, st.integers(1, 60), st.sampled_from(get_args(Role))),
        st.tuples(st.just("edit"), st.integers(0, 5), st.text(min_size=1, max_size=4)),
        st.tuples(st.just("drop"), st.integers(0, 5), st.booleans()),
    ),
    max_size=12,
)


def laid_down(text: str) -> Sheet:
    cut = split(document(text))
    return Sheet(Prepared(document(text), cut, (None,) * len(cut.drafts)))


def take(sheet: Sheet, step: tuple[Any, ...]) -> None:
    """One correction; those that make no sense are refused as they would be on the page."""
    name, *values = step
    try:
        if name == "relabel":
            sheet.relabel(values[0], values[0] + values[1], values[2])
        elif name == "edit" and values[0] < len(sheet.starts):
            sheet.edit(values[0], title=values[1], authors=(values[1],))
        elif name == "drop" and values[0] < len(sheet.starts):
            sheet.drop(*values)
        elif name not in ("edit", "drop"):
            getattr(sheet, name)(*values)
    except BoundaryError:
        pass


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.just(PAGE), PAGES), STEPS)
def test_no_character_is_lost_by_any_correction(text: str, steps: list[tuple[Any, ...]]) -> None:
    sheet = laid_down(text)
    for step in steps:
        take(sheet, step)
        assert_lossless(sheet.split)
        counted = tally(sheet.split)
        assert (counted.lost, counted.doubled) == (0, 0)
        assert counted.total == len(visible(sheet.split.text))


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.just(PAGE), PAGES), STEPS)
def test_every_step_can_be_taken_back_and_made_again(
    text: str, steps: list[tuple[Any, ...]]
) -> None:
    sheet = laid_down(text)
    states = [sheet.corrections]
    for step in steps:
        take(sheet, step)
        if sheet.corrections != states[-1]:
            states.append(sheet.corrections)
    for state in reversed(states[:-1]):
        sheet.undo()
        assert sheet.corrections == state
    for state in states[1:]:
        sheet.redo()
        assert sheet.corrections == state


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.just(PAGE), PAGES), STEPS, st.integers(0, 4))
def test_what_is_kept_as_json_comes_back_as_it_was(
    text: str, steps: list[tuple[Any, ...]], back: int
) -> None:
    sheet = laid_down(text)
    for step in steps:
        take(sheet, step)
    for _ in range(back):
        sheet.undo()
    again = Sheet.from_json(laid_down(text).prepared, orjson.loads(orjson.dumps(sheet.to_json())))
    assert again.corrections == sheet.corrections
    assert (again.past, again.future) == (sheet.past, sheet.future)
    assert again.drafts == sheet.drafts


def test_corrections_of_another_text_are_passed_over() -> None:
    sheet = laid_down(PAGE)
    sheet.merge(1)
    other = laid_down(PAGE.replace("山路", "公路"))
    assert Sheet.from_json(other.prepared, sheet.to_json()).corrections == other.corrections


def test_a_long_past_is_cut_off() -> None:
    sheet = laid_down(PAGE)
    for n in range(REMEMBERED + 5):
        sheet.edit(0, title=f"第{n}题")
    for _ in range(REMEMBERED + 5):
        sheet.undo()
    assert sheet.drafts[0].title == "第4题"
