"""Why a tag is suggested, or is not: words, sentences, names and similar articles.

A score is a sum in log-odds, so the share of every word that stands in the text is known, and with
it that of every sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nlp.segmentation import Segmenter
from nlp.tag_blend import probabilities
from nlp.tag_model import TagModel
from nlp.tag_pieces import Pieces
from nlp.tag_reading import Place, Reading

Doubles = NDArray[np.float64]

WORDS, SENTENCES, SIMILAR, MISSING = 8, 3, 3, 8
_MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class WordReason:
    """A word, or two in a row, that speaks for or against a tag.

    Attributes:
        text: As it first stands in the text.
        contribution: What it adds to the score, in log-odds; below 0 against the tag.
        places: The first places where it stands.
    """

    text: str
    contribution: float
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class SentenceReason:
    """A sentence, or the title, that speaks for a tag.

    Attributes:
        place: Where it stands.
        contribution: What its words add to the score, in log-odds.
    """

    place: Place
    contribution: float


@dataclass(frozen=True, slots=True)
class NameReason:
    """A name or alias of a tag that stands in the text.

    Attributes:
        form: The name, folded.
        place: Where it stands.
    """

    form: str
    place: Place


@dataclass(frozen=True, slots=True)
class SimilarExample:
    """An example that bears the tag.

    Attributes:
        document: Its id.
        similarity: Cosine with the text, 0 to 1.
    """

    document: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a model thinks of one tag for one text.

    Attributes:
        key: The tag.
        score: How likely it is, 0 to 1.
        threshold: From which score on it is suggested.
        words: The words that speak most for it, strongest first.
        sentences: The sentences that do.
        names: Where its name and aliases stand.
        similar: The most similar examples that bear it.
    """

    key: str
    score: float
    threshold: float
    words: tuple[WordReason, ...] = ()
    sentences: tuple[SentenceReason, ...] = ()
    names: tuple[NameReason, ...] = ()
    similar: tuple[SimilarExample, ...] = ()

    @property
    def suggested(self) -> bool:
        """Whether it reaches its threshold."""
        return self.score >= self.threshold


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a tag is suggested, or is not.

    Attributes:
        suggestion: Score, threshold and what speaks for it.
        against: The words that speak most against it, strongest first.
        missing: Words that would speak most for it and do not stand in the text.
        support: Examples that bear it.
        parts: What the score is made of, in log-odds: `start` (how common the tag is), `words`,
            `names`.
    """

    suggestion: Suggestion
    against: tuple[WordReason, ...]
    missing: tuple[str, ...]
    support: int
    parts: Mapping[str, float]


class Judged:
    """A text judged by a model.

    Args:
        model: The model.
        reading: The text.
        segmenter: Says which words can tell anything.
    """

    def __init__(self, model: TagModel, reading: Reading, segmenter: Segmenter) -> None:
        self._model, self._reading, self._segmenter = model, reading, segmenter
        self._row = model.space.rows(reading.table)
        self._matches = model.aliases.matches(reading.table)
        self._names = model.alias_log_odds(model.aliases.evidence(self._matches), 1)[0]
        self._weights = model.weights[self._row.indices]
        self._words = (self._row @ model.weights).toarray()[0].astype(np.float64)
        self._starts = model.starts(np.array([[self._row.nnz > 0]]))[0]
        self.scores = probabilities(self._starts + self._words + self._names)

    def suggestion(self, label: int) -> Suggestion:
        """What the model thinks of a label, and why."""
        shares = self._shares(label)
        return Suggestion(
            self._model.labels[label].key,
            float(self.scores[label]),
            float(self._model.thresholds[label]),
            self._heaviest(shares),
            self._sentences(shares),
            self._names_of(label),
            self._similar(label),
        )

    def explanation(self, label: int) -> Explanation:
        """Why a label is suggested, or is not."""
        shares = self._shares(label)
        against = self._heaviest(-shares)
        parts = {
            "start": float(self._starts[label]),
            "words": float(self._words[label]),
            "names": float(self._names[label]),
        }
        return Explanation(
            self.suggestion(label),
            tuple(replace(word, contribution=-word.contribution) for word in against),
            self._missing(label),
            int(self._model.support[label]),
            parts,
        )

    def _shares(self, label: int) -> Doubles:
        """What each piece of the text adds to a label."""
        added = self._weights[:, [label]].toarray()[:, 0] * self._row.data
        return self._pieces.shares(self._row.indices, added)

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self._reading, self._model.space.occurrences(self._reading.table))

    @cached_property
    def _similarities(self) -> NDArray[np.float32]:
        """How similar the text is to each example."""
        similar: NDArray[np.float32] = self._model.examples @ self._row.toarray()[0]
        return similar

    def _heaviest(self, shares: Doubles) -> tuple[WordReason, ...]:
        """The words with the greatest shares."""
        pieces = self._pieces
        sums = np.bincount(pieces.forms, shares, minlength=len(pieces.written))
        found: list[WordReason] = []
        for form in np.argsort(-sums, kind="stable").tolist():
            if len(found) == WORDS or sums[form] <= 0:
                break
            if any(map(self._segmenter.is_term, pieces.written[form])):
                places = pieces.places(form, _MOST_PLACES)
                text = self._reading.written(places[0])
                found.append(WordReason(text, float(sums[form]), places))
        return tuple(found)

    def _sentences(self, shares: Doubles) -> tuple[SentenceReason, ...]:
        """The sentences whose words add most."""
        pieces = self._pieces
        added = np.bincount(pieces.sentences, shares, minlength=len(pieces.spans))
        best = [n for n in np.argsort(-added, kind="stable")[:SENTENCES].tolist() if added[n] > 0]
        return tuple(SentenceReason(pieces.spans[n], float(added[n])) for n in best)

    def _names_of(self, label: int) -> tuple[NameReason, ...]:
        aliases = self._model.aliases
        its = set(aliases.form_of[aliases.label_of == label].tolist())
        found = zip(*(column.tolist() for column in self._matches[1:6]), strict=True)
        return tuple(
            NameReason(aliases.forms[form], self._reading.within(*places))
            for form, *places in found
            if form in its
        )

    def _similar(self, label: int) -> tuple[SimilarExample, ...]:
        bearing = self._model.bears[:, [label]].nonzero()[0]
        best = bearing[np.argsort(-self._similarities[bearing], kind="stable")[:SIMILAR]]
        return tuple(
            SimilarExample(int(self._model.documents[row]), float(self._similarities[row]))
            for row in best.tolist()
            if self._similarities[row] > 0
        )

    def _missing(self, label: int) -> tuple[str, ...]:
        """Words that weigh most for a label and are not there."""
        every = self._model.weights
        at = np.flatnonzero(every.indices == label)
        weights = np.zeros(every.shape[0])
        weights[np.searchsorted(every.indptr, at, side="right") - 1] = every.data[at]
        weights[self._row.indices] = 0
        here = set(self._reading.words())
        found: list[str] = []
        for column in np.argsort(-weights, kind="stable").tolist():
            if len(found) == MISSING or weights[column] <= 0:
                break
            word = self._model.space.word(column)
            if word and word not in here and self._segmenter.is_term(word):
                found.append(word)
        return tuple(found)
