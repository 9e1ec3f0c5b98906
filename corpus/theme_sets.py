"""Named sets of themes: renamed, merged, split, pinned by hand, and found again in what comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from corpus import theme_set
from corpus.filters import Filters
from corpus.named_items import Fields, InvalidItem, NamedItems
from corpus.rows import storable
from corpus.schema import theme_sets as table
from corpus.theme_set import Refit, SetTheme, ThemeChange, ThemeSet, with_theme
from corpus.themes import ThemesFound
from nlp.topic_fitting import Report, split_topic
from nlp.topic_groups import grouped
from nlp.topic_matching import changed_words, cosines

if TYPE_CHECKING:
    from corpus.archive import Archive

MOST_SETS = 200
LONGEST_LABEL = 30
MOST_WORDS = 50
WORDS_KEPT = 20
COLOURS = 12
VECTOR_WORDS = 100
"""Words of a vector that are kept: enough to find a theme again."""

Edit = Callable[[ThemeSet], ThemeSet]


class ThemeSets:
    """The theme sets of one archive; safe to share between threads.

    Args:
        archive: The archive.

    Attributes:
        kept: They inside one transaction, for whoever takes changes back.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        kept = ("name", "settings", "themes", "fitted_revision")
        self._items = NamedItems(
            archive.database, table, "theme_set", kept, theme_set.made, "主题集", MOST_SETS
        )
        self.kept = self._items.inside

    def all(self) -> list[ThemeSet]:
        """Every set, in the order they were made."""
        return self._items.all()

    def get(self, set_id: int) -> ThemeSet:
        """One set.

        Raises:
            ItemNotFound: None has this id.
        """
        return self._items.get(set_id)

    def create(
        self,
        name: str,
        found: ThemesFound,
        filters: Filters,
        slots: Sequence[int] = (),
    ) -> ThemeSet:
        """Keeps topics under a name.

        Args:
            name: 1 to 60 characters.
            found: The topics.
            filters: Of which articles they are.
            slots: Their colours, places of the palette; in their order if none are given.

        Raises:
            InvalidItem: The name cannot be kept or is taken, or there are no topics.
        """
        if not found.topics:
            raise InvalidItem(
                "没有可以保存的主题。", "请先放宽筛选或导入文章，看到主题以后再保存。"
            )
        themes = tuple(
            SetTheme(
                id=place + 1,
                label="",
                slot=slots[place] if place < len(slots) else place,
                pinned=(),
                words=_first_words(topic.words),
                share=topic.prevalence,
                components=(found.model.vector(place, VECTOR_WORDS),),
            )
            for place, topic in enumerate(found.topics)
        )
        made = ThemeSet(
            0,
            name,
            filters,
            (),
            themes,
            len(themes) + 1,
            found.revision,
            0,
            "",
            datetime.now(UTC),
        )
        return self._items.create(theme_set.fields(name, made))

    def remove(self, set_id: int) -> None:
        """Removes a set; `undo` brings it back.

        Raises:
            ItemNotFound: None has this id.
        """
        self._items.remove(set_id)

    def undo(self, set_id: int) -> ThemeSet | None:
        """Takes the last change of a set back, and the one before it if asked again.

        Raises:
            ItemNotFound: There is nothing to take back.
        """
        return self._items.undo(set_id)

    def label(self, set_id: int, theme_id: int, label: str) -> ThemeSet:
        """Gives a theme a name; an empty one gives it back its first words.

        Raises:
            ItemNotFound: None has this id.
            InvalidItem: The set has no such theme, or the name is too long.
        """
        clean = " ".join(storable(label).split())
        if len(clean) > LONGEST_LABEL:
            raise InvalidItem(
                f"主题的名称太长：{len(clean)} 个字。", f"请写在 {LONGEST_LABEL} 字以内。"
            )
        return self._edit_theme(set_id, theme_id, lambda t: replace(t, label=clean))

    def colour(self, set_id: int, theme_id: int, slot: int) -> ThemeSet:
        """Gives a theme another colour of the palette; errors as for `label`."""
        if not 0 <= slot < COLOURS:
            raise InvalidItem("没有这个颜色。", f"请用第 1 到第 {COLOURS} 色。")
        return self._edit_theme(set_id, theme_id, lambda t: replace(t, slot=slot))

    def pin(self, set_id: int, theme_id: int, words: Iterable[str]) -> ThemeSet:
        """Says which words belong to a theme whatever is found; errors as for `label`."""
        kept = _words(words)

        def edit(one: ThemeSet) -> ThemeSet:
            theme = _theme(one, theme_id)
            # A word belongs to one theme, and is not hidden.
            others = (
                replace(t, pinned=tuple(w for w in t.pinned if w not in kept)) for t in one.themes
            )
            hidden = tuple(word for word in one.hidden if word not in kept)
            moved = replace(one, themes=tuple(others), hidden=hidden)
            return with_theme(moved, replace(theme, pinned=kept))

        return self._edit(set_id, edit)

    def hide(self, set_id: int, words: Iterable[str]) -> ThemeSet:
        """Says which words are neither counted nor shown; errors as for `label`."""
        kept = _words(words)

        def edit(one: ThemeSet) -> ThemeSet:
            themes = (
                replace(t, pinned=tuple(w for w in t.pinned if w not in kept)) for t in one.themes
            )
            return replace(one, hidden=kept, themes=tuple(themes))

        return self._edit(set_id, edit)

    def merge(self, set_id: int, theme_ids: Sequence[int]) -> ThemeSet:
        """Makes one theme of several: the name and colour are those of the largest.

        Raises:
            ItemNotFound: None has this id.
            InvalidItem: These are not two themes or more of the set.
        """

        def edit(one: ThemeSet) -> ThemeSet:
            chosen = [_theme(one, theme_id) for theme_id in dict.fromkeys(theme_ids)]
            if len(chosen) < 2:
                raise InvalidItem("合并至少要两个主题。", "请再选一个。")
            largest = max(chosen, key=lambda theme: (bool(theme.label), theme.share, -theme.id))
            words = [word for theme in chosen for word in theme.words]
            together = replace(
                largest,
                pinned=tuple(dict.fromkeys(w for theme in chosen for w in theme.pinned)),
                words=tuple(dict.fromkeys([*largest.words[:5], *words]))[:WORDS_KEPT],
                share=sum(theme.share for theme in chosen),
                components=tuple(v for theme in chosen for v in theme.components),
            )
            gone = {theme.id for theme in chosen} - {largest.id}
            rest = tuple(theme for theme in one.themes if theme.id not in gone)
            return with_theme(replace(one, themes=rest), together)

        return self._edit(set_id, edit)

    def split(self, set_id: int, theme_id: int) -> ThemeSet:
        """Makes several themes of one: a merged one falls into its parts, another in two.

        Raises:
            ItemNotFound: None has this id.
            InvalidItem: The set has no such theme, or it does not fall apart.
        """
        one = self.get(set_id)
        theme = _theme(one, theme_id)
        parts = list(theme.components)
        if len(parts) == 1:
            parts = self._halves(one, theme)
        if len(parts) < 2:
            raise InvalidItem(
                f"“{theme.name}”分不开：它的段落彼此太像。", "可以先换一个主题来拆分。"
            )

        def edit(now: ThemeSet) -> ThemeSet:
            return _split(now, theme, parts)

        return self._edit(set_id, edit, expected=one.revision)

    def view(
        self, one: ThemeSet, filters: Filters | Sequence[int], report: Report | None = None
    ) -> ThemesFound:
        """Finds the themes of a set in articles as they are now.

        Every theme goes on from the vectors it was kept with, in all articles of the set, so it
        stays the one it was; only then some of them are looked at.

        Args:
            one: The set.
            filters: Which articles, or their ids.
            report: Told what is done of how much, and what it is.
        """
        found = self._archive.themes.fit(
            one.filters,
            start=one.components,
            pinned=one.pinned,
            hidden=one.hidden,
            groups=one.groups,
            report=report,
        )
        if filters == one.filters:
            return found
        return self._archive.themes.only(found, filters)

    def refit(self, set_id: int, report: Report | None = None) -> Refit:
        """Keeps a set's themes as they are in the library now, and tells what changed.

        Raises:
            ItemNotFound: None has this id.
            ItemChanged: Somebody has changed it in the meantime.
        """
        one = self.get(set_id)
        found = self._archive.themes.fit(
            one.filters, start=one.components, pinned=one.pinned, hidden=one.hidden, report=report
        )
        if not found.article_ids:
            raise InvalidItem(
                "没有文章可以用来更新。", "这个主题集所选的文章都不在了，主题没有动。"
            )
        vectors = [found.model.vector(i, VECTOR_WORDS) for i in range(len(found.topics))]
        shown = grouped(found.model, one.groups)
        themes = tuple(
            replace(
                theme,
                words=_first_words(topic.words),
                share=topic.prevalence,
                components=tuple(vectors[i] for i in its),
            )
            for theme, topic, its in zip(one.themes, shown.topics, one.groups, strict=True)
        )
        now = self._edit(
            set_id,
            lambda old: replace(old, themes=themes, fitted_revision=found.revision),
            expected=one.revision,
        )
        changes = tuple(map(_change, one.themes, now.themes))
        return Refit(changes, len(found.article_ids), now)

    def _halves(self, one: ThemeSet, theme: SetTheme) -> list[theme_set.Vector]:
        """The two vectors that a simple theme falls into."""
        found = self._archive.themes.fit(
            one.filters, start=one.components, pinned=one.pinned, hidden=one.hidden
        )
        ids = found.model.documents.tolist()
        place = one.groups[one.themes.index(theme)][0]
        halves = split_topic(found.model, self._archive.tokens.table(ids), place)
        return [dict(list(half.items())[:VECTOR_WORDS]) for half in halves if half]

    def _edit(self, set_id: int, edit: Edit, expected: int | None = None) -> ThemeSet:
        def edited(old: Fields) -> Fields:
            before = theme_set.made(
                id=set_id, revision=0, actor="", changed_at=datetime.now(UTC), **dict(old)
            )
            after = edit(before)
            return theme_set.fields(after.name, after)

        return self._items.change(set_id, edited, expected=expected)

    def _edit_theme(
        self,
        set_id: int,
        theme_id: int,
        edit: Callable[[SetTheme], SetTheme],
    ) -> ThemeSet:
        return self._edit(set_id, lambda one: with_theme(one, edit(_theme(one, theme_id))))


def _theme(one: ThemeSet, theme_id: int) -> SetTheme:
    theme = one.theme(theme_id)
    if theme is None:
        raise InvalidItem("主题集里没有这个主题。", "它可能刚被别人合并，请刷新页面再看。")
    return theme


def _split(one: ThemeSet, theme: SetTheme, parts: Sequence[theme_set.Vector]) -> ThemeSet:
    """The set with a theme for each part; the first goes on being the old one."""
    taken = [t.slot for t in one.themes]
    free = sorted(range(COLOURS), key=lambda slot: (taken.count(slot), slot))
    shares = [theme.share / len(parts)] * len(parts)
    made = [
        SetTheme(
            id=theme.id if place == 0 else one.next_theme + place - 1,
            label=theme.label if place == 0 else "",
            slot=theme.slot if place == 0 else free[(place - 1) % COLOURS],
            pinned=theme.pinned if place == 0 else (),
            words=tuple(list(part)[:WORDS_KEPT]),
            share=shares[place],
            components=(part,),
        )
        for place, part in enumerate(parts)
    ]
    at = [t.id for t in one.themes].index(theme.id)
    themes = (*one.themes[:at], *made, *one.themes[at + 1 :])
    return replace(one, themes=themes, next_theme=one.next_theme + len(parts) - 1)


def _change(old: SetTheme, new: SetTheme) -> ThemeChange:
    likeness = cosines(old.components, new.components)
    words = changed_words(_weighted(old.words), _weighted(new.words))
    return ThemeChange(
        new.name,
        min(1.0, float(likeness.diagonal().mean())) if likeness.size else 0.0,
        words,
        old.share,
        new.share,
    )


def _weighted(words: Sequence[str]) -> list[tuple[str, float]]:
    return [(word, 1.0) for word in words]


def _first_words(words: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    return tuple(word for word, _ in words[:WORDS_KEPT])


def _words(words: Iterable[str]) -> tuple[str, ...]:
    kept = tuple(dict.fromkeys(filter(None, (" ".join(storable(w).split()) for w in words))))
    if len(kept) > MOST_WORDS:
        raise InvalidItem(f"有 {len(kept)} 个词，太多了。", f"最多 {MOST_WORDS} 个。")
    return kept
