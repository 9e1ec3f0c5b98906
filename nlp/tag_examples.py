"""Examples of tagged articles, and what is known of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.tokens import TokenTable

Bools = NDArray[np.bool_]

MOST_EXAMPLES = 8_000
"""So many are learnt from at most; the matrix of all with each other must fit into memory."""
_RARE = 30


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Examples, each with something known of it.

    Attributes:
        table: Their tokens.
        bears: Examples × labels: which bear which.
        known: Where that is known: of an article without tags only what it was refused.
        refused: Where an editor said no.
    """

    table: TokenTable
    bears: Bools
    known: Bools
    refused: Bools

    def __len__(self) -> int:
        """Number of examples."""
        return len(self.table)


def gather(
    numbers: dict[str, int],
    table: TokenTable,
    tags: Sequence[Collection[str]],
    refused: Sequence[Collection[str]],
    most: int = MOST_EXAMPLES,
) -> Examples:
    """Takes the articles that something is known of, as many as can be learnt from.

    Args:
        numbers: The number of each label.
        table: Articles.
        tags: For each the labels it bears; others than the numbered are passed over.
        refused: For each the labels it must not bear; may be empty.
        most: Examples wanted at most; those with rare labels are kept, of the others every so
            manieth.

    Returns:
        The examples, in order.

    Raises:
        ValueError: There are not as many tags, or refusals, as articles.
    """
    if len(tags) != len(table) or (refused and len(refused) != len(table)):
        raise ValueError("tags and refusals must be as many as articles")
    bears = _marked(numbers, tags)
    no = _marked(numbers, refused or [()] * len(table)) & ~bears
    rows = np.flatnonzero(bears.any(axis=1) | no.any(axis=1))
    if len(rows) > most:
        rows = _fewer(rows, bears, most)
    bears, no = bears[rows], no[rows]
    known = bears.any(axis=1, keepdims=True) | no
    return Examples(table.select(rows), bears, known, no)


def _marked(numbers: dict[str, int], keys: Sequence[Collection[str]]) -> Bools:
    marks = np.zeros((len(keys), len(numbers)), np.bool_)
    for row, its in enumerate(keys):
        marks[row, [numbers[key] for key in its if key in numbers]] = True
    return marks


def _fewer(rows: NDArray[np.int64], bears: Bools, most: int) -> NDArray[np.int64]:
    support = bears.sum(axis=0)
    rare = bears[rows][:, support <= _RARE].any(axis=1)
    first, others = rows[rare][-most:], rows[~rare]
    places = np.linspace(0, len(others) - 1, most - len(first)).astype(np.int64)
    return np.sort(np.concatenate([first, others[places]]))
