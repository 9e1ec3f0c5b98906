from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import pytest

from corpus.readers import Limits
from corpus.readers.extract import Refused
from corpus.readers.sandbox import call

LIMITS = Limits(seconds=1)


def _run(name: str, *arguments: object) -> list[object]:
    return list(call(f"tests.corpus.readers.explosives:{name}", arguments, LIMITS))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("hang", "too_slow"),
        ("spin", "too_slow"),
        ("swell", "too_slow"),
        ("crash", "damaged"),
        ("fail", "damaged"),
        ("smuggle", "damaged"),
        ("refuse", "encrypted"),
    ],
)
def test_whatever_happens_in_the_child_becomes_a_refusal(name: str, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        _run(name)
    assert caught.value.reason == reason
    assert _run("count", 3) == [0, 1, 2]


def test_answers_come_as_they_are_needed_and_may_be_left() -> None:
    rows = call("tests.corpus.readers.explosives:count", (100_000,), LIMITS)
    assert list(islice(rows, 3)) == [0, 1, 2]
    rows.close()  # type: ignore[attr-defined]  # a generator behind the iterator
    assert len(_run("count", 100_000)) == 100_000


def test_threads_do_not_get_each_others_answers() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda number: len(_run("count", number)), range(20)))
    assert found == list(range(20))
