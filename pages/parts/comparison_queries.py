"""The comparison of articles, asked once a revision."""

from __future__ import annotations

from corpus.comparing import ArticleComparison
from pages.parts.caching import kept
from pages.parts.resources import open_archive
from pages.parts.selection import Selection


@kept(64)
def comparison(at_revision: int, ids: tuple[int, ...]) -> ArticleComparison:  # noqa: ARG001
    """Two to four articles held against each other."""
    return open_archive().comparing.of(ids)


@kept(32)
def similarity(
    at_revision: int,  # noqa: ARG001
    selection: Selection,
    most: int,
) -> tuple[int, tuple[tuple[int, str], ...], tuple[tuple[float, ...], ...]]:
    """How many articles a selection has; ids and titles of the first; how alike each two are."""
    archive = open_archive()
    ids = archive.search.ids(selection.query, selection.filters, sort=selection.sort)
    found, values = archive.comparing.similarity(ids[:most])
    titles = {a.id: a.content.title for a in archive.articles.find(list(found))}
    rows = tuple(tuple(round(float(v), 4) for v in row) for row in values)
    return len(ids), tuple((one, titles[one]) for one in found), rows
