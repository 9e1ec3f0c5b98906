"""Keywords of a text: its terms, ranked by a sum of parts that can be shown.

Every part is a log-odds contribution, so that the sum goes through the logistic function to a
score between 0 and 1. The weights were fitted by logistic regression to keywords given by editors
of news and authors of abstracts, then rounded; the features are those of Witten et al., "KEA:
Practical Automatic Keyphrase Extraction" (1999), and Campos et al., "YAKE!" (2020).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

from nlp.candidates import Candidates, Place, find_candidates
from nlp.frequencies import (
    NO_DOCUMENTS,
    DocumentFrequencies,
    document_frequencies,
    is_common_knowledge,
    rarity,
)
from nlp.keyword_choice import choose
from nlp.segmentation import Segmenter, default_segmenter
from nlp.text import Folded, fold
from nlp.tokens import tokenise

__all__ = [
    "DocumentFrequencies",
    "Keyword",
    "document_frequencies",
    "extract_keywords",
    "rank_keywords",
]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A term that says what a text is about.

    Attributes:
        term: As it is first written in the text.
        score: Likelihood that an editor would choose it, 0 to 1.
        count: Occurrences in title and paragraphs.
        parts: What the score is made of, in log-odds: frequency, rarity, title, position,
            spread, shape, cohesion, independence, novelty.
    """

    term: str
    score: float
    count: int
    parts: Mapping[str, float]


_PARTS = (
    "frequency",
    "rarity",
    "title",
    "position",
    "spread",
    "shape",
    "cohesion",
    "independence",
    "novelty",
)
# In a text up to this many characters a word is rarely repeated, and frequency tells little.
_SHORT_TEXT = 500
_BIAS = -4.0
_FREQUENCY = 0.10
_RARITY = 0.10
_TITLE_WORD = 2.4
_TITLE_PHRASE = 1.5
_POSITION = -0.8
_SPREAD = 0.5
_REPEATED_PHRASE = 1.0
_COHESION = 0.5
_INDEPENDENCE = 1.0
_UNKNOWN = -0.3
_WORDS = {1: 0.0, 2: -0.4, 3: -0.8, 4: -2.5}
_LENGTH = {2: -0.95, 3: -0.2, 4: 0.0, 5: -0.3, 6: -0.3}
_LONGER = -0.8
# Idioms (i) are said for colour; within a phrase they weigh as nouns do.
_ALONE = {
    "i": -0.5,
    "nr": 0.5,
    "ns": 0.6,
    "nt": 0.4,
    "n": 0.1,
    "vn": -0.2,
    "v": 0.0,
    "a": -0.7,
    "eng": -0.4,
}
_START = {
    "i": -0.3,
    "nr": -0.5,
    "ns": -0.6,
    "nt": -0.8,
    "n": -0.3,
    "vn": -0.4,
    "v": -0.7,
    "a": -0.2,
}
_END = {
    "i": 0.1,
    "nr": -0.5,
    "ns": -0.8,
    "nt": -0.3,
    "n": 0.1,
    "vn": 0.1,
    "v": -0.2,
    "a": -0.9,
    "eng": -0.8,
}
_OTHER = {"alone": -0.5, "start": -0.8, "end": -1.0}
_GROUPS = {
    **dict.fromkeys(("nr", "nrt", "nrfg"), "nr"),
    **dict.fromkeys(("n", "nz", "ng", "j", "g", "s"), "n"),
    **dict.fromkeys(("i", "l"), "i"),
    **dict.fromkeys(("vn", "an"), "vn"),
    **dict.fromkeys(("v", "vd", "vg", "vi", "vq"), "v"),
    **dict.fromkeys(("a", "ad", "ag", "z", "b"), "a"),
}


def extract_keywords(
    paragraphs: Sequence[str],
    *,
    title: str = "",
    corpus: DocumentFrequencies | None = None,
    segmenter: Segmenter | None = None,
    limit: int = 20,
) -> list[Keyword]:
    """Finds the terms that say what a text is about.

    Args:
        paragraphs: The text.
        title: Its title, may be empty.
        corpus: How often words occur in the library; None if there is none.
        segmenter: Cuts the words; the project's own if None.
        limit: Keywords wanted at most.

    Returns:
        The keywords, best first; fewer if the text has no more, none for an empty text.
    """
    cutter = segmenter or default_segmenter()
    texts = [title, *paragraphs]
    table = tokenise([(0, [text.replace("\n", " ") for text in texts])], cutter)
    found = find_candidates(table, cutter)
    return rank_keywords(found, [texts], corpus or NO_DOCUMENTS, cutter, limit)[0]


def rank_keywords(
    found: Candidates,
    texts: Sequence[Sequence[str]],
    corpus: DocumentFrequencies,
    segmenter: Segmenter,
    limit: int,
) -> list[list[Keyword]]:
    """Chooses the keywords of each of several texts.

    Args:
        found: Their candidates.
        texts: For each its title and paragraphs as they were written.
        corpus: How often words occur in the library.
        segmenter: Cut the words.
        limit: Keywords wanted of each at most.

    Returns:
        For each text its keywords, best first.
    """
    weights = _weights(found, corpus)
    # One after the other, as whoever adds up what is shown does.
    scores = sum(weights, start=np.zeros(len(found)))
    shares = np.stack(weights, axis=1)
    result = []
    for own, ranked in zip(texts, _ranked(found, scores, len(texts)), strict=True):
        written = _Written(own, segmenter)
        result.append(
            [
                _keyword(found, one, [*shares[one].tolist(), taken], written)
                for one, taken in islice(
                    choose(found, ranked, scores[ranked].tolist(), segmenter), limit
                )
            ]
        )
    return result


def _ranked(found: Candidates, scores: NDArray[np.float64], texts: int) -> Iterator[list[int]]:
    """For each text its candidates, best first; equally good ones in the order of their terms."""
    order = np.lexsort((-scores, found.owner))
    edges = np.searchsorted(found.owner[order], np.arange(texts + 1))
    falling = (-scores).tolist()
    terms = [found.keys[number] for number in found.key.tolist()]
    for begin, end in pairwise(edges.tolist()):
        yield sorted(order[begin:end].tolist(), key=lambda one: (falling[one], terms[one]))


def _keyword(found: Candidates, one: int, parts: Sequence[float], written: _Written) -> Keyword:
    total = sum(parts)
    return Keyword(
        written.surface(found.place(one)),
        1 / (1 + math.exp(-total - _BIAS)),
        int(found.total[one]),
        dict(zip(_PARTS, parts, strict=True)),
    )


class _Written:
    """Title and paragraphs of one text as they were written, each folded at most once."""

    def __init__(self, parts: Sequence[str], segmenter: Segmenter) -> None:
        self._parts = parts
        self._segmenter = segmenter
        self._folded: dict[int, Folded] = {}

    def surface(self, place: Place) -> str:
        """A term as it is written, preferred words as their list writes them."""
        text, names = self._parts[place.part], self._segmenter.names
        if place.part not in self._folded:
            self._folded[place.part] = fold(text)
        folded = self._folded[place.part]
        if not names:
            begin, stop = folded.span(place.start, place.end)
            return text[begin:stop]
        pieces: list[str] = []
        tokens = self._segmenter.tagged(folded.text)
        for token in tokens[place.token : place.token + place.size]:
            begin, stop = folded.span(token.start, token.end)
            pieces.append(names.get(token.text) or text[begin:stop])
        return "".join(pieces)


def _weights(found: Candidates, corpus: DocumentFrequencies) -> list[NDArray[np.float64]]:
    """Weighs what speaks for candidates and against them, as `_PARTS` but for novelty."""
    total, is_phrase = found.total, found.size > 1
    rare = np.zeros(len(found.words))
    vocabulary = set(found.vocabulary())
    for number, word in enumerate(found.words):
        if word in vocabulary:
            rare[number] = rarity(word, corpus)
    is_member = found.is_member()
    rarities = np.where(is_member, rare[found.members], 0.0)
    mean = sum(rarities.T, start=np.zeros(len(found))) / found.size
    length = np.maximum(_SHORT_TEXT, found.lengths)
    # By the table: NumPy's logarithm differs from the library's in the last digit.
    logs = np.array([math.log1p(times) for times in range(int(total.max(initial=0)) + 1)])
    evidence = (1 + np.log2(length / _SHORT_TEXT))[found.owner]
    others = (found.parts - 1)[found.owner]
    spread = np.maximum(0, found.paragraphs - 1) / np.maximum(1, others)
    return [
        _FREQUENCY * evidence * logs[total] * mean,
        _RARITY * np.where(is_member, rare[found.members], np.inf).min(axis=1, initial=np.inf),
        np.where(is_phrase, _TITLE_PHRASE, _TITLE_WORD) * (found.title_count > 0),
        _POSITION * found.first,
        _SPREAD * np.where(others > 0, spread, 0.0),
        _shapes(found),
        np.where(is_phrase, _cohesion(found, (length / _SHORT_TEXT / 2)[found.owner]), 0.0),
        _INDEPENDENCE * (1 - found.inside / total),
    ]


def _cohesion(found: Candidates, repeats: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much words belong together: share of the occurrences of the rarest of them."""
    total = found.total
    counts = np.where(found.is_member() & (found.alone > 0), found.alone, np.iinfo(np.int64).max)
    least = counts.min(axis=1, initial=np.iinfo(np.int64).max)
    share = total / np.where(least == np.iinfo(np.int64).max, total, least)
    repeated = np.minimum(1.0, (total - 1) / repeats)
    return _COHESION * share + _REPEATED_PHRASE * repeated


def _shapes(found: Candidates) -> NDArray[np.float64]:
    """Weighs length, number of words and parts of speech."""
    groups = [_GROUPS.get(pos, pos) for _, pos in found.types]
    alone, begins, ends = (
        np.array([weights.get(group, _OTHER[where]) for group in groups])
        for where, weights in (("alone", _ALONE), ("start", _START), ("end", _END))
    )
    lengths = np.array([_LENGTH.get(len(key), _LONGER) for key in found.keys])
    known = np.array([0.0 if is_common_knowledge(word) else _UNKNOWN for word in found.words])
    sizes = np.array([0.0, *(_WORDS[size] for size in sorted(_WORDS))])
    weight = sizes[found.size] + lengths[found.key]
    first = found.tokens[:, 0]
    last = found.tokens[np.arange(len(found)), found.size - 1]
    word = weight + known[found.members[:, 0]] + alone[first]
    phrase = weight + begins[first] + ends[last]
    shapes: NDArray[np.float64] = np.where(found.size > 1, phrase, word)
    return shapes
