"""Words that stand near occurrences, with what a word count of the same texts says of them."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.concordance_files import END_UNIT, PART_END, UNIT, Integers, Snapshot, Units, decode
from corpus.concordance_search import Occurrences
from nlp.collocation import association
from nlp.segmentation import Segmenter

SAMPLE = 20_000
"""So many occurrences are looked at, spread evenly; others say little new."""
COUNTED = 5_000_000
"""Up to so many characters are counted exactly; of more, only every second, third, … article."""
REACH = 20
"""Characters to each side in which words are looked for."""
FEWEST = 2
_BATCH = 500_000

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word near the keyword.

    Attributes:
        term: The word, folded.
        count: How often it stands near; the sum of `left` and `right`.
        left: How often before the keyword.
        right: How often after it.
        expected: How often it would by chance.
        log_likelihood: G², the more the surer.
        pmi: Pointwise mutual information in bits, the more the more exclusive; 0 if the word is
            too rare to tell.
    """

    term: str
    count: int
    left: int
    right: int
    expected: float
    log_likelihood: float
    pmi: float


@dataclass(frozen=True, slots=True)
class Collocates:
    """The strongest collocates, by log-likelihood.

    Attributes:
        words: The collocates.
        occurrences: How often the keyword stands in the texts.
        sampled: At how many of these we looked; all counts are of these.
        revision: The archive revision the result is complete for.
    """

    words: tuple[Collocate, ...]
    occurrences: int
    sampled: int
    revision: int


@dataclass(frozen=True, slots=True, eq=False)
class WordCounts:
    """How often words stand in texts, or in an even sample of them.

    Attributes:
        counts: Of the sample.
        words: All words of the sample together.
        scale: How many times more text there is than was counted.
    """

    counts: Counter[str]
    words: int
    scale: float


def count_words(snapshot: Snapshot, rows: NDArray[np.bool_], segmenter: Segmenter) -> WordCounts:
    """Counts the words of articles.

    Args:
        snapshot: The texts.
        rows: Which articles.
        segmenter: Cuts the words, and gives variants as one.

    Returns:
        Exact counts up to five million characters, else those of an even sample.
    """
    wanted = snapshot.table.rows[rows]
    total = int(wanted["characters"].sum())
    chosen = wanted[:: max(1, math.ceil(total / COUNTED))]
    counts: Counter[str] = Counter()
    batches = np.cumsum(chosen["length"], dtype=np.int64) // _BATCH
    for batch in np.split(chosen, np.flatnonzero(np.diff(batches)) + 1):
        texts = [snapshot.units[r["start"] : r["start"] + r["length"] + 1] for r in batch]
        if texts:
            counts.update(segmenter.words(decode(np.concatenate(texts))))
    for word in [word for word in counts if not _is_word(word)]:
        del counts[word]
    scale = total / max(int(chosen["characters"].sum()), 1)
    return WordCounts(counts, counts.total(), scale)


def near(
    snapshot: Snapshot, found: Occurrences, window: int, segmenter: Segmenter
) -> tuple[Counter[str], Counter[str]]:
    """Counts words before and after occurrences.

    Args:
        snapshot: The texts.
        found: The occurrences.
        window: Words to each side; function words count, punctuation does not. A word that our
            cut may have gone through is left out.
        segmenter: Cuts the words, and gives variants as one.

    Returns:
        The words before and those after.
    """
    return (
        _window(snapshot.units, found.starts - 1, "left", window, segmenter),
        _window(snapshot.units, found.ends, "right", window, segmenter),
    )


def ranked(
    left: Counter[str],
    right: Counter[str],
    reference: WordCounts,
    segmenter: Segmenter,
    limit: int,
) -> tuple[Collocate, ...]:
    """Scores the words around occurrences.

    Args:
        left: Words before.
        right: Words after.
        reference: The words of the same texts.
        segmenter: Tells which words are terms.
        limit: How many to give.

    Returns:
        Terms that stand near more often than by chance, the surest first.
    """
    together = left + right
    terms = [w for w, count in together.items() if count >= FEWEST and segmenter.is_term(w)]
    if not terms:
        return ()
    scores = association(
        [together[term] for term in terms],
        [reference.counts[term] * reference.scale for term in terms],
        window=together.total(),
        corpus=reference.words * reference.scale,
    )
    best = sorted(
        zip(-scores.log_likelihood, terms, scores.expected, scores.pmi, strict=True),
        key=lambda entry: entry[:2],
    )
    return tuple(
        Collocate(t, together[t], left[t], right[t], float(expected), -float(g2), float(bits))
        for g2, t, expected, bits in best[: max(limit, 0)]
        if g2 < 0
    )


def _window(
    units: Units, edges: Integers, side: Side, window: int, segmenter: Segmenter
) -> Counter[str]:
    """Counts the words of one side, cutting all contexts into words in one go."""
    text, cut = _contexts(units, edges, side)
    vocabulary: dict[str, int] = {}
    tokens = np.array(
        [vocabulary.setdefault(w, len(vocabulary)) for w in segmenter.words(text)],
        dtype=np.int64,
    )
    words = list(vocabulary)
    ends = tokens == vocabulary.get(PART_END, -1)
    lines = np.cumsum(ends)[~ends]
    tokens = tokens[~ends]
    if side == "left":
        lines, tokens = lines[::-1], tokens[::-1]
    outermost = np.append(lines[1:] != lines[:-1], True)[: len(lines)]
    real = np.array([_is_word(word) for word in words], dtype=np.bool_)
    stay = real[tokens] & ~(outermost & cut[lines])
    lines, tokens = lines[stay], tokens[stay]
    first = np.flatnonzero(np.append(True, lines[1:] != lines[:-1])[: len(lines)])
    place = np.arange(len(lines)) - np.repeat(first, np.diff(np.append(first, len(lines))))
    counts = np.bincount(tokens[place < window], minlength=len(words)).tolist()
    return Counter({word: count for word, count in zip(words, counts, strict=True) if count})


def _contexts(units: Units, edges: Integers, side: Side) -> tuple[str, NDArray[np.bool_]]:
    """The contexts, each with a line feed behind it, and whether each was cut at our reach."""
    outwards = np.arange(REACH + 1) * (1 if side == "right" else -1)
    beside = units[np.clip(edges[:, None] + outwards, 0, len(units) - 1)]
    inside = np.logical_and.accumulate(beside != END_UNIT, axis=1)
    cut = inside[:, REACH].copy()
    beside, inside = beside[:, :REACH], inside[:, :REACH]
    if side == "left":
        beside, inside = beside[:, ::-1], inside[:, ::-1]
    ends = np.full((len(edges), 1), END_UNIT, UNIT)
    written = np.hstack([inside, np.ones_like(ends, dtype=np.bool_)])
    return decode(np.hstack([beside, ends])[written]), cut


def _is_word(token: str) -> bool:
    return token[0].isalnum()
