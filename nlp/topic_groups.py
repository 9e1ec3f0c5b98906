"""Topics that somebody has put together: a model whose topics are groups of another's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nlp.topic_weights import to_unit
from nlp.topics import Topic, TopicModel


def grouped(model: TopicModel, groups: Sequence[Sequence[int]]) -> TopicModel:
    """Makes one topic of each group of topics.

    Args:
        model: The topics.
        groups: Indices of topics, each in one group at most; topics of no group are left out.

    Returns:
        A model of as many topics as there are groups, in their order. What stands in a group's
        topics is added up.
    """
    sums = np.zeros((len(model.topics), len(groups)), dtype=np.float32)
    for place, group in enumerate(groups):
        sums[list(group), place] = 1
    made = replace(
        model,
        mix=model.mix @ sums,
        passage_topics=model.passage_topics @ sums,
        basis=to_unit(sums.T @ model.basis),
        counts=sums.T @ model.counts,
        pinned=tuple(frozenset().union(*(model.pinned[i] for i in its)) for its in groups),
    )
    shares = [sum(model.topics[i].prevalence for i in its) for its in groups]
    topics = (Topic(i, made.words(i), share) for i, share in enumerate(shares))
    return replace(made, topics=tuple(topics))
