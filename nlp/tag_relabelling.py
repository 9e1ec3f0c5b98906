"""A model that has learnt from one vocabulary and goes on with another one.

Names and aliases count at once, long before anybody has trained again: a new tag is found by its
name, one that is gone is suggested no more, one that was renamed keeps what was learnt of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nlp.segmentation import Segmenter
from nlp.tag_aliases import Aliases, AliasRates, make_aliases
from nlp.tag_blend import LEAST_RATE, to_log_odds
from nlp.tag_model import Label, TagModel, checked
from nlp.tag_thresholds import DEFAULT

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Doubles = NDArray[np.float64]
Columns = NDArray[np.int64]


def with_labels(model: TagModel, labels: Sequence[Label], segmenter: Segmenter) -> TagModel:
    """The model with another vocabulary.

    Args:
        model: What was learnt; its figures of quality stay those of the vocabulary it was learnt
            from.
        labels: The vocabulary as it is now.
        segmenter: Cuts texts as the examples were cut.

    Returns:
        The model; itself if the vocabulary is the same.

    Raises:
        ValueError: Two labels have the same key.
    """
    vocabulary = checked(labels)
    if vocabulary == model.labels:
        return model
    sources = np.array([model.index.get(label.key, -1) for label in vocabulary], np.int64)
    aliases = make_aliases([label.forms for label in vocabulary], segmenter)
    unknown = float(to_log_odds(np.array(LEAST_RATE)))
    return replace(
        model,
        labels=vocabulary,
        aliases=aliases,
        rates=_rates(model, aliases, sources),
        weights=_columns(model.weights, sources),
        intercepts=_picked(model.intercepts, sources, unknown),
        priors=_picked(model.priors, sources, unknown),
        alias_weights=_picked(model.alias_weights, sources, 1.0),
        thresholds=_picked(model.thresholds, sources, DEFAULT),
        support=_picked(model.support.astype(np.float64), sources, 0).astype(np.int64),
        bears=_columns(model.bears.tocsr(), sources).tocsc(),
    )


def _picked(values: Doubles, sources: Columns, otherwise: float) -> Doubles:
    """The values of the labels that were there before, and one for all others."""
    picked: Doubles = np.append(values, otherwise)[sources]
    return picked


def _columns(matrix: csr_matrix, sources: Columns) -> csr_matrix:
    """The columns of the labels that were there before, and empty ones."""
    from scipy.sparse import csr_matrix

    width = matrix.shape[1]
    if len(sources) >= width and (sources[:width] == np.arange(width)).all():
        # Tags were only added, which is what happens while somebody tags: nothing need move.
        parts = matrix.data, matrix.indices, matrix.indptr
        return csr_matrix(parts, (matrix.shape[0], len(sources)), copy=False)
    # By way of a table of where columns go: picking them by index takes ten times as long.
    goals = np.full(matrix.shape[1], -1, np.int64)
    goals[sources[sources >= 0]] = np.flatnonzero(sources >= 0)
    columns = goals[matrix.indices]
    stays = columns >= 0
    ends = np.concatenate([[0], np.cumsum(stays)])[matrix.indptr]
    shape = (matrix.shape[0], len(sources))
    picked = csr_matrix((matrix.data[stays], columns[stays].astype(np.int32), ends), shape)
    picked.sort_indices()
    return picked


def _rates(model: TagModel, aliases: Aliases, sources: Columns) -> AliasRates:
    """What forms are worth whose labels had them before."""
    known = {
        (model.aliases.forms[form], label): entry
        for entry, (form, label) in enumerate(
            zip(model.aliases.form_of.tolist(), model.aliases.label_of.tolist(), strict=True)
        )
    }
    old = [
        known.get((aliases.forms[form], int(sources[label])), -1)
        for form, label in zip(aliases.form_of.tolist(), aliases.label_of.tolist(), strict=True)
    ]

    def rows(values: NDArray[np.float32]) -> NDArray[np.float32]:
        nothing = np.zeros((1, model.rates.priors.shape[0]), np.float32)
        picked: NDArray[np.float32] = np.concatenate([values, nothing])[old]
        return picked

    return AliasRates(rows(model.rates.hits), rows(model.rates.right), model.rates.priors)
