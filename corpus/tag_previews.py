"""What an edit of the vocabulary would change: told before it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.asked_tags import asked_forms, tag_names
from corpus.query_parser import parse
from corpus.rows import chunks
from corpus.schema import articles, saved_searches, theme_sets
from corpus.tag_bearers import read_bearers
from corpus.tag_edits import Edit
from corpus.tag_tree import Tag, TagTree
from corpus.tags import fold_tag

SAMPLES = 5
"""So many titles are shown."""


@dataclass(frozen=True, slots=True)
class EditPreview:
    """What an edit would do.

    Attributes:
        kept: Articles of the library whose tags would change, or be called otherwise.
        trashed: Such articles in the trash.
        titles: Titles of some of the kept ones, the newest first.
        gains: For each tag that more articles would bear: its name and how many more, trashed or
            not; new tags too.
        created: Names of new tags.
        moved: Names of tags that would lie below another one than now, and its name (None: top).
        leads: Names that would lead to another tag than now, and to which.
        lost: Names that would lead nowhere any more.
        searches: Names of saved searches that ask for a tag by a name that is lost or leads
            elsewhere.
        theme_sets: Names of theme sets whose articles are chosen by such a name.
    """

    kept: int
    trashed: int
    titles: tuple[str, ...]
    gains: tuple[tuple[str, int], ...]
    created: tuple[str, ...]
    moved: tuple[tuple[str, str | None], ...]
    leads: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]
    searches: tuple[str, ...]
    theme_sets: tuple[str, ...]


def preview(connection: Connection, old: TagTree, edit: Edit) -> EditPreview:
    """Looks at an edit.

    Args:
        connection: Where articles, saved searches and theme sets are.
        old: The vocabulary as it is.
        edit: As it would be.
    """
    new = edit.tree
    renamed = [tag.id for tag in old if tag.id in new and new.get(tag.id).name != tag.name]
    bearers = read_bearers(connection, (*renamed, *edit.gone))
    more: dict[int, int] = {}
    touched = []
    for article_id, ids in bearers.items():
        its = edit.wear(article_id, ids)
        if its != ids or set(renamed) & set(ids):
            touched.append(article_id)
        for tag_id in set(its) - set(ids):
            more[tag_id] = more.get(tag_id, 0) + 1
    kept = _kept(connection, touched)
    leads, lost = _names(old, new)
    forms = {*map(fold_tag, leads), *map(fold_tag, lost)}
    return EditPreview(
        len(kept),
        len(touched) - len(kept),
        _titles(connection, kept[-SAMPLES:]),
        tuple((new.get(i).name, n) for i, n in sorted(more.items(), key=lambda pair: -pair[1])),
        tuple(tag.name for tag in new if tag.id not in old),
        tuple(_moved(old, new)),
        tuple(leads.items()),
        lost,
        _searches(connection, forms),
        _theme_sets(connection, forms),
    )


def _names(old: TagTree, new: TagTree) -> tuple[dict[str, str], tuple[str, ...]]:
    leads: dict[str, str] = {}
    lost: list[str] = []
    for tag in old.rows():
        was = old.preferred(tag.id)
        for form in tag.forms:
            now = new.resolve(form)
            if now is None:
                lost.append(form)
            elif now.id != was.id or (now.name != was.name and form == was.name):
                leads[form] = now.name
    return leads, tuple(lost)


def _moved(old: TagTree, new: TagTree) -> list[tuple[str, str | None]]:
    def above(tag: Tag) -> str | None:
        return None if tag.parent is None else new.get(tag.parent).name

    return [
        (tag.name, above(tag))
        for tag in new
        if tag.id in old and tag.parent != old.get(tag.id).parent
    ]


def _kept(connection: Connection, ids: list[int]) -> list[int]:
    found: list[int] = []
    for some in chunks(sorted(ids)):
        query = sa.select(articles.c.id).where(articles.c.id.in_(some), articles.c.status == "kept")
        found += connection.execute(query).scalars()
    return sorted(found)


def _titles(connection: Connection, ids: list[int]) -> tuple[str, ...]:
    query = sa.select(articles.c.title).where(articles.c.id.in_(ids)).order_by(articles.c.id.desc())
    return tuple(connection.execute(query).scalars())


def _searches(connection: Connection, forms: set[str]) -> tuple[str, ...]:
    """Names of saved searches that ask for a tag by one of some folded names."""
    if not forms:
        return ()
    query = sa.select(saved_searches.c.name, saved_searches.c.address).order_by(saved_searches.c.id)
    return tuple(
        name for name, address in connection.execute(query) if _mean(_asked_tags(address), forms)
    )


def _theme_sets(connection: Connection, forms: set[str]) -> tuple[str, ...]:
    """Names of theme sets whose articles are chosen by one of some folded names."""
    if not forms:
        return ()
    query = sa.select(theme_sets.c.name, theme_sets.c.settings).order_by(theme_sets.c.id)
    return tuple(
        name
        for name, settings in connection.execute(query)
        if _mean(settings["filters"]["tags"], forms)
    )


def _asked_tags(address: str) -> list[str]:
    params = parse_qs(address)
    asked = (tag for text in params.get("q", ()) for tag in tag_names(parse(text)))
    return [*params.get("tags", ()), *asked]


def _mean(tags: Iterable[str], forms: set[str]) -> bool:
    """Whether one of the tags is asked for by one of some folded names."""
    return any(forms.intersection(asked_forms(tag)) for tag in tags)
