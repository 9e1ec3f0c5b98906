"""Counts of terms in documents as a sparse matrix, and their TF-IDF weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nlp.segmentation import Segmenter
from nlp.text import fold_text

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


# Prepositions, conjunctions, adverbs, pronouns, numerals, measures, particles, interjections,
# words of direction: parts of speech that grammar needs and topics do not.
_CLOSED_CLASSES = frozenset("pcdrmquyeof")
_ASPECTS = frozenset("了着过")


@dataclass(frozen=True, slots=True)
class DocumentTermMatrix:
    """How often each term occurs in each document.

    Attributes:
        counts: Documents × terms, 32-bit floats.
        terms: The term of each column, sorted.
    """

    counts: csr_matrix
    terms: tuple[str, ...]


def terms_of(text: str, segmenter: Segmenter) -> list[str]:
    """Cuts a text into folded terms: words that name something, do something or tell how it is.

    Args:
        text: Any text.
        segmenter: Cuts the words, and decides which of them are counted as one.

    Returns:
        The terms in order, with repetitions; without stop words, numbers and punctuation, and
        without words of closed classes that no list of stop words has in full (跟着, 一趟).
    """
    tags = segmenter.tags(fold_text(text))
    return [word for word, pos in tags if is_counted(word, pos, segmenter)]


def is_counted(word: str, pos: str, segmenter: Segmenter) -> bool:
    """Tells whether a word is a term that is counted.

    Args:
        word: A folded word.
        pos: Its part of speech.
        segmenter: The one that cut it, which knows the library's own words.

    Returns:
        True for terms of open classes, and for whatever the library lists itself.
    """
    if not segmenter.is_term(word):
        return False
    # What holds Latin letters is tagged as a number now and then (5g).
    last = word[-1]
    is_open = last.isascii() or (pos[0] not in _CLOSED_CLASSES and last not in _ASPECTS)
    return is_open or word in segmenter.listed


def document_term_matrix(
    token_lists: Sequence[Sequence[str]], *, min_df: int = 1, max_df: float = 1.0
) -> DocumentTermMatrix:
    """Counts the terms of documents.

    Args:
        token_lists: For each document its terms.
        min_df: Documents a term must occur in at least to be a column.
        max_df: Share of the documents a term may occur in at most.

    Returns:
        The matrix; it has no columns if no term is left.
    """
    frequencies: Counter[str] = Counter()
    for tokens in token_lists:
        frequencies.update(set(tokens))
    most = max_df * len(token_lists)
    terms = tuple(sorted(t for t, df in frequencies.items() if min_df <= df <= most))
    return DocumentTermMatrix(count_terms(token_lists, terms), terms)


def count_terms(token_lists: Iterable[Sequence[str]], terms: Sequence[str]) -> csr_matrix:
    """Counts given terms in documents.

    Args:
        token_lists: For each document its terms; others than the given are passed over.
        terms: The columns.

    Returns:
        Documents × terms.
    """
    from scipy.sparse import csr_matrix

    column = {term: index for index, term in enumerate(terms)}
    indices: list[int] = []
    values: list[int] = []
    ends = [0]
    for tokens in token_lists:
        counts = Counter(index for token in tokens if (index := column.get(token)) is not None)
        indices.extend(counts.keys())
        values.extend(counts.values())
        ends.append(len(indices))
    counts_matrix: csr_matrix = csr_matrix(
        (np.array(values, dtype=np.float32), np.array(indices, dtype=np.int32), np.array(ends)),
        shape=(len(ends) - 1, len(terms)),
    )
    counts_matrix.sort_indices()
    return counts_matrix


def inverse_document_frequencies(counts: csr_matrix) -> NDArray[np.float32]:
    """Measures how rare each term is among the documents.

    Args:
        counts: Documents × terms.

    Returns:
        For each term 1 + ln(documents / documents with the term).
    """
    documents, terms = counts.shape
    found = np.bincount(counts.indices, minlength=terms)
    idf: NDArray[np.float32] = (1 + np.log(max(1, documents) / np.maximum(1, found))).astype(
        np.float32
    )
    return idf


def tfidf(counts: csr_matrix, idf: NDArray[np.float32] | None = None) -> csr_matrix:
    """Weighs counts by 1 + ln(count), times rarity, rows scaled to length 1.

    Args:
        counts: Documents × terms.
        idf: Rarity of the terms; that among these documents if None.

    Returns:
        Documents × terms; rows without terms stay 0.
    """
    rarity = inverse_document_frequencies(counts) if idf is None else idf
    weights = counts.copy()
    weights.data = (1 + np.log(weights.data)) * rarity[weights.indices]
    rows = np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr))
    squares = np.bincount(rows, weights=weights.data**2, minlength=weights.shape[0])
    lengths = np.sqrt(np.maximum(squares, np.finfo(np.float32).tiny))
    weights.data = (weights.data / lengths[rows]).astype(np.float32)
    return weights
