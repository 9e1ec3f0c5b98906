"""The comparison of articles, asked once a revision."""

from __future__ import annotations

from corpus.comparing import ArticleComparison
from pages.parts.caching import kept
from pages.parts.resources import open_archive


@kept(64)
def comparison(at_revision: int, ids: tuple[int, ...]) -> ArticleComparison:  # noqa: ARG001
    """Two to four articles held against each other."""
    return open_archive().comparing.of(ids)
