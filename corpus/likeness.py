"""More like this: the words that tell most about an article, asked of the index."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

import tantivy

from corpus import index_fields
from corpus.index_folder import Snapshot
from nlp.segmentation import Segmenter
from nlp.text import fold_text

WORDS = 25
_TITLE_COUNT = 3
_LEAST_WORDS = 2
"""An article that shares fewer of the words is not like this one."""


def strongest_words(
    snapshot: Snapshot, segmenter: Segmenter, text: str, title: str = ""
) -> dict[str, float]:
    """The words of a text with the highest tf-idf in this library.

    Args:
        snapshot: The index, for the document frequencies.
        segmenter: Cuts as the index was cut.
        text: An article or a passage.
        title: Its title, whose words count more.

    Returns:
        Words that other articles have too, strongest first, with their weights.
    """
    counts = Counter(filter(segmenter.is_term, segmenter.words(fold_text(text))))
    for word in filter(segmenter.is_term, segmenter.words(fold_text(title))):
        counts[word] += _TITLE_COUNT
    articles = max(snapshot.articles, 1)
    weights: dict[str, float] = {}
    for word, count in counts.items():
        frequency = snapshot.searcher.doc_freq("words", word)
        if frequency > 1:
            weights[word] = (1 + math.log(count)) * math.log((1 + articles) / frequency)
    strongest = sorted(weights, key=lambda w: (-weights[w], w))[:WORDS]
    return {word: weights[word] for word in strongest}


def words_query(words: Mapping[str, float]) -> tantivy.Query:
    """Articles with some of the words, those with many and strong ones first."""
    schema, query = index_fields.schema(), tantivy.Query
    heaviest = max(words.values())
    parts = [
        (
            tantivy.Occur.Should,
            query.boost_query(query.term_query(schema, "words", word), weight / heaviest or 1.0),
        )
        for word, weight in words.items()
    ]
    return query.boolean_query(parts, minimum_number_should_match=min(_LEAST_WORDS, len(parts)))
