from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nlp.phrase_counts import Runs, count_runs


def counted(words: list[int], least: int = 2, longest: int = 4) -> dict[tuple[int, ...], Runs]:
    tokens = np.array(words, np.int64)
    found = {}
    for runs in count_runs(
        tokens, tokens == 0, np.zeros(len(words), np.int64), least=least, longest=longest
    ):
        for row in range(len(runs.counts)):
            found[tuple(runs.words[row].tolist())] = Runs(
                *(getattr(runs, name)[row] for name in Runs.__dataclass_fields__)
            )
    return found


@given(st.lists(st.integers(0, 3), max_size=60), st.integers(1, 4))
def test_runs_are_counted_as_a_loop_would(words: list[int], least: int) -> None:
    pairs = Counter(pair for pair in pairwise(words) if 0 not in pair)
    expected = {pair: n for pair, n in pairs.items() if n >= least}
    found = counted(words, least)
    assert {run: int(of.counts) for run, of in found.items() if len(run) == 2} == expected
    threes = zip(words, words[1:], words[2:], strict=False)
    triples = Counter(t for t in threes if 0 not in t)
    longer = {run: int(of.counts) for run, of in found.items() if len(run) == 3}
    assert longer == {t: n for t, n in triples.items() if n >= least}


def test_what_stands_beside_is_told_in_bits() -> None:
    runs = counted([1, 2, 3, 1, 2, 4, 1, 2, 5, 1, 2, 6])
    assert runs[1, 2].right == math.log2(4)
    # The beginning is a border, the other three are different words.
    assert runs[1, 2].left == math.log2(4)


def test_a_firm_run_is_firmer_than_a_loose_one() -> None:
    runs = counted([1, 2, 0, 1, 2, 0, 3, 4, 0, 3, 5, 0, 3, 4, 0, 6, 4, 0, 7, 4, 0])
    assert runs[1, 2].cohesion > runs[3, 4].cohesion


def test_a_run_knows_the_longer_one_it_stands_in() -> None:
    runs = counted([1, 2, 3, 0, 1, 2, 3, 0, 2, 3, 0])
    assert int(runs[1, 2].inside) == 2
    assert int(runs[2, 3].counts) == 3
