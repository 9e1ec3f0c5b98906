"""The form of a text in which it is matched, and the way back to the text as it was written.

Folding is NFKC, lower case, simplified characters and one form for every family of quotes, dashes
and dots; characters nobody sees (soft hyphens, zero-width spaces, variation selectors) fall out.
White space is kept. What is shown to people is always the original: a match found in the folded
text is taken back with `Folded.span`.

Almost every character folds alone to one character, so a text is folded by one table look-up.
The rest (ligatures, "…", combining marks, conjoining jamo) is folded cluster by cluster: a cluster
is one character with everything that may combine with it backwards, so that clusters never
influence each other (Unicode Standard Annex 15, section 9, "stable code points").
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from nlp.word_files import lines_of

_COMPLEX = "\uffff"  # a noncharacter: marks what the table cannot fold
_CLUSTER_LIMIT = 64
_COMPLEX_RUN = re.compile(_COMPLEX + "+")

_FAMILIES = {
    '"': "“”„‟〝〞〟「」『』«»",
    "'": "‘’‚‛′ʼ´",
    "-": "‐‑‒–—―−⁃─━⸺⸻",
    "·": "•・‧∙⋅⸱",
    "~": "〜∼",
    "(": "〔",
    ")": "〕",
    "[": "【〖",
    "]": "】〗",
}
# Radicals that PDF producers write for the characters they look like; NFKC leaves these alone.
_RADICALS = dict(
    zip(
        "⺁⺋⺎⺒⺓⺝⺟⺠⺩⺫⺮⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "厂卩兀巳幺月母民王目竹虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
# Soft hyphen, joiners and other controls of layout, and variation selectors.
_INVISIBLE = frozenset(
    chr(code)
    for codes in (
        (0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF),
        (*range(0x200B, 0x2010), *range(0x2060, 0x2065)),
        (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)),
    )
    for code in codes
)
# Outside these ranges every character folds to itself, apart from the table of characters.
_LIVELY = (
    (0x0000, 0x3400),
    (0xA000, 0xAC00),
    (0xD780, 0xD800),
    (0xF900, 0x20000),
    (0x2F800, 0x2FA40),
    (0xE0100, 0xE0200),
)
_JAMO = ((0x1161, 0x1176), (0x11A8, 0x11C3))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text with the map back to the original.

    Attributes:
        text: The folded text.
        offsets: For each folded character the index in the original where the cluster it came
            from begins, and at the end the length of the original; None if every character
            folded to exactly one.
    """

    text: str
    offsets: Sequence[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Finds the part of the original that a part of the folded text came from.

        Args:
            start: First folded character.
            end: One past the last folded character.

        Returns:
            Start and end in the original: the shortest run of whole clusters that covers it.

        Raises:
            IndexError: If start and end are not a span of the folded text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"[{start}:{end}] is no span of {len(self.text)} characters")
        if self.offsets is None:
            return start, end
        begin = self.offsets[start]
        if start == end:
            return begin, begin
        last = self.offsets[end - 1]
        return begin, self.offsets[bisect_right(self.offsets, last, lo=end)]


def fold(text: str) -> Folded:
    """Folds a text for matching and keeps the way back.

    Args:
        text: Any text.

    Returns:
        The folded text with its map; folding is idempotent.
    """
    mapped = _look_up(text)
    if _COMPLEX not in mapped:
        return Folded(mapped, None)
    pieces: list[str] = []
    lengths = np.ones(len(text), dtype=np.int64)
    done = 0
    for start, end, folded in _clusters(text, mapped):
        pieces += (mapped[done:start], folded)
        lengths[start] = len(folded)
        lengths[start + 1 : end] = 0
        done = end
    pieces.append(mapped[done:])
    starts = np.repeat(np.arange(len(text), dtype=np.int64), lengths)
    offsets = array("q", starts.tobytes())
    offsets.append(len(text))
    return Folded("".join(pieces), offsets)


def fold_text(text: str) -> str:
    """Folds a text for matching, without the way back.

    Args:
        text: Any text.

    Returns:
        The same as `fold(text).text`.
    """
    mapped = _look_up(text)
    if _COMPLEX not in mapped:
        return mapped
    pieces: list[str] = []
    done = 0
    for start, end, folded in _clusters(text, mapped):
        pieces += (mapped[done:start], folded)
        done = end
    pieces.append(mapped[done:])
    return "".join(pieces)


def _look_up(text: str) -> str:
    """Folds all that folds one to one; the rest becomes the mark for complex characters."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _table().take(codes).tobytes().decode("utf-32-le", "surrogatepass")


def _clusters(text: str, mapped: str) -> Iterator[tuple[int, int, str]]:
    """Yields start, end and folded form of every cluster the table could not fold."""
    joining = _joining()
    for run in _COMPLEX_RUN.finditer(mapped):
        start, end = run.span()
        begin = start - 1 if start > 0 and text[start] in joining else start
        for index in range(start + 1, end + 1):
            if index == end or text[index] not in joining:
                yield begin, index, _fold_cluster(text[begin:index])
                begin = index


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    """Folds by repeating the steps until nothing changes, for a step may undo another's work.

    Sorting combining marks takes quadratic time, so a hostile pile of them is cut off.
    """
    seen = None
    while seen != cluster:
        seen = cluster = cluster[:_CLUSTER_LIMIT]
        visible = "".join(c for c in cluster if c not in _INVISIBLE)
        lowered = "".join(c.lower() for c in unicodedata.normalize("NFKC", visible))
        cluster = "".join(_variants().get(c, c) for c in unicodedata.normalize("NFKC", lowered))
    return cluster


@cache
def _variants() -> dict[str, str]:
    """Characters that stand for another: traditional ones, and members of punctuation families."""
    variants = {line[0]: line[2] for line in lines_of("simplified.txt")}
    variants.update(_RADICALS)
    for chief, family in _FAMILIES.items():
        variants.update(dict.fromkeys(family, chief))
    return variants


@cache
def _lively_chars() -> tuple[str, ...]:
    """Every character that Unicode may change, combine or lower, found by blocks of 64.

    Conjoining jamo are named apart: each is inert alone and joins the one before.
    """
    blocks = (
        "".join(map(chr, range(code, code + 64)))
        for start, end in _LIVELY
        for code in range(start, end, 64)
    )
    jamo = (chr(code) for start, end in _JAMO for code in range(start, end))
    return (*(c for block in blocks if not _is_inert(block) for c in block), *jamo)


def _is_inert(block: str) -> bool:
    return (
        unicodedata.is_normalized("NFKC", block)
        and block.lower() == block
        and not any(map(unicodedata.combining, block))
        and not any(map(unicodedata.decomposition, block))
        and _INVISIBLE.isdisjoint(block)
    )


@cache
def _joining() -> frozenset[str]:
    """Characters that may combine with the one before, or fall out of the text."""
    chars = _lively_chars()
    decompositions = (unicodedata.decomposition(c) for c in chars)
    pairs = (d.split() for d in decompositions if d and not d.startswith("<"))
    seconds = {chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2}
    seconds.update(chr(code) for start, end in _JAMO for code in range(start, end))
    return frozenset(
        c
        for c in chars
        if c in _INVISIBLE
        or (first := unicodedata.normalize("NFKD", c)[0]) in seconds
        or unicodedata.combining(first)
    )


@cache
def _table() -> NDArray[np.uint32]:
    """For each code point the one it folds to, or the mark for complex characters."""
    table = np.arange(0x110000, dtype=np.uint32)
    joining = _joining()
    for char, variant in _variants().items():
        table[ord(char)] = ord(variant)
    for char in _lively_chars():
        if char in joining:
            table[ord(char)] = ord(_COMPLEX)
        elif char not in _variants():
            folded = _fold_cluster(char)
            table[ord(char)] = ord(folded) if len(folded) == 1 else ord(_COMPLEX)
    table.flags.writeable = False
    return table
