"""How good suggested tags are, told by examples that were not seen, beside two baselines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Bools = NDArray[np.bool_]

ENOUGH_EXAMPLES = 10
GOOD_F1 = 0.5
_MANY_EXAMPLES = 50


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1; 0 where there is nothing to count."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Overall:
    """Figures of all labels together.

    Attributes:
        micro: Every suggestion counts the same.
        macro: Every label with examples counts the same.
    """

    micro: Figures
    macro: Figures


@dataclass(frozen=True, slots=True)
class LabelQuality:
    """How good the suggestions of one label are.

    Attributes:
        key: The label.
        support: Examples that bear it.
        refused: Examples of which an editor said that they do not.
        ours: Of the suggestions.
        frequent: Of giving every article the most frequent tags.
        keyword: Of giving it where its name stands in the text.
        wanting: Whether it needs more examples.
    """

    key: str
    support: int
    refused: int
    ours: Figures
    frequent: Figures
    keyword: Figures
    wanting: bool


@dataclass(frozen=True, slots=True)
class TagQuality:
    """How good suggestions are.

    Attributes:
        examples: Articles it was measured on.
        labels: Every label, in the order of the vocabulary.
        ours: The suggestions.
        frequent: The most frequent tags, as many as articles have on average.
        keyword: Every tag whose name or alias stands in the text.
    """

    examples: int
    labels: tuple[LabelQuality, ...]
    ours: Overall
    frequent: Overall
    keyword: Overall

    def wanting(self) -> list[LabelQuality]:
        """The labels that need examples, those with the fewest first."""
        return sorted((one for one in self.labels if one.wanting), key=lambda one: one.support)


def measure(
    keys: Sequence[str], bears: Bools, known: Bools, suggested: Bools, named: Bools
) -> TagQuality:
    """Measures suggestions.

    Args:
        keys: The labels.
        bears: Examples × labels: which bear which.
        known: Where that is known.
        suggested: Which were suggested to which, by judges that had not seen the example.
        named: In which examples which labels' names stand.

    Returns:
        The figures.
    """
    bears = bears & known
    support = bears.sum(axis=0)
    frequent = _frequent(bears, known)
    counts = [_counts(bears, known, chosen) for chosen in (suggested, frequent, named)]
    whole = np.flatnonzero(known.all(axis=1))
    figures = [[_figures(*its) for its in one.T.tolist()] for one in counts]
    refused = (known & ~bears).sum(axis=0) - (known[whole] & ~bears[whole]).sum(axis=0)
    labels = tuple(
        LabelQuality(
            key,
            n,
            no,
            mine,
            often,
            named_,
            n < ENOUGH_EXAMPLES or (n < _MANY_EXAMPLES and mine.f1 < GOOD_F1),
        )
        for key, n, no, mine, often, named_ in zip(
            keys, support.tolist(), refused.tolist(), *figures, strict=True
        )
    )
    overall = [_overall(one, support > 0) for one in counts]
    return TagQuality(int(known.any(axis=1).sum()), labels, *overall)


def _frequent(bears: Bools, known: Bools) -> Bools:
    """The most frequent tags for every article, as many as articles have on average."""
    chosen = np.zeros_like(bears)
    articles = max(1, int(known.any(axis=1).sum()))
    each = max(1, round(float(bears.sum()) / articles))
    support = bears.sum(axis=0)
    often = np.argsort(-support, kind="stable")[:each]
    chosen[:, often[support[often] > 0]] = True
    return chosen


def _counts(bears: Bools, known: Bools, chosen: Bools) -> NDArray[np.int64]:
    """For each label right ones, suggested ones, and those there are."""
    chosen = chosen & known
    sums = [(bears & chosen).sum(axis=0), chosen.sum(axis=0), bears.sum(axis=0)]
    return np.array(sums, np.int64).reshape(3, -1)


def _figures(right: float, said: float, there: float) -> Figures:
    return Figures(
        right / said if said else 0.0,
        right / there if there else 0.0,
        2 * right / (said + there) if said + there else 0.0,
    )


def _overall(counts: NDArray[np.int64], supported: Bools) -> Overall:
    each = [_figures(*its) for its in counts[:, supported].T.tolist()]
    columns = np.array([(f.precision, f.recall, f.f1) for f in each]).reshape(-1, 3)
    means = columns.mean(axis=0).tolist() if len(columns) else [0.0, 0.0, 0.0]
    return Overall(_figures(*counts.sum(axis=1).tolist()), Figures(*means))
