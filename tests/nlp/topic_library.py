"""Essays on four themes as tokens, for tests of topics."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.segmentation import Segmenter, default_segmenter
from nlp.tokens import TokenTable, tokenise
from nlp.topics import TopicModel
from tests.essays import THEMES

HALVES = [half for theme in THEMES.values() for half in (theme[:3], theme[3:])]


def tokens(
    *essays: Sequence[str], first: int = 1, segmenter: Segmenter | None = None
) -> TokenTable:
    """Essays, numbered in order, as tokens; they have no titles."""
    documents = ((number, ("", *essay)) for number, essay in enumerate(essays, first))
    return tokenise(documents, segmenter or default_segmenter())


LIBRARY = tokens(*HALVES)
"""Two essays on each of four themes, in order."""


def words(model: TopicModel, most: int = 20) -> list[set[str]]:
    """The words of each topic."""
    return [{word for word, _ in topic.words[:most]} for topic in model.topics]
