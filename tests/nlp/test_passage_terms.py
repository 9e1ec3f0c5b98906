from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.matrix import terms_of
from nlp.passage_terms import columns_of, count_passages, sum_rows, terms_within
from nlp.passages import passage_bounds, split_passages
from nlp.segmentation import default_segmenter
from nlp.tokens import tokenise
from tests.essays import BAMBOO, CANTEEN, RIVER, THEMES
from tests.nlp.topic_library import LIBRARY

SEGMENTER = default_segmenter()
PARAGRAPHS = [paragraph for theme in THEMES.values() for paragraph in theme]
articles = st.lists(
    st.tuples(
        st.sampled_from(["", "竹编之乡", "河长"]),
        st.lists(st.sampled_from(PARAGRAPHS), max_size=5),
    ),
    max_size=4,
)


@given(articles)
@settings(deadline=None)
def test_what_is_counted_stands_in_the_passages_shown(
    written: list[tuple[str, list[str]]],
) -> None:
    table = tokenise([(n, (title, *its)) for n, (title, its) in enumerate(written)], SEGMENTER)
    bounds, terms = passage_bounds(table), terms_within(table, SEGMENTER)
    columns = columns_of(table, terms, SEGMENTER)
    counts = count_passages(table, bounds, columns, len(terms)).toarray()
    shown = [p for n, (_, its) in enumerate(written) for p in split_passages(n, its, SEGMENTER)]
    assert len(counts) == len(shown)
    for row, passage in zip(counts, shown, strict=True):
        found = {term: int(n) for term, n in zip(terms, row, strict=True) if n}
        assert found == Counter(terms_of(passage.text, SEGMENTER))


def test_some_passages_count_as_they_do_among_all() -> None:
    bounds, terms = passage_bounds(LIBRARY), terms_within(LIBRARY, SEGMENTER)
    columns = columns_of(LIBRARY, terms, SEGMENTER)
    every = count_passages(LIBRARY, bounds, columns, len(terms)).toarray()
    picked = np.arange(1, len(bounds), 3)
    some = count_passages(LIBRARY, bounds.take(picked), columns, len(terms))
    assert (some.toarray() == every[picked]).all()
    assert count_passages(LIBRARY, bounds.between(0, 0), columns, len(terms)).shape == (
        0,
        len(terms),
    )


def test_terms_are_those_of_the_documents_alone() -> None:
    table = tokenise([(1, ("", *BAMBOO)), (2, ("", *RIVER)), (3, ("", *CANTEEN))], SEGMENTER)
    terms = terms_within(table.select([0]), SEGMENTER)
    assert terms == tuple(sorted(set(terms_of("".join(BAMBOO), SEGMENTER))))


def test_documents_have_what_their_passages_have() -> None:
    bounds, terms = passage_bounds(LIBRARY), terms_within(LIBRARY, SEGMENTER)
    columns = columns_of(LIBRARY, terms, SEGMENTER)
    counts = count_passages(LIBRARY, bounds, columns, len(terms))
    summed = sum_rows(counts, bounds.owners, len(LIBRARY) + 1).toarray()
    for row in range(len(LIBRARY)):
        assert (summed[row] == counts[bounds.owners == row].toarray().sum(axis=0)).all()
    assert not summed[-1].any()
