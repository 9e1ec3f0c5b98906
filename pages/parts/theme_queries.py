"""Themes for pages: fitted in a job of their own, kept by archive revision, with lasting colours.

A theme's colour hangs on what it is about. The themes of the whole library take the colours of
the palette in their order; those of a selection take the colours of the library's themes that
they resemble most. So one theme has one colour on every page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from corpus.archive import Archive
from nlp.keywords import Keyword
from pages.parts.caching import kept
from pages.parts.jobs import Job, Jobs
from pages.parts.palette import PALETTE, colour
from pages.parts.resources import open_archive
from pages.parts.selection import Selection

SEED = 0
PASSAGES = 6
WORDS = 20
COUNTS = (4, 6, 8, 10, 12)
"""Numbers of themes to choose from; none beyond the palette."""
_LABEL_WORDS = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A passage that says much about a theme."""

    article_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as pages show it.

    Attributes:
        index: Place among the themes, the most prevalent first.
        slot: Place of its colour in the palette.
        words: Words with weights, strongest first.
        share: Part of the articles' text that is about it.
        examples: Passages that say most about it.
    """

    index: int
    slot: int
    words: tuple[tuple[str, float], ...]
    share: float
    examples: tuple[Example, ...]

    @property
    def label(self) -> str:
        """Its first words."""
        return "、".join(word for word, _ in self.words[:_LABEL_WORDS])

    @property
    def colour(self) -> str:
        """Its colour."""
        return colour(self.slot)


@dataclass(frozen=True, slots=True, eq=False)
class ThemeMap:
    """The themes of some articles.

    Attributes:
        themes: The themes; none if there is too little text.
        articles: Ids of the articles.
        mix: Articles × themes, rows sum to 1.
        years: For each year with articles how many articles' worth each theme has.
        undated: Articles without a date.
        revision: Archive revision that was looked at.
        selected: How many articles there are; more than `articles` if those are a sample.
    """

    themes: tuple[Theme, ...]
    articles: tuple[int, ...]
    mix: NDArray[np.float64]
    years: dict[int, tuple[float, ...]]
    undated: int
    revision: int
    selected: int

    def strongest(self, theme: int, limit: int) -> list[tuple[int, float]]:
        """Articles with the greatest share of a theme: id and share."""
        if not self.articles:
            return []
        shares = self.mix[:, theme]
        order = np.argsort(-shares, kind="stable")[:limit]
        return [(self.articles[i], float(shares[i])) for i in order if shares[i] > 0]

    def of_article(self, article_id: int) -> tuple[float, ...]:
        """The shares of the themes in one article; empty if it was not looked at."""
        if article_id not in self.articles:
            return ()
        return tuple(float(v) for v in self.mix[self.articles.index(article_id)])


@st.cache_resource(show_spinner=False)
def _jobs() -> Jobs:
    return Jobs()


def themes_of(selection: Selection, count: int | None, patience: float | None) -> ThemeMap | Job:
    """The themes of the selected articles, or the job that is still looking for them.

    Args:
        selection: Which articles.
        count: How many themes; None leaves it to the size of the selection.
        patience: Seconds to wait; None waits for the end.

    Raises:
        SixueError: What stopped the search for themes.
    """
    archive = open_archive()
    revision = archive.revision()
    key = f"{archive.identity()}-{revision}-{count}-{selection.params()}"
    job = _jobs().start(key, "主题", lambda _job: _fit(archive, revision, selection, count))
    if not job.wait(patience):
        return job
    if job.error is not None:
        _jobs().forget(key)
        raise job.error
    result: ThemeMap = job.result
    return result


def library_themes(patience: float | None) -> ThemeMap | Job:
    """The themes of the whole library; see `themes_of`."""
    return themes_of(Selection(), None, patience)


@kept(64)
def selection_keywords(at_revision: int, selection: Selection, limit: int) -> list[Keyword]:  # noqa: ARG001
    """Keywords of the selected articles, the strongest first."""
    return list(open_archive().keywords.of_selection(selection.filters, limit).keywords)


def align(words: Sequence[Sequence[tuple[str, float]]], reference: Sequence[Theme]) -> list[int]:
    """Slots of the palette for themes, so that each has the colour of the one it resembles.

    Args:
        words: Words with weights of each theme.
        reference: Themes that have their colours already.

    Returns:
        A slot for each theme, no slot twice as long as the palette lasts.
    """
    from scipy.optimize import linear_sum_assignment

    likeness = np.array([[_likeness(own, theme.words) for theme in reference] for own in words])
    slots: dict[int, int] = {}
    if likeness.size:
        for row, column in zip(*linear_sum_assignment(-likeness), strict=True):
            if likeness[row, column] > 0:
                slots[int(row)] = reference[int(column)].slot
    free = iter(slot for slot in range(len(words) + len(PALETTE)) if slot not in slots.values())
    return [slots[i] if i in slots else next(free) for i in range(len(words))]


def _likeness(one: Sequence[tuple[str, float]], other: Sequence[tuple[str, float]]) -> float:
    """Cosine of two lists of weighted words."""
    weights, others = dict(one), dict(other)
    product = sum(weight * others.get(word, 0.0) for word, weight in weights.items())
    lengths = sum(w * w for w in weights.values()) * sum(w * w for w in others.values())
    return product / lengths**0.5 if lengths else 0.0


def _fit(archive: Archive, revision: int, selection: Selection, count: int | None) -> ThemeMap:
    ids = archive.search.ids(selection.query, filters=selection.filters)
    found = archive.themes.fit(ids, count=count, seed=SEED)
    if count is None and len(found.topics) > COUNTS[-1]:
        found = archive.themes.fit(ids, count=COUNTS[-1], seed=SEED)
    words = [topic.words[:WORDS] for topic in found.topics]
    slots = list(range(len(words)))
    if selection or count is not None:
        reference = library_themes(patience=None)
        if isinstance(reference, ThemeMap):
            slots = align(words, reference.themes)
    themes = tuple(
        Theme(
            index=topic.index,
            slot=slots[topic.index],
            words=words[topic.index],
            share=topic.prevalence,
            examples=tuple(
                Example(example.article_id, example.text)
                for example in found.examples[topic.index][:PASSAGES]
            ),
        )
        for topic in found.topics
    )
    return ThemeMap(
        themes=themes,
        articles=found.article_ids,
        mix=found.mix,
        years=dict(found.years),
        undated=found.undated,
        revision=revision,
        selected=found.selected,
    )
