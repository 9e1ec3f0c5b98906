"""One line in two encodings: the cheapest way to read its bytes (Viterbi, 1967).

Every byte belongs to a character of UTF-8, to one of the older encoding, or to none. Characters
cost the more the rarer they are, stray bytes and changes of encoding cost something; the reading
with the least cost is found in one pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby

from corpus.readers.plausibility import weight

LONGEST = 1 << 18
_CHANGE = 6.0
_DROP = 2.5
_DROP_NEXT = 1.0  # strays come in runs
_FOUR_BYTES = 1.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of bytes read in one way.

    Attributes:
        encoding: Of the run; None for bytes that are no text.
        start: Of the run in the line.
        text: Its characters, none for bytes that are no text.
    """

    encoding: str | None
    start: int
    text: str


def read_mixture(
    line: bytes, legacy: str, before: str | None = None, after: str | None = None
) -> list[Piece]:
    """Read a line that may change its encoding at any character.

    Args:
        line: Bytes of one line, at most LONGEST.
        legacy: "gb18030" or "big5", the other encoding beside UTF-8.
        before: Encoding of the line before, if known; the reading starts in it or pays a change.
        after: Encoding of the line behind, in which it ends or pays a change.

    Returns:
        The pieces in order, without empty ones.
    """
    size = len(line)
    cost: list[list[float]] = [[float("inf")] * (size + 1) for _ in range(2)]
    back: list[list[tuple[int, int, str | None]]] = [[(0, 0, None)] * (size + 1) for _ in range(2)]
    cost[0][0] = _CHANGE if before == legacy else 0.0
    cost[1][0] = _CHANGE if before == "utf-8" else 0.0
    for at in range(size):
        _change(cost, back, at)
        for state in (0, 1):
            base = cost[state][at]
            dropping = back[state][at][2] is None and at > 0
            for length, text, price in _options(line, at, state, legacy):
                if text is None and dropping:
                    price = _DROP_NEXT
                if base + price < cost[state][at + length]:
                    cost[state][at + length] = base + price
                    back[state][at + length] = (state, at, text)
    cost[0][size] += _CHANGE if after == legacy else 0.0
    cost[1][size] += _CHANGE if after == "utf-8" else 0.0
    return _pieces(cost, back, legacy)


def _change(
    cost: list[list[float]], back: list[list[tuple[int, int, str | None]]], at: int
) -> None:
    """Reach a state from the other one at the same place."""
    for state in (0, 1):
        other = 1 - state
        if at and cost[other][at] + _CHANGE < cost[state][at]:
            cost[state][at] = cost[other][at] + _CHANGE
            back[state][at] = (other, at, "")


def _options(line: bytes, at: int, state: int, legacy: str) -> list[tuple[int, str | None, float]]:
    """Ways to read what stands at a place: length, text, cost."""
    byte = line[at]
    if byte < 0x80:
        return [(1, chr(byte), 0.0)]
    options: list[tuple[int, str | None, float]] = [(1, None, _DROP)]
    if state == 0:
        length = 2 if 0xC2 <= byte <= 0xDF else 3 if byte & 0xF0 == 0xE0 else 4
        found = _character(line[at : at + length], "utf-8")
        if found is not None:
            options.append((length, *found))
        return options
    pair = _character(line[at : at + 2], legacy)
    if pair is not None:
        options.append((2, *pair))
    elif legacy == "gb18030" and at + 3 < len(line) and 0x30 <= line[at + 1] <= 0x39:
        four = _character(line[at : at + 4], legacy)
        if four is not None:
            options.append((4, four[0], four[1] + _FOUR_BYTES))
    return options


@cache
def _character(data: bytes, encoding: str) -> tuple[str, float] | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return (text, 1.0 - weight(text)) if len(text) == 1 else None


def _pieces(
    cost: list[list[float]], back: list[list[tuple[int, int, str | None]]], legacy: str
) -> list[Piece]:
    at = len(cost[0]) - 1
    state = 0 if cost[0][at] <= cost[1][at] else 1
    steps: list[tuple[str | None, int, str]] = []
    while at > 0:
        before, start, text = back[state][at]
        if start == at:  # a change of encoding
            state = before
            continue
        encoding = None if text is None else ("utf-8", legacy)[state]
        steps.append((encoding, start, text or ""))
        state, at = before, start
    return _gathered(steps[::-1])


def _gathered(steps: list[tuple[str | None, int, str]]) -> list[Piece]:
    """Neighbours read in the same way as one piece."""
    return [
        Piece(encoding, run[0][1], "".join(text for _, _, text in run))
        for encoding, group in groupby(steps, key=lambda step: step[0])
        if (run := list(group))
    ]
