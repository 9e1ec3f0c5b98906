"""Why a tag is suggested, or is not: words, sentences, names and similar articles.

A score is a sum in log-odds, so the share of every word that stands in the text is known, and with
it that of every sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.segmentation import Segmenter
from nlp.sentences import sentence_spans
from nlp.tag_aliases import Aliases
from nlp.tag_blend import probabilities
from nlp.tag_model import TagModel
from nlp.tag_reading import Place, Reading
from nlp.text import fold_text

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
        self._found = model.space.occurrences(reading.table)
        self.row = model.space.rows(reading.table)
        self._matches = _names_in(model.aliases, reading)
        evidence = model.aliases.evidence(reading.table)
        self._names = model.alias_log_odds(evidence, 1)[0]
        self._words = (self.row @ model.weights).toarray()[0]
        self._starts = model.starts(np.array([[self.row.nnz > 0]]))[0]
        self.scores = probabilities(self._starts + self._words + self._names)
        self._similarities: NDArray[np.float32] | None = None

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
        parts = {
            "start": float(self._starts[label]),
            "words": float(self._words[label]),
            "names": float(self._names[label]),
        }
        return Explanation(
            self.suggestion(label),
            self._heaviest(-self._shares(label), -1.0),
            self._missing(label),
            int(self._model.support[label]),
            parts,
        )

    def _shares(self, label: int) -> Doubles:
        """What each occurrence of a feature adds."""
        weights = self._model.weights[:, [label]]
        total = self.row.multiply(weights.T).toarray()[0]
        times = np.bincount(self._found.columns, minlength=len(total))
        shares: Doubles = total[self._found.columns] / times[self._found.columns]
        return shares

    def _heaviest(self, shares: Doubles, sign: float = 1.0) -> tuple[WordReason, ...]:
        """The words with the greatest shares, title and text together."""
        if not len(shares):
            return ()
        columns, features = np.unique(self._found.columns, return_inverse=True)
        sums = np.bincount(features, weights=shares, minlength=len(columns))
        gathered: dict[str, tuple[float, list[Place]]] = {}
        for feature in np.argsort(-sums, kind="stable")[: 4 * WORDS].tolist():
            at = np.flatnonzero(features == feature)
            places = [self._place(number) for number in at[:_MOST_PLACES].tolist()]
            if sums[feature] <= 0 or not self._tells(places[0]):
                continue
            form = fold_text(self._reading.written(places[0]))
            before, there = gathered.get(form, (0.0, []))
            gathered[form] = (before + float(sums[feature]), there + places)
        ranked = sorted(gathered.values(), key=lambda one: -one[0])[:WORDS]
        return tuple(self._word(share * sign, places) for share, places in ranked)

    def _word(self, contribution: float, places: list[Place]) -> WordReason:
        ordered = sorted(set(places), key=lambda p: (-1 if p[0] is None else p[0], p[1]))
        first = self._reading.written(ordered[0])
        return WordReason(first, contribution, tuple(ordered[:_MOST_PLACES]))

    def _place(self, occurrence: int) -> Place:
        last = int(self._found.places[occurrence])
        return self._reading.between(last - int(self._found.lengths[occurrence]) + 1, last)

    def _tells(self, place: Place) -> bool:
        words = self._segmenter.words(fold_text(self._reading.written(place)))
        return any(map(self._segmenter.is_term, words))

    def _sentences(self, shares: Doubles) -> tuple[SentenceReason, ...]:
        """The sentences whose words add most."""
        sums = np.bincount(self._found.places, shares, minlength=len(self._reading.places))
        spans = [
            Place(number - 1 if number else None, *span)
            for number, part in enumerate(self._reading.parts)
            for span in sentence_spans(part)
        ]
        tokens = np.flatnonzero(sums)
        at = [_order(self._reading.places[token]) for token in tokens.tolist()]
        owners = np.searchsorted([_order(place) for place in spans], at, "right") - 1
        added = np.bincount(owners, sums[tokens], minlength=len(spans))
        best = [n for n in np.argsort(-added, kind="stable")[:SENTENCES].tolist() if added[n] > 0]
        return tuple(SentenceReason(spans[n], float(added[n])) for n in best)

    def _names_of(self, label: int) -> tuple[NameReason, ...]:
        aliases = self._model.aliases
        return tuple(
            NameReason(aliases.forms[form], place)
            for form, place in self._matches
            if any(aliases.label_of[entry] == label for entry in aliases.entries_of[form])
        )

    def _similar(self, label: int) -> tuple[SimilarExample, ...]:
        if self._similarities is None:
            self._similarities = (self._model.examples @ self.row.T).toarray()[:, 0]
        bearing = self._model.bears[:, [label]].nonzero()[0]
        best = bearing[np.argsort(-self._similarities[bearing], kind="stable")[:SIMILAR]]
        return tuple(
            SimilarExample(int(self._model.documents[row]), float(self._similarities[row]))
            for row in best.tolist()
            if self._similarities[row] > 0
        )

    def _missing(self, label: int) -> tuple[str, ...]:
        """Words that weigh most for a label and are not there."""
        space = self._model.space
        weights = self._model.weights[:, [label]].toarray()[:, 0]
        weights[self.row.indices] = 0
        found: dict[str, None] = {}
        for column in np.argsort(-weights, kind="stable")[: 10 * MISSING].tolist():
            word = space.written(column)
            if weights[column] > 0 and not space.is_pair[column] and self._segmenter.is_term(word):
                found[word] = None
        here = set(self._reading.words())
        return tuple(word for word in found if word not in here)[:MISSING]


def _order(place: Place) -> int:
    """A number that grows from place to place."""
    return ((0 if place.paragraph is None else place.paragraph + 1) << 32) + place.start


def _names_in(aliases: Aliases, reading: Reading) -> list[tuple[int, Place]]:
    """Forms that stand in a text, with their places, in order."""
    words = reading.words()
    found: list[tuple[int, Place]] = []
    first = 0
    while first < len(words):
        last = words.index("\n", first)
        tokens = words[first:last]
        found += [
            (match.form, reading.place(tokens, first, match.start, match.end))
            for match in aliases.find(tokens)
        ]
        first = last + 1
    return found
