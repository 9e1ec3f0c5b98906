"""Themes for pages: fitted in a job of their own, kept by archive revision, with lasting colours.

A theme's colour hangs on what it is about. The themes of the whole library take the colours of
the palette in their order; those of a selection take the colours of the library's themes that
they resemble most, those of a named set the colours they were given. So one theme has one colour
on every page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from corpus.archive import Archive
from corpus.keywords import Method, SelectionKeywords
from corpus.theme_set import ThemeSet
from corpus.themes import Example, ThemesFound
from nlp.topic_quality import CountTrial, Stability, find_again, stability, suggest, try_counts
from pages.parts.caching import kept
from pages.parts.jobs import Job, Jobs, worked_out
from pages.parts.palette import PALETTE, colour
from pages.parts.resources import open_archive
from pages.parts.selection import Selection

SEED = 0
PASSAGES = 6
WORDS = 20
COUNTS = (4, 6, 8, 10, 12)
"""Numbers of themes to choose from; none beyond the palette."""
SMALL = 300
"""Up to so many articles it is told at once how stable themes are."""
AT_ONCE = 3_000
"""Of up to so many articles the themes are looked for although nobody has asked."""
STARTS = 5
_LABEL_WORDS = 3


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as pages show it.

    Attributes:
        index: Place among the themes.
        id: Its id in the named set; 0 for one that was only found.
        slot: Place of its colour in the palette.
        name: What somebody called it; empty if nobody did.
        words: Words with weights, strongest first.
        share: Part of the articles' text that is about it.
        examples: Passages that say most about it.
    """

    index: int
    id: int
    slot: int
    name: str
    words: tuple[tuple[str, float], ...]
    share: float
    examples: tuple[Example, ...]

    @property
    def label(self) -> str:
        """Its name, or its first words."""
        return self.name or "、".join(word for word, _ in self.words[:_LABEL_WORDS])

    @property
    def colour(self) -> str:
        """Its colour."""
        return colour(self.slot)


@dataclass(frozen=True, slots=True, eq=False)
class ThemeMap:
    """The themes of some articles.

    Attributes:
        themes: The themes; none if there is too little text.
        found: What they were made of.
        set: The named set they belong to; None if they were only found.
        revision: Archive revision that was looked at.
    """

    themes: tuple[Theme, ...]
    found: ThemesFound
    set: ThemeSet | None
    revision: int

    @property
    def articles(self) -> tuple[int, ...]:
        """Ids of the articles."""
        return self.found.article_ids

    @property
    def mix(self) -> NDArray[np.float32]:
        """Articles × themes, rows sum to 1."""
        return self.found.mix

    @property
    def years(self) -> dict[int, tuple[float, ...]]:
        """For each year with articles how many articles' worth each theme has."""
        return dict(self.found.years)

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


@dataclass(frozen=True, slots=True)
class Advice:
    """What was tried to advise a number of themes.

    Attributes:
        trials: Each number with how good its themes are.
        count: The advised number.
    """

    trials: tuple[CountTrial, ...]
    count: int


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The jobs that look for themes."""
    return Jobs()


def themes_of(
    selection: Selection, count: int | None, patience: float | None, set_id: int | None = None
) -> ThemeMap | Job:
    """The themes of the selected articles, or the job that is still looking for them.

    Args:
        selection: Which articles.
        count: How many themes; None leaves it to the size of the selection.
        patience: Seconds to wait; None waits for the end.
        set_id: Take the themes of this named set.

    Raises:
        SixueError: What stopped the search for themes.
    """
    archive = open_archive()
    revision = archive.revision()

    def work(job: Job) -> ThemeMap:
        return _fit(archive, revision, selection, count, set_id, job)

    return worked_out(jobs(), _key(revision, selection, count, set_id), "主题", work, patience)


def _key(revision: int, selection: Selection, count: int | None, set_id: int | None) -> str:
    return f"{open_archive().identity()}-{revision}-{count}-{set_id}-{selection.params()}"


def library_themes(patience: float | None) -> ThemeMap | Job:
    """The themes of the whole library; see `themes_of`."""
    return themes_of(Selection(), None, patience)


def themes_at_hand(patience: float) -> ThemeMap | None:
    """The themes of the whole library if they are known, or are found at once because it is small.

    Args:
        patience: Seconds to wait for those of a small library.
    """
    archive = open_archive()
    known = jobs().get(_key(archive.revision(), Selection(), None, None)) is not None
    if not known and archive.articles.count() > AT_ONCE:
        return None
    found = library_themes(patience)
    return None if isinstance(found, Job) else found


def steadiness(themes: ThemeMap, patience: float) -> Stability | Job | None:
    """How alike the themes of a few articles are when looked for again.

    Args:
        themes: Themes that were found, not those of a named set.
        patience: Seconds to wait.

    Returns:
        The measure, the job that is still at it, or None where nobody need know.

    Raises:
        SixueError: What stopped the search.
    """
    if themes.set or len(themes.themes) < 2 or len(themes.articles) > SMALL:
        return None
    archive, model = open_archive(), themes.found.model
    marks = hash((themes.articles, len(themes.themes)))
    key = f"steadiness-{archive.identity()}-{themes.revision}-{marks}"

    def work(_job: Job) -> Stability:
        segmenter = archive.dictionary.segmenter()
        table = archive.tokens.table(themes.articles)
        again = find_again(table, len(themes.themes), segmenter=segmenter, seeds=STARTS)
        return stability([model, *again])

    return worked_out(jobs(), key, "稳定性", work, patience)


def advice(selection: Selection, patience: float) -> Advice | Job:
    """How many themes the selected articles have, or the job that is trying it out.

    Raises:
        SixueError: What stopped the trials.
    """
    archive = open_archive()
    key = f"advice-{archive.identity()}-{archive.revision()}-{selection.params()}"

    def work(job: Job) -> Advice:
        ids = sorted(archive.search.ids(filters=selection.filters))
        table = archive.tokens.table(ids, job.report)
        trials = try_counts(
            table, COUNTS, segmenter=archive.dictionary.segmenter(), report=job.report
        )
        return Advice(trials, suggest(trials))

    return worked_out(jobs(), key, "建议主题数", work, patience)


def advised(selection: Selection) -> bool:
    """True if somebody has asked for advice on these articles already."""
    archive = open_archive()
    key = f"advice-{archive.identity()}-{archive.revision()}-{selection.params()}"
    return jobs().get(key) is not None


@kept(64)
def selection_keywords(
    at_revision: int,  # noqa: ARG001
    selection: Selection,
    limit: int,
    method: Method = "sixue",
) -> SelectionKeywords:
    """Keywords of the selected articles by a method, the strongest first."""
    return open_archive().keywords.of_selection(selection.filters, limit, method)


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


def _fit(
    archive: Archive,
    revision: int,
    selection: Selection,
    count: int | None,
    set_id: int | None,
    job: Job,
) -> ThemeMap:
    ids = archive.search.ids(selection.query, filters=selection.filters)
    if set_id is not None:
        named = archive.theme_sets.get(set_id)
        found = archive.theme_sets.view(named, ids, job.report)
        themes = [
            _theme(found, i, kept.slot, kept.label, kept.id) for i, kept in enumerate(named.themes)
        ]
        return ThemeMap(tuple(themes), found, named, revision)
    found = archive.themes.fit(ids, count=count, most=COUNTS[-1], seed=SEED, report=job.report)
    slots = list(range(len(found.topics)))
    if selection or count is not None:
        reference = library_themes(patience=None)
        if isinstance(reference, ThemeMap):
            slots = align([topic.words[:WORDS] for topic in found.topics], reference.themes)
    themes = [_theme(found, i, slots[i]) for i in range(len(found.topics))]
    return ThemeMap(tuple(themes), found, None, revision)


def _theme(found: ThemesFound, place: int, slot: int, name: str = "", theme_id: int = 0) -> Theme:
    topic = found.topics[place]
    examples = found.examples[place][:PASSAGES]
    return Theme(place, theme_id, slot, name, topic.words[:WORDS], topic.prevalence, examples)
