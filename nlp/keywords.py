"""Keywords of a text: its terms, ranked by a sum of parts that can be shown.

Every part is a log-odds contribution, so that the sum goes through the logistic function to a
score between 0 and 1. The weights were fitted by logistic regression to keywords given by editors
of news and authors of abstracts, then rounded; the features are those of Witten et al., "KEA:
Practical Automatic Keyphrase Extraction" (1999), and Campos et al., "YAKE!" (2020).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.candidates import Candidate, find_candidates
from nlp.frequencies import (
    NO_DOCUMENTS,
    DocumentFrequencies,
    document_frequencies,
    is_common_knowledge,
    rarity,
)
from nlp.segmentation import Segmenter, default_segmenter

__all__ = ["DocumentFrequencies", "Keyword", "document_frequencies", "extract_keywords"]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A term that says what a text is about.

    Attributes:
        term: As it is first written in the text.
        score: Likelihood that an editor would choose it, 0 to 1.
        count: Occurrences in title and paragraphs.
        parts: What the score is made of, in log-odds: frequency, rarity, title, position,
            spread, shape, cohesion, independence.
    """

    term: str
    score: float
    count: int
    parts: Mapping[str, float]


# In a text up to this many characters a word is rarely repeated, and frequency tells little.
_SHORT_TEXT = 500
_FRAGMENT = 4
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
_ALONE = {"nr": 0.5, "ns": 0.6, "nt": 0.4, "n": 0.1, "vn": -0.2, "v": 0.0, "a": -0.7, "eng": -0.4}
_START = {"nr": -0.5, "ns": -0.6, "nt": -0.8, "n": -0.3, "vn": -0.4, "v": -0.7, "a": -0.2}
_END = {"nr": -0.5, "ns": -0.8, "nt": -0.3, "n": 0.1, "vn": 0.1, "v": -0.2, "a": -0.9, "eng": -0.8}
_OTHER = {"alone": -0.5, "start": -0.8, "end": -1.0}
_GROUPS = {
    **dict.fromkeys(("nr", "nrt", "nrfg"), "nr"),
    **dict.fromkeys(("n", "nz", "ng", "l", "i", "j", "g", "s"), "n"),
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
    corpus = corpus or NO_DOCUMENTS
    found = find_candidates(paragraphs, title, segmenter or default_segmenter())
    scale = _Scale(corpus, found, [len(paragraph) for paragraph in paragraphs])
    ranked = sorted(
        ((sum((parts := scale.parts(one)).values()), one, parts) for one in found.values()),
        key=lambda entry: (-entry[0], entry[1].key),
    )
    chosen: list[Keyword] = []
    kept: list[Candidate] = []
    for total, one, parts in ranked:
        if len(chosen) == limit:
            break
        if not _is_fragment(one) and not _is_told_already(one, kept):
            kept.append(one)
            score = 1 / (1 + math.exp(-total - _BIAS))
            chosen.append(Keyword(one.surface, score, one.total, parts))
    return chosen


def _is_fragment(one: Candidate) -> bool:
    """Tells whether a term never stands outside one longer phrase (八里 in 八里店)."""
    return one.inside == one.total >= _FRAGMENT


def _is_told_already(one: Candidate, kept: Sequence[Candidate]) -> bool:
    """Tells whether a candidate adds nothing to one already chosen that holds it, or it holds."""
    for other in kept:
        if one.key in other.key and one.total <= 1.5 * other.total:
            return True
        if other.key in one.key and one.total <= 0.5 * other.total:
            return True
    return False


class _Scale:
    """Weighs the candidates of one text."""

    def __init__(
        self, corpus: DocumentFrequencies, found: Mapping[str, Candidate], lengths: Sequence[int]
    ) -> None:
        self._found = found
        self._paragraphs = len(lengths)
        length = max(_SHORT_TEXT, sum(lengths))
        self._evidence = 1 + math.log2(length / _SHORT_TEXT)
        self._repeats = length / _SHORT_TEXT / 2
        words = {word for one in found.values() for word in one.words}
        self._rarity = {word: rarity(word, corpus) for word in words}

    def parts(self, one: Candidate) -> dict[str, float]:
        """Weighs what speaks for a candidate and against it."""
        rarities = [self._rarity[word] for word in one.words]
        is_phrase = len(one.words) > 1
        title = _TITLE_PHRASE if is_phrase else _TITLE_WORD
        return {
            "frequency": _FREQUENCY
            * self._evidence
            * math.log1p(one.total)
            * (sum(rarities) / len(rarities)),
            "rarity": _RARITY * min(rarities),
            "title": title if one.title_count else 0.0,
            "position": _POSITION * one.first,
            "spread": _SPREAD * self._spread(one),
            "shape": _shape(one),
            "cohesion": self._cohesion(one) if is_phrase else 0.0,
            "independence": _INDEPENDENCE * (1 - one.inside / one.total),
        }

    def _spread(self, one: Candidate) -> float:
        """Share of the paragraphs it occurs in, beyond the one that any word has."""
        if self._paragraphs < 2:
            return 0.0
        return max(0, len(one.paragraphs) - 1) / (self._paragraphs - 1)

    def _cohesion(self, one: Candidate) -> float:
        """How much its words belong together: share of the occurrences of the rarest of them."""
        counts = [self._found[word].total for word in one.words if word in self._found]
        share = one.total / max(1, min(counts, default=one.total))
        repeated = min(1.0, (one.total - 1) / self._repeats)
        return _COHESION * share + _REPEATED_PHRASE * repeated


def _shape(one: Candidate) -> float:
    """Weighs length, number of words and parts of speech."""
    groups = [_GROUPS.get(pos, pos) for pos in one.parts_of_speech]
    weight = _WORDS[len(one.words)] + _LENGTH.get(len(one.key), _LONGER)
    if len(groups) == 1:
        known = 0.0 if is_common_knowledge(one.key) else _UNKNOWN
        return weight + known + _ALONE.get(groups[0], _OTHER["alone"])
    return weight + _START.get(groups[0], _OTHER["start"]) + _END.get(groups[-1], _OTHER["end"])
