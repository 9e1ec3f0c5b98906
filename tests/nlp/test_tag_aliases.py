from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from nlp.segmentation import default_segmenter
from nlp.tag_aliases import INSIDE, OFTEN, ONCE, TITLE, make_aliases
from nlp.tokens import tokenise

SEGMENTER = default_segmenter()


def places(forms: list[list[str]], *parts: str) -> dict[tuple[str, int], int]:
    aliases = make_aliases(forms, SEGMENTER)
    found = aliases.evidence(aliases.matches(tokenise([(1, parts)], SEGMENTER)))
    return {
        (aliases.forms[aliases.form_of[entry]], int(aliases.label_of[entry])): int(place)
        for entry, place in zip(found.entries.tolist(), found.places.tolist(), strict=True)
    }


def test_the_longest_match_wins() -> None:
    assert places([["乡村"], ["乡村振兴"]], "", "推进乡村振兴。") == {("乡村振兴", 1): ONCE}


def test_places_are_ranked() -> None:
    assert places([["养老"]], "养老的事", "养老。") == {("养老", 0): TITLE}
    assert places([["养老", "敬老"]], "", "养老和敬老。") == {
        ("养老", 0): OFTEN,
        ("敬老", 0): OFTEN,
    }
    assert places([["大学"]], "", "扩大学习范围") == {("大学", 0): INSIDE}


def test_one_form_may_be_that_of_several_labels() -> None:
    assert set(places([["三农"], ["三农"]], "", "三农")) == {("三农", 0), ("三农", 1)}


def test_forms_do_not_run_across_parts_and_empty_ones_are_none() -> None:
    assert places([["乡村振兴"], [""]], "乡村", "振兴") == {}


@given(
    st.lists(st.text("甲乙丙丁", min_size=1, max_size=4), min_size=1, max_size=6),
    st.text("甲乙丙丁，", max_size=30),
)
def test_something_is_found_where_a_form_stands_and_nowhere_else(
    forms: list[str], text: str
) -> None:
    aliases = make_aliases([[form] for form in forms], SEGMENTER)
    found = aliases.matches(tokenise([(1, ("", text))], SEGMENTER))
    said = [aliases.forms[form] for form in found.forms.tolist()]
    assert all(form in text for form in said)
    assert bool(said) == bool(re.search("|".join(forms), text))
    assert sum(map(len, said)) <= len(text)
