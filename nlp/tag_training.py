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
from nlp.tag_linear import LinearJudges, Targets, fit_linear
from nlp.tag_model import Label, TagModel, alias_part, checked, spread
from nlp.tag_pairs import Pairs, choose_pairs
from nlp.tag_quality import TagQuality, measure
from nlp.tag_thresholds import learn_thresholds
from nlp.tokens import TokenTable, tokenise

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Doubles = NDArray[np.float64]
Bools = NDArray[np.bool_]
Report = Callable[[int, int, str], object]

_FOLDS = 5
_TRUST_IN_LEAST = 10
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
        known = examples.known.sum(axis=0)
        self._shares = self._support / np.maximum(known, 1)
        # One tag on one article does not make every article bear it.
        rates = (self._support + LEAST_RATE * _TRUST_IN_LEAST) / (known + _TRUST_IN_LEAST)
        rates = np.where(self._support, np.clip(rates, 1e-4, 0.95), LEAST_RATE)
        self._priors = to_log_odds(rates)
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
        pairs = choose_pairs(self._examples, self._priors, linear.unseen, centroids.unseen, named)
        blend = _blend(pairs)
        thresholds = learn_thresholds(pairs, _scores(pairs, blend), len(self._labels))
        quality = self._quality(pairs, found)
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
            bears=_sparse(self._examples.bears).tocsc(),
            quality=quality,
        )

    def _say(self, step: int) -> None:
        if self._report:
            self._report(step, len(_STEPS), _STEPS[step])

    def _names(self) -> tuple[Evidence, AliasRates, NDArray[np.float32]]:
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
        bears, refused = _sparse(self._examples.bears), _sparse(self._examples.refused)
        partly = np.logical_not(self._examples.bears.any(axis=1))
        neutral = (2 * self._shares - 1).astype(np.float32)
        # From what they would be else: -1, or neutral where little is known.
        no = refused * np.float32(_REFUSED_TARGET + 1)
        no -= _rows_of(refused, partly).multiply(1 + neutral)
        linear = fit_linear(rows, Targets(partly, neutral, (2 * bears + no).tocsr()))
        return linear, fit_centroids(rows, bears)

    def _quality(self, pairs: Pairs, found: Evidence) -> TagQuality:
        """Blend and thresholds learnt from four fifths, measured on the fifth left out."""
        bears, known = self._examples.bears, self._examples.known
        suggested = np.zeros_like(bears)
        fold = pairs.rows % _FOLDS
        for left_out in range(_FOLDS):
            rest, some = pairs.take(fold != left_out), pairs.take(fold == left_out)
            blend = _blend(rest)
            thresholds = learn_thresholds(rest, _scores(rest, blend), len(self._labels))
            chosen = _scores(some, blend) >= thresholds[some.labels]
            suggested[some.rows[chosen], some.labels[chosen]] = True
        named = np.zeros_like(bears)
        named[found.rows, self._aliases.label_of[found.entries]] = True
        return measure([label.key for label in self._labels], bears, known, suggested, named)


def _blend(pairs: Pairs) -> Blend:
    its = pairs.take(pairs.judged)
    return fit_blend(its.parts, its.bears, its.counts)


def _scores(pairs: Pairs, blend: Blend) -> Doubles:
    """Probabilities of pairs by judges that have not seen the example."""
    names_alone = pairs.parts[:, 0] + pairs.parts[:, 3]
    return probabilities(np.where(pairs.judged, blend.log_odds(pairs.parts), names_alone))


def _sparse(marks: Bools) -> csr_matrix:
    from scipy.sparse import csr_matrix

    return csr_matrix(marks, dtype=np.float32)


def _rows_of(marks: csr_matrix, rows: Bools) -> csr_matrix:
    """Some rows of marks, the others empty."""
    return marks.multiply(rows[:, None]).tocsr()


def _weights(
    rows: csr_matrix, linear: LinearJudges, centroids: Centroids, blend: Blend, learnt: Bools
) -> csr_matrix:
    """Features × labels in log-odds; of each label the heaviest, or it would be too large."""
    from scipy.sparse import csr_matrix

    most = min(max(_WEIGHTS // max(len(learnt), 1), _LEAST_WEIGHTS), _MOST_WEIGHTS)
    pieces = [(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.float32))]
    for start in range(0, len(learnt), _CHUNK):
        some = slice(start, start + _CHUNK)
        weights = np.float32(blend.linear) * linear.weights(rows, some)
        weights += np.float32(blend.centroid) * centroids.weights(some)
        sizes = np.abs(weights)
        features, labels = np.nonzero((sizes >= _least(sizes, most)) & learnt[some] & (sizes > 0))
        values = weights[features, labels]
        pieces.append((features.astype(np.int32), (labels + start).astype(np.int32), values))
    features, labels, values = (np.concatenate(column) for column in zip(*pieces, strict=True))
    return csr_matrix((values, (features, labels)), (rows.shape[1], len(learnt)))


def _least(sizes: NDArray[np.float32], most: int) -> NDArray[np.float32]:
    """For each column the size that about so many reach, told by every so manieth row."""
    if len(sizes) <= most:
        return np.zeros(sizes.shape[1], np.float32)
    some = sizes[:: max(1, most // 200)]
    place = len(some) - max(1, round(most * len(some) / len(sizes)))
    least: NDArray[np.float32] = np.partition(some, place, axis=0)[place]
    return least
