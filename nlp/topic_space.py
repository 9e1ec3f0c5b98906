"""The space topics are found in: TF-IDF weights of passages and of whole articles."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from nlp.concepts import Rows
from nlp.matrix import inverse_document_frequencies, tfidf
from nlp.passage_terms import columns_of, count_passages, sum_rows, terms_within
from nlp.passages import passage_bounds
from nlp.segmentation import Segmenter
from nlp.tokens import TokenTable
from nlp.topic_weights import Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# From this many articles on, terms are weighed by the articles they occur in, else by passages.
_MANY_ARTICLES = 40
# From this many articles for each topic on, the whole of an article has its full say beside its
# passages: the square root of their number, as measured best. A few essays have next to none.
_ARTICLES_PER_TOPIC = 20
_MOST_COMMON = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class TopicSpace:
    """What topics are found in.

    Attributes:
        terms: The columns.
        idf: Their rarity.
        passages: Passages × terms, TF-IDF.
        articles: Articles × terms, TF-IDF.
        sizes: For each article its passages.
        many: Whether there are articles enough to tell what is common in them.
    """

    terms: tuple[str, ...]
    idf: Floats
    passages: csr_matrix
    articles: csr_matrix
    sizes: NDArray[np.int64]
    many: bool

    def rows(self, count: int) -> Rows:
        """Articles and passages together, with their votes when so many topics are wanted."""
        from scipy.sparse import vstack

        voice = min(1.0, len(self.sizes) / (_ARTICLES_PER_TOPIC * max(1, count)))
        votes = np.concatenate([np.sqrt(voice * self.sizes), np.ones(self.passages.shape[0])])
        return Rows.filled(vstack([self.articles, self.passages], format="csr"), votes)


def topic_space(
    table: TokenTable, segmenter: Segmenter, needed: AbstractSet[str], hidden: frozenset[str]
) -> TopicSpace:
    """Counts passages and articles, and chooses the terms that tell some from others.

    Args:
        table: Documents.
        segmenter: Cut the words.
        needed: Terms that are there in any case.
        hidden: Terms that are not.

    Returns:
        The space; terms that hardly any article has, or very many have, are no columns of it.
    """
    every = tuple(word for word in terms_within(table, segmenter) if word not in hidden)
    bounds = passage_bounds(table)
    passages = count_passages(table, bounds, columns_of(table, every, segmenter), len(every))
    articles = sum_rows(passages, bounds.owners, len(table))
    sizes = np.bincount(bounds.owners, minlength=len(table))
    many = int((sizes > 0).sum()) >= _MANY_ARTICLES
    # In a few essays a theme's own word stands in most passages; only many tell what is common.
    reference = articles[sizes > 0] if many else passages
    found = np.bincount(reference.indices, minlength=len(every))
    least = 5 if many else 2 if len(bounds) > 10 else 1
    most = (_MOST_COMMON if many else 1.0) * reference.shape[0]
    telling = (found >= least) & (found <= most)
    if not telling.any():
        telling = found > 0
    chosen = [word for word, kept in zip(every, telling, strict=True) if kept or word in needed]
    terms = tuple(sorted({*chosen, *needed}))
    at = {word: column for column, word in enumerate(every)}
    columns = np.array([at.get(word, len(every)) for word in terms], dtype=np.int64)
    passages, articles, reference = (
        _columns(counts, columns) for counts in (passages, articles, reference)
    )
    idf = inverse_document_frequencies(reference)
    return TopicSpace(terms, idf, tfidf(passages, idf), tfidf(articles, idf), sizes, many)


def _columns(counts: csr_matrix, columns: NDArray[np.int64]) -> csr_matrix:
    """Some of the columns; one behind the last is empty."""
    from scipy.sparse import csr_matrix, hstack

    empty = csr_matrix((counts.shape[0], 1), dtype=counts.dtype)
    picked: csr_matrix = hstack([counts, empty], format="csr")[:, columns].tocsr()
    picked.sort_indices()
    return picked
