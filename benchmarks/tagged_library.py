"""Tags for a library of any size, given by rule from its words, so that there is much to learn.

Each tag stands for a word: articles that hold it often, or in their title, bear the tag. A tag is
called by its word or, every other one, by a name that stands in no text, which only examples can
teach. A tenth of the tags an article should bear are left out, as an editor leaves some out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np

from corpus.archive import Archive
from nlp.tokens import PART_END, TokenTable

LEAST_ARTICLES = 5
MOST_SHARE = 0.05
FORGOTTEN = 0.1
MOST_TAGS = 5


def tag_by_words(archive: Archive, tags: int, articles: int) -> int:
    """Puts tags on articles of a library.

    Args:
        archive: The library.
        tags: How many tags it gets.
        articles: Only so many of the first articles are tagged.

    Returns:
        How many articles bear tags now.
    """
    table = archive.tokens.table()
    table = table.select(range(min(articles, len(table))))
    borne = _borne(table, _words(archive, table, tags))
    rng = random.Random(7)
    tagged: set[int] = set()
    room = dict.fromkeys(table.documents.tolist(), MOST_TAGS)
    for number, (word, ids) in enumerate(borne):
        chosen = [i for i in ids if room[i] and rng.random() > FORGOTTEN]
        name = word if number % 2 else f"专题{number:04}"
        archive.tags.put_on_many(chosen or ids[:1], name)
        for i in chosen:
            room[i] -= 1
        tagged.update(chosen)
    return len(tagged)


def _words(archive: Archive, table: TokenTable, tags: int) -> list[str]:
    """Words neither rare nor everywhere, evenly spread between."""
    segmenter = archive.dictionary.segmenter()
    words, of_type = table.words()
    pairs = np.unique(table.owners() * len(words) + of_type[np.asarray(table.tokens)])
    counts = np.bincount(pairs % len(words), minlength=len(words))
    order = np.argsort(counts, kind="stable")
    most = MOST_SHARE * len(table)
    fit = [
        words[n]
        for n in order.tolist()
        if LEAST_ARTICLES <= counts[n] <= most and len(words[n]) > 1 and segmenter.is_term(words[n])
    ]
    places = np.linspace(0, len(fit) - 1, min(tags, len(fit))).astype(np.int64)
    return [fit[place] for place in places.tolist()]


def _borne(table: TokenTable, chosen: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    """For each word the articles that hold it twice, or in their title; all, if none do."""
    words, of_type = table.words()
    numbers = {word: number for number, word in enumerate(words)}
    tokens = np.asarray(table.tokens)
    found = of_type[tokens]
    owners = table.owners()
    ends = np.flatnonzero(tokens == PART_END)
    title_ends = ends[np.searchsorted(ends, table.starts[:-1])]
    titled = np.arange(len(tokens)) < title_ends[owners]
    order = np.argsort(found, kind="stable")
    bounds = np.searchsorted(found[order], [[numbers[w], numbers[w] + 1] for w in chosen])
    for word, (start, end) in zip(chosen, bounds.tolist(), strict=True):
        at = order[start:end]
        weight = np.bincount(owners[at], 1 + titled[at], minlength=len(table))
        rows = np.flatnonzero(weight >= 2)
        yield word, table.documents[rows if len(rows) else np.unique(owners[at])].tolist()
