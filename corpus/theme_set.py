"""A named set of themes: topics that somebody has looked through, and what was made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from corpus.filters import Filters
from nlp.topic_matching import ChangedWords

Vector = Mapping[str, float]
DIGITS = 4


@dataclass(frozen=True, slots=True)
class SetTheme:
    """A theme of a set.

    Attributes:
        id: Never given to another theme of the set.
        label: What somebody called it; empty for its first words.
        slot: Place of its colour in the palette.
        pinned: Words that belong to it whatever is found.
        words: Its first words when the set was last fitted.
        share: Its share of the articles then.
        components: The vectors it is found again by: one, or several if themes were merged.
    """

    id: int
    label: str
    slot: int
    pinned: tuple[str, ...]
    words: tuple[str, ...]
    share: float
    components: tuple[Vector, ...]

    @property
    def name(self) -> str:
        """Its label, or its first words."""
        return self.label or "、".join(self.words[:3])


@dataclass(frozen=True, slots=True)
class ThemeSet:
    """A named set of themes.

    Attributes:
        id: Never given to another set.
        name: What it is called.
        filters: Of which articles.
        hidden: Words that are neither counted nor shown.
        themes: The themes, in their order.
        next_theme: The next free id of a theme.
        fitted_revision: The archive revision at which the vectors were found.
        revision: The archive's revision that last changed it.
        actor: Who did.
        changed_at: When, UTC.
    """

    id: int
    name: str
    filters: Filters
    hidden: tuple[str, ...]
    themes: tuple[SetTheme, ...]
    next_theme: int
    fitted_revision: int
    revision: int
    actor: str
    changed_at: datetime

    @property
    def components(self) -> list[Vector]:
        """All vectors, theme after theme."""
        return [vector for theme in self.themes for vector in theme.components]

    @property
    def groups(self) -> list[list[int]]:
        """For each theme the places of its vectors in `components`."""
        groups, at = [], 0
        for theme in self.themes:
            groups.append(list(range(at, at + len(theme.components))))
            at += len(theme.components)
        return groups

    @property
    def pinned(self) -> list[tuple[str, ...]]:
        """For each vector the words pinned to it: those of its theme, on its first one."""
        return [
            theme.pinned if place == 0 else ()
            for theme in self.themes
            for place in range(len(theme.components))
        ]

    def theme(self, theme_id: int) -> SetTheme | None:
        """The theme of an id, if there is one."""
        return next((theme for theme in self.themes if theme.id == theme_id), None)


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """What became of a theme when a set was fitted again.

    Attributes:
        name: What it is called.
        likeness: Cosine of what it was and what it is, 1 if nothing changed.
        words: First words that came and went.
        before: Its share before.
        after: Its share after.
    """

    name: str
    likeness: float
    words: ChangedWords
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Refit:
    """What a new fit has changed.

    Attributes:
        themes: Each theme, in their order.
        articles: Articles that were looked at.
        set: The set as it is now.
    """

    themes: tuple[ThemeChange, ...]
    articles: int
    set: ThemeSet


def fields(name: str, one: ThemeSet) -> dict[str, Any]:
    """What the table holds of a set."""
    return {
        "name": name,
        "settings": {
            "filters": {name: list(values) for name, values in asdict(one.filters).items()},
            "hidden": list(one.hidden),
            "next_theme": one.next_theme,
        },
        "themes": [_theme_fields(theme) for theme in one.themes],
        "fitted_revision": one.fitted_revision,
    }


def made(
    *, id: int, name: str, settings: Mapping[str, Any], themes: Sequence[Any], **rest: Any
) -> ThemeSet:
    """A set of the columns of its row."""
    filters = {key: tuple(values) for key, values in settings["filters"].items()}
    return ThemeSet(
        id=id,
        name=name,
        filters=Filters(**filters),
        hidden=tuple(settings["hidden"]),
        themes=tuple(_theme(theme) for theme in themes),
        next_theme=settings["next_theme"],
        **rest,
    )


def _theme(kept: Mapping[str, Any]) -> SetTheme:
    lists = {name: tuple(kept[name]) for name in ("pinned", "words", "components")}
    return SetTheme(**{**kept, **lists})


def _theme_fields(theme: SetTheme) -> dict[str, Any]:
    return {
        "id": theme.id,
        "label": theme.label,
        "slot": theme.slot,
        "pinned": list(theme.pinned),
        "words": list(theme.words),
        "share": round(theme.share, DIGITS),
        "components": [
            {word: round(float(weight), DIGITS) for word, weight in vector.items()}
            for vector in theme.components
        ],
    }


def with_theme(one: ThemeSet, theme: SetTheme) -> ThemeSet:
    """The set with a theme in the place of the one with its id."""
    return replace(one, themes=tuple(theme if t.id == theme.id else t for t in one.themes))
