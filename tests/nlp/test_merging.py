from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.merging import merged

TEXTS = st.lists(st.sampled_from("甲乙丙丁戊"), max_size=8).map(tuple)


@pytest.mark.parametrize(
    ("base", "one", "other", "both"),
    [
        ("甲乙丙", "子乙丙", "甲乙丑", "子乙丑"),  # the first and the last
        ("甲乙丙", "子乙丙", "甲丑丙", "子丑丙"),  # neighbours
        ("甲乙丙", "甲丙", "甲乙丙丁", "甲丙丁"),  # taken out and added
        ("甲乙", "甲子乙", "甲丑", "甲子丑"),  # added before what was changed
        ("甲乙", "子乙", "子丑", "子丑"),  # the same change made twice is made once
        ("甲乙", "甲子乙", "甲丑乙", None),  # two additions at one place: in which order?
        ("甲乙", "子乙", "丑乙", None),
        ("甲乙", "乙", "丑乙", None),  # taken out by one, changed by the other
        ("", "甲", "", "甲"),
    ],
)
def test_changes_of_different_places_are_both_made(
    base: str, one: str, other: str, both: str | None
) -> None:
    expected = None if both is None else tuple(both)
    assert merged(base, one, other) == merged(base, other, one) == expected


@given(base=TEXTS, one=TEXTS)
def test_whoever_changed_nothing_hinders_nobody(
    base: tuple[str, ...], one: tuple[str, ...]
) -> None:
    assert merged(base, one, base) == merged(base, base, one) == merged(base, one, one) == one


@given(base=TEXTS, one=TEXTS, other=TEXTS)
def test_it_does_not_matter_who_was_first(
    base: tuple[str, ...], one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    assert merged(base, one, other) == merged(base, other, one)


@given(
    one=st.lists(st.integers(0, 3), min_size=9, max_size=9),
    other=st.lists(st.integers(0, 3), min_size=9, max_size=9),
)
def test_nothing_of_either_change_is_lost(one: list[int], other: list[int]) -> None:
    """Each changes some of nine paragraphs; what both changed is never decided silently."""
    base = [f"第{n}段" for n in range(9)]
    mine = [text + "改" * (n == 1) for text, n in zip(base, one, strict=True)]
    theirs = [text + "订" * (n == 1) for text, n in zip(base, other, strict=True)]
    both = any(a == b == 1 for a, b in zip(one, other, strict=True))
    found = merged(base, mine, theirs)
    if both:
        assert found is None
    elif found is not None:  # where whole stretches were rewritten, asking is right too
        changed = zip(base, mine, theirs, strict=True)
        assert list(found) == [m if m != b else t for b, m, t in changed]
