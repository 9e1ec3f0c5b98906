"""How suggesting tags is learnt from examples; see `nlp.tagging`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nlp.segmentation import Segmenter, default_segmenter
from nlp.tag_aliases import AliasRates, Evidence, learn_rates, make_aliases
from nlp.tag_blend import LEAST_RATE, Blend, fit_blend, probabilities, to_log_odds
from nlp.tag_centroids import Centroids, fit_centroids
from nlp.tag_examples import Examples, gather
from nlp.tag_features import fit_features
from nlp.tag_linear import LinearJudges, fit_linear
from nlp.tag_model import Label, TagModel, alias_part, checked, spread
from nlp.tag_quality import TagQuality, measure
from nlp.tag_thresholds import learn_thresholds
from nlp.tokens import TokenTable, tokenise

if TYPE_CHECKING:
    from scipy.sparse import csc_matrix, csr_matrix

Doubles = NDArray[np.float64]
Bools = NDArray[np.bool_]
Report = Callable[[int, int, str], object]

_FOLDS = 5
_TRUST_IN_LEAST = 10
_LEAST_SUPPORT = 2
"""Labels with fewer examples have none left when one is not to be seen."""
_REFUSED_TARGET = -1.5
_REFUSED_COUNTS = 2.0
_WEIGHTS = 6_000_000
_LEAST_WEIGHTS, _MOST_WEIGHTS = 1_500, 60_000
_CHUNK = 64
_STEPS = ("找名称", "数词语", "学判别", "校准", "汇总")


def train(
    labels: Sequence[Label],
    table: TokenTable | None = None,
    tags: Sequence[Collection[str]] = (),
    *,
    refused: Sequence[Collection[str]] = (),
    segmenter: Segmenter | None = None,
    report: Report | None = None,
) -> TagModel:
    """Learns to suggest tags.

    Args:
        labels: The vocabulary.
        table: Articles whose first part is a title, cut by the segmenter; none if None.
        tags: For each the keys of its labels; those not in the vocabulary are passed over. An
            article without any is an example of nothing but what it was refused.
        refused: For each the keys of labels that an editor said it must not bear; may be empty.
        segmenter: Cuts words; the project's own if None.
        report: Called with steps done, steps in all, and what is being done.

    Returns:
        The model; without examples it goes by names alone.

    Raises:
        ValueError: Two labels have the same key, or there are not as many tags as articles.
    """
    vocabulary = checked(labels)
    cutter = segmenter or default_segmenter()
    numbers = {label.key: number for number, label in enumerate(vocabulary)}
    articles = tokenise([], cutter) if table is None else table
    examples = gather(numbers, articles, tags, refused)
    return _Training(vocabulary, examples, cutter, report).model()


class _Training:
    """One training, step by step."""

    def __init__(
        self,
        labels: tuple[Label, ...],
        examples: Examples,
        segmenter: Segmenter,
        report: Report | None,
    ) -> None:
        self._labels, self._examples = labels, examples
        self._report = report
        self._support = examples.bears.sum(axis=0, dtype=np.int64)
        self._aliases = make_aliases([label.forms for label in labels], segmenter)

    def model(self) -> TagModel:
        """Goes through all steps."""
        self._say(0)
        found, rates, named = self._names()
        self._say(1)
        space, rows = fit_features(self._examples.table)
        self._say(2)
        linear, centroids = self._judges(rows)
        self._say(3)
        parts = self._parts(linear.unseen, centroids.unseen, named)
        blend = self._blend(parts, slice(None))
        unseen = self._unseen(parts, blend)
        thresholds = learn_thresholds(unseen, self._examples.bears, self._examples.known)
        quality = self._quality(parts, found)
        self._say(4)
        learnt = self._support > 0
        intercepts = blend.constant + blend.prior * self._priors + blend.linear * linear.biases
        return TagModel(
            labels=self._labels,
            aliases=self._aliases,
            rates=rates,
            space=space,
            weights=_weights(rows, linear, centroids, blend, learnt),
            intercepts=np.where(learnt, intercepts, self._priors),
            priors=self._priors,
            alias_weights=np.where(learnt, blend.alias, 1.0),
            thresholds=thresholds,
            support=self._support,
            documents=self._examples.table.documents,
            examples=rows,
            bears=_sparse(self._examples.bears),
            quality=quality,
        )

    def _say(self, step: int) -> None:
        if self._report:
            self._report(step, len(_STEPS), _STEPS[step])

    @property
    def _priors(self) -> Doubles:
        """For each label the log-odds of bearing it."""
        known = self._examples.known.sum(axis=0)
        # One tag on one article does not make every article bear it.
        rates = (self._support + LEAST_RATE * _TRUST_IN_LEAST) / (known + _TRUST_IN_LEAST)
        return to_log_odds(np.clip(np.where(self._support, rates, LEAST_RATE), 1e-4, 0.95))

    def _names(self) -> tuple[Evidence, AliasRates, Doubles]:
        """Evidence in the examples, what it is worth, and what others' evidence makes of each."""
        found = self._aliases.evidence(self._aliases.matches(self._examples.table))
        at = found.rows, self._aliases.label_of[found.entries]
        bears = self._examples.bears[at].astype(np.float64)
        counts = np.where(self._examples.refused[at], _REFUSED_COUNTS, self._examples.known[at])
        rates = learn_rates(self._aliases, found, bears, counts)
        others = rates.of(found, self._aliases, (counts, counts * bears))
        added = alias_part(self._aliases, found, others, self._priors)
        named = spread(added, found, self._aliases, len(self._examples), len(self._labels))
        return found, rates, named

    def _judges(self, rows: csr_matrix) -> tuple[LinearJudges, Centroids]:
        known, bears = self._examples.known, self._examples.bears
        share = self._support / np.maximum(known.sum(axis=0), 1)
        targets = np.where(known, np.where(bears, 1.0, -1.0), 2 * share - 1)
        targets[self._examples.refused] = _REFUSED_TARGET
        return fit_linear(rows, targets.astype(np.float32)), fit_centroids(rows, _sparse(bears))

    def _parts(self, *parts: NDArray[np.floating]) -> Doubles:
        """Examples × labels × (prior, linear, centroid, alias)."""
        priors = np.broadcast_to(self._priors, self._examples.bears.shape)
        return np.stack([priors, *parts], axis=2)

    def _blend(self, parts: Doubles, rows: slice | NDArray[np.int64]) -> Blend:
        learnt = self._support >= _LEAST_SUPPORT
        known = self._examples.known[rows] & learnt
        return fit_blend(parts[rows][known], self._examples.bears[rows][known].astype(np.float64))

    def _unseen(self, parts: Doubles, blend: Blend) -> Doubles:
        """Probabilities of examples by judges that have not seen them."""
        said = blend.log_odds(*np.moveaxis(parts, 2, 0))
        names_alone = parts[:, :, 0] + parts[:, :, 3]
        return probabilities(np.where(self._support >= _LEAST_SUPPORT, said, names_alone))

    def _quality(self, parts: Doubles, found: Evidence) -> TagQuality:
        """Blend and thresholds learnt from four fifths, measured on the fifth left out."""
        bears, known = self._examples.bears, self._examples.known
        suggested = np.zeros_like(bears)
        fold = np.arange(len(bears)) % _FOLDS
        for left_out in range(_FOLDS):
            rest, some = np.flatnonzero(fold != left_out), np.flatnonzero(fold == left_out)
            blend = self._blend(parts, rest)
            thresholds = learn_thresholds(
                self._unseen(parts[rest], blend), bears[rest], known[rest]
            )
            suggested[some] = self._unseen(parts[some], blend) >= thresholds
        named = np.zeros_like(bears)
        named[found.rows, self._aliases.label_of[found.entries]] = True
        return measure([label.key for label in self._labels], bears, known, suggested, named)


def _sparse(bears: Bools) -> csr_matrix:
    from scipy.sparse import csr_matrix

    return csr_matrix(bears, dtype=np.float32)


def _weights(
    rows: csr_matrix, linear: LinearJudges, centroids: Centroids, blend: Blend, learnt: Bools
) -> csr_matrix:
    """Features × labels in log-odds; of each label the heaviest, or it would be too large."""
    from scipy.sparse import csr_matrix, hstack

    features, labels = rows.shape[1], len(learnt)
    most = min(max(_WEIGHTS // max(labels, 1), _LEAST_WEIGHTS), _MOST_WEIGHTS)
    pieces: list[csc_matrix] = [csr_matrix((features, 0), dtype=np.float32)]
    for start in range(0, labels, _CHUNK):
        some = slice(start, start + _CHUNK)
        weights = blend.linear * linear.weights(rows, some)
        weights += blend.centroid * centroids.weights(some)
        pieces.append(_heaviest(weights * learnt[some], most))
    return hstack(pieces, format="csr", dtype=np.float32)


def _heaviest(weights: NDArray[np.floating], most: int) -> csc_matrix:
    from scipy.sparse import csc_matrix

    if len(weights) > most:
        sizes = np.abs(weights)
        least = np.partition(sizes, len(sizes) - most, axis=0)[len(sizes) - most]
        weights = np.where(sizes >= least, weights, 0)
    return csc_matrix(weights, dtype=np.float32)
