"""A model that suggests tags: what it knows, and what it thinks of texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nlp.tag_aliases import Aliases, AliasRates, Evidence
from nlp.tag_blend import LEAST_RATE, probabilities, to_log_odds
from nlp.tag_features import FeatureSpace
from nlp.tag_quality import TagQuality
from nlp.tokens import TokenTable

if TYPE_CHECKING:
    from scipy.sparse import csc_matrix, csr_matrix

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Label:
    """A tag of the vocabulary.

    Attributes:
        key: What it is known by; never looked into.
        forms: Its name, then its aliases; there may be none.
    """

    key: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class TagModel:
    """What suggests tags.

    Attributes:
        labels: The vocabulary.
        aliases: Forms of the labels.
        rates: What a form that stands somewhere is worth.
        space: Features of texts.
        weights: Features × labels, in log-odds.
        intercepts: For each label what it starts with, in log-odds.
        priors: For each label the log-odds of bearing it at all.
        alias_weights: For each label how much a name counts.
        thresholds: For each label the probability from which on it is suggested.
        support: For each label the examples that bear it.
        documents: Ids of the examples that similar ones are looked for among.
        examples: Those × features, rows of length 1.
        bears: Those × labels: 1 where an example bears the label.
        quality: How good the suggestions are, told by examples not seen.
    """

    labels: tuple[Label, ...]
    aliases: Aliases
    rates: AliasRates
    space: FeatureSpace
    weights: csr_matrix
    intercepts: Doubles
    priors: Doubles
    alias_weights: Doubles
    thresholds: Doubles
    support: NDArray[np.int64]
    documents: NDArray[np.int64]
    examples: csr_matrix
    bears: csc_matrix
    quality: TagQuality

    @cached_property
    def index(self) -> dict[str, int]:
        """The number of each label by its key."""
        return {label.key: number for number, label in enumerate(self.labels)}

    def alias_log_odds(self, found: Evidence, documents: int) -> Doubles:
        """What names add to each label of each document, in log-odds."""
        added = alias_part(self.aliases, found, self.rates.of(found, self.aliases), self.priors)
        strongest = spread(added, found, self.aliases, documents, len(self.labels))
        weighed: Doubles = strongest * self.alias_weights
        return weighed

    def scores(self, table: TokenTable) -> Doubles:
        """Judges documents, as many as there are.

        Args:
            table: Documents whose first part is a title, cut as the examples were.

        Returns:
            Documents × labels: how likely each bears each, 0 to 1.
        """
        names = self.alias_log_odds(self.aliases.evidence(self.aliases.matches(table)), len(table))
        rows = self.space.rows(table)
        known = np.diff(rows.indptr)[:, None] > 0
        words = (rows @ self.weights).toarray()
        return probabilities(self.starts(known) + words + names)

    def starts(self, known: NDArray[np.bool_]) -> Doubles:
        """What each label starts with: of a text without known words nothing is likely.

        Args:
            known: For each text, in a column, whether it has known words.

        Returns:
            Texts × labels, in log-odds.
        """
        unlikely = np.minimum(self.intercepts, to_log_odds(np.array(LEAST_RATE)))
        starts: Doubles = np.where(known, self.intercepts, unlikely)
        return starts


def alias_part(aliases: Aliases, found: Evidence, rates: Doubles, priors: Doubles) -> Doubles:
    """What each piece of evidence adds to the log-odds of its label; never less than nothing."""
    bounded = np.clip(rates, 1e-3, 1 - 1e-3)
    added: Doubles = np.maximum(to_log_odds(bounded) - priors[aliases.label_of[found.entries]], 0)
    return added


def spread(
    added: Doubles, found: Evidence, aliases: Aliases, documents: int, labels: int
) -> NDArray[np.float32]:
    """Documents × labels: the strongest piece of evidence of each."""
    every = np.zeros((documents, labels), np.float32)
    np.maximum.at(every, (found.rows, aliases.label_of[found.entries]), added)
    return every


def checked(labels: Sequence[Label]) -> tuple[Label, ...]:
    """The labels, if none stands twice.

    Raises:
        ValueError: Two labels have the same key.
    """
    if len({label.key for label in labels}) < len(labels):
        raise ValueError("two labels have the same key")
    return tuple(labels)
