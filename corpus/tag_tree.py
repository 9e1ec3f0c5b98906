"""The controlled vocabulary: tags in a hierarchy, no name in two of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from corpus.errors import SixueError
from corpus.rows import storable
from corpus.tags import InvalidTag, clean_tag, fold_tag

DEEPEST = 8
"""Levels of the hierarchy."""
MOST_ALIASES = 60
LONGEST_DESCRIPTION = 2000
LATEST_YEAR = 9999
_COLOUR = re.compile(r"#[0-9a-f]{6}")


class TagNotFound(SixueError):
    """No tag has this id or name, or it was deleted."""

    def __init__(self, name: str = "") -> None:
        said = f"“{name}”" if name else ""
        super().__init__(f"词表里没有标签{said}。", "它可能刚被别人删除或合并，请刷新页面再看。")


class TagNameTaken(InvalidTag):
    """Another tag has this name, or an alias of this form."""


class TagCycle(InvalidTag):
    """A tag would lie below itself."""


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a tag.

    Attributes:
        form: The name.
        since: First year of a former formulation; None if it is not known.
        until: Its last year.
    """

    form: str
    since: int | None = None
    until: int | None = None

    @property
    def is_dated(self) -> bool:
        """True for a former formulation."""
        return self.since is not None or self.until is not None

    @property
    def years(self) -> str:
        """“1990—2002”, with nothing for a year that is not known; empty if there is none."""
        return f"{self.since or ''}—{self.until or ''}" if self.is_dated else ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of the vocabulary.

    Attributes:
        id: Never given to another tag.
        name: The preferred name.
        parent: The tag above it.
        colour: “#rrggbb”; None for none.
        description: What it is for, in free words.
        aliases: Its other names.
        merged_into: The tag that took its place; this one is then but a name that leads there.
        revision: The archive's revision that last changed it.
        uses: Kept articles that bear it.
    """

    id: int
    name: str
    parent: int | None = None
    colour: str | None = None
    description: str = ""
    aliases: tuple[Alias, ...] = ()
    merged_into: int | None = None
    revision: int = field(default=0, compare=False)
    uses: int = field(default=0, compare=False)

    @property
    def forms(self) -> tuple[str, ...]:
        """Its name and its other names."""
        return (self.name, *(alias.form for alias in self.aliases))

    @property
    def fields(self) -> dict[str, Any]:
        """What the history keeps of it."""
        return {
            "name": self.name,
            "parent": self.parent,
            "colour": self.colour,
            "description": self.description,
            "aliases": [
                {"form": alias.form, "since": alias.since, "until": alias.until}
                for alias in self.aliases
            ],
            "merged_into": self.merged_into,
        }


def tag_of(tag_id: int, fields: Any, revision: int = 0, uses: int = 0) -> Tag:
    """The tag of fields that the history or a row holds."""
    aliases = tuple(Alias(**alias) for alias in fields["aliases"])
    plain = ("name", "parent", "colour", "description", "merged_into")
    return Tag(
        id=tag_id,
        aliases=aliases,
        revision=revision,
        uses=uses,
        **{name: fields[name] for name in plain},
    )


class TagTree:
    """Tags by id. Whatever is put in keeps the laws, or is refused and nothing has changed.

    No form, folded, belongs to two tags. Parents exist, are not merged away, and never lie below
    their children; the hierarchy has at most DEEPEST levels. What was merged leads to a tag.

    Args:
        tags: Tags that keep the laws together.
    """

    def __init__(self, tags: Iterable[Tag] = ()) -> None:
        self._tags = {tag.id: tag for tag in tags}
        self._forms = {fold_tag(form): t.id for t in self._tags.values() for form in t.forms}
        self._below: dict[int | None, set[int]] = {}
        self._merged: dict[int, set[int]] = {}
        for tag in self._tags.values():
            self._hang(tag)

    def copy(self) -> TagTree:
        """The same tags, to be changed apart from these."""
        other = TagTree()
        other._tags = dict(self._tags)
        other._forms = dict(self._forms)
        other._below = {key: set(ids) for key, ids in self._below.items()}
        other._merged = {key: set(ids) for key, ids in self._merged.items()}
        return other

    def __iter__(self) -> Iterator[Tag]:
        """Every tag that articles may bear, by id."""
        return (tag for tag in self.rows() if tag.merged_into is None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, tag_id: int) -> bool:
        return tag_id in self._tags

    def rows(self) -> Iterator[Tag]:
        """Every tag by id, also those merged away."""
        return (self._tags[tag_id] for tag_id in sorted(self._tags))

    def get(self, tag_id: int) -> Tag:
        """The tag of an id, merged away or not.

        Raises:
            TagNotFound: None has it.
        """
        if tag_id not in self._tags:
            raise TagNotFound
        return self._tags[tag_id]

    def bearable(self, tag_id: int) -> Tag:
        """The tag of an id that articles may bear.

        Raises:
            TagNotFound: None has it, or it was merged away.
        """
        tag = self.get(tag_id)
        if tag.merged_into is not None:
            raise TagNotFound(tag.name)
        return tag

    def preferred(self, tag_id: int) -> Tag:
        """The tag that took the place of one, over all merges; itself if none did."""
        tag = self.get(tag_id)
        while tag.merged_into is not None:
            tag = self._tags[tag.merged_into]
        return tag

    def resolve(self, name: str) -> Tag | None:
        """The preferred tag that a name, an alias or a merged name leads to."""
        owner = self._forms.get(fold_tag(name))
        return None if owner is None else self.preferred(owner)

    def children(self, tag_id: int | None) -> list[Tag]:
        """The tags right below one, or those at the top."""
        return [self._tags[child] for child in sorted(self._below.get(tag_id, ()))]

    def below(self, tag_id: int) -> list[Tag]:
        """A tag and all tags below it, each before those below it."""
        found = [self.get(tag_id)]
        for tag in found:
            found += self.children(tag.id)
        return found

    def redirects(self, tag_id: int) -> list[Tag]:
        """What was merged into a tag, over all merges."""
        found: list[Tag] = []
        waiting = [tag_id]
        while waiting:
            its = [self._tags[i] for i in sorted(self._merged.get(waiting.pop(), ()))]
            found += its
            waiting += [tag.id for tag in its]
        return found

    def path(self, tag_id: int) -> tuple[str, ...]:
        """The names from the top down to a tag, its own the last."""
        return tuple(tag.name for tag in reversed(list(self._upwards(self.get(tag_id)))))

    def put(self, tag: Tag) -> Tag:
        """Puts a tag in, new or in place of what it was.

        Returns:
            It as it is kept: names cleaned, aliases without repetitions and in order, former
            formulations behind others.

        Raises:
            InvalidTag: It cannot be kept like this.
            TagNameTaken: One of its names belongs to another tag.
            TagCycle: It would lie below itself.
            TagNotFound: Its parent, or what it was merged into, is not there.
        """
        clean = _cleaned(tag)
        self._check_forms(clean)
        if clean.merged_into is not None:
            self._check_merge(clean)
        self._check_parent(clean)
        if clean.id in self._tags:
            self._unhang(self._tags[clean.id])
        self._tags[clean.id] = clean
        self._forms.update((fold_tag(form), clean.id) for form in clean.forms)
        self._hang(clean)
        return clean

    def remove(self, tag_id: int) -> None:
        """Takes a tag out.

        Raises:
            InvalidTag: Others lie below it or were merged into it.
        """
        tag = self.get(tag_id)
        if self._below.get(tag_id) or self._merged.get(tag_id):
            raise InvalidTag(
                f"“{tag.name}”下面还有别的标签，或者有别的标签并入了它。", "请先移走它们。"
            )
        self._unhang(tag)
        del self._tags[tag_id]

    def _hang(self, tag: Tag) -> None:
        if tag.merged_into is None:
            self._below.setdefault(tag.parent, set()).add(tag.id)
        else:
            self._merged.setdefault(tag.merged_into, set()).add(tag.id)

    def _unhang(self, tag: Tag) -> None:
        for form in tag.forms:
            self._forms.pop(fold_tag(form), None)
        if tag.merged_into is None:
            self._below[tag.parent].discard(tag.id)
        else:
            self._merged[tag.merged_into].discard(tag.id)

    def _upwards(self, tag: Tag) -> Iterator[Tag]:
        yield tag
        while tag.parent is not None:
            tag = self._tags[tag.parent]
            yield tag

    def _height(self, tag_id: int) -> int:
        return 1 + max((self._height(child) for child in self._below.get(tag_id, ())), default=0)

    def _check_forms(self, tag: Tag) -> None:
        for form in tag.forms:
            owner = self._forms.get(fold_tag(form))
            if owner is None or owner == tag.id:
                continue
            other = self._tags[owner]
            same = fold_tag(other.name) == fold_tag(form)
            what = "词表里已有标签" if same else f"标签“{other.name}”已有别名"
            if other.merged_into is not None:
                what = f"已并入“{self.preferred(owner).name}”的旧名有"
            raise TagNameTaken(
                f"{what}“{form}”。", "一个名称只能指一个标签，请换一个，或者合并两个标签。"
            )

    def _check_merge(self, tag: Tag) -> None:
        target = self.preferred(tag.merged_into or 0)
        if target.id == tag.id or tag.parent is not None or self._below.get(tag.id):
            raise TagCycle(f"“{tag.name}”不能并入“{target.name}”。", "请选另一个标签。")

    def _check_parent(self, tag: Tag) -> None:
        if tag.parent is None:
            return
        above = list(self._upwards(self.bearable(tag.parent)))
        if any(other.id == tag.id for other in above):
            raise TagCycle(
                f"“{above[0].name}”就在“{tag.name}”下面，不能当它的上级。", "请选另一个上级。"
            )
        if len(above) + (self._height(tag.id) if tag.id in self._tags else 1) > DEEPEST:
            raise InvalidTag(f"放在“{above[0].name}”下面就超过 {DEEPEST} 层了。", "请放得浅一些。")


def _cleaned(tag: Tag) -> Tag:
    """The tag with clean names; raises InvalidTag."""
    name = clean_tag(tag.name)
    aliases: dict[str, Alias] = {}
    for alias in tag.aliases:
        its = replace(alias, form=clean_tag(alias.form))
        _check_years(its)
        if fold_tag(its.form) != fold_tag(name):
            aliases.setdefault(fold_tag(its.form), its)
    if len(aliases) > MOST_ALIASES:
        raise InvalidTag(f"别名太多：{len(aliases)} 个。", f"请留下 {MOST_ALIASES} 个以内。")
    colour = tag.colour.lower() if tag.colour else None
    if colour and not _COLOUR.fullmatch(colour):
        raise InvalidTag(f"“{tag.colour}”不是颜色。", "请写成 #2850b0 这样的六位数，或者留空。")
    description = storable(tag.description).strip().replace("\r\n", "\n").replace("\r", "\n")
    if len(description) > LONGEST_DESCRIPTION:
        raise InvalidTag(
            f"说明太长：{len(description):,} 个字。", f"请缩短到 {LONGEST_DESCRIPTION:,} 个字以内。"
        )
    ordered = sorted(
        aliases.values(), key=lambda a: (a.is_dated, a.since or 0, a.until or 0, a.form)
    )
    return replace(tag, name=name, aliases=tuple(ordered), colour=colour, description=description)


def _check_years(alias: Alias) -> None:
    for year in (alias.since, alias.until):
        if year is not None and not 1 <= year <= LATEST_YEAR:
            raise InvalidTag(f"旧提法“{alias.form}”的年份 {year} 不对。", "请写四位数的公元年份。")
    if alias.since and alias.until and alias.since > alias.until:
        raise InvalidTag(
            f"旧提法“{alias.form}”的起止年份反了：{alias.years}。", "请把早的年份写在前面。"
        )
