"""The vocabulary of tags as suggestions look at it: keys, names and aliases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.schema import tags
from corpus.tags import fold_tag
from nlp.tag_model import Label


def read_labels(
    connection: Connection,
) -> tuple[tuple[Label, ...], dict[str, str], dict[str, str]]:
    """Every tag that leads nowhere else.

    Returns:
        The tags with their names, aliases, and the names of what was merged into them; the name
        of each by its key, which is its id; and its key by all of these names, folded.
    """
    query = sa.select(tags.c.id, tags.c.name, tags.c.aliases, tags.c.merged_into)
    rows = connection.execute(query.order_by(tags.c.id)).all()
    leads_to = {row.id: row.merged_into for row in rows}
    forms: dict[int, dict[str, None]] = {
        row.id: {row.name: None} for row in rows if row.merged_into is None
    }
    for row in rows:
        its = forms.get(_end(row.id, leads_to), {})
        its.update(dict.fromkeys([row.name, *(alias["form"] for alias in row.aliases)]))
    labels = tuple(Label(str(tag_id), tuple(its)) for tag_id, its in forms.items())
    names = {str(row.id): row.name for row in rows if row.id in forms}
    keys = {fold_tag(form): label.key for label in labels for form in label.forms}
    keys |= {fold_tag(name): key for key, name in names.items()}
    return labels, names, keys


def _end(tag_id: int, leads_to: Mapping[int, Any]) -> int:
    """Where a name leads to in the end."""
    seen = {tag_id}
    while (further := leads_to.get(tag_id)) is not None and further not in seen:
        seen.add(further)
        tag_id = further
    return tag_id
