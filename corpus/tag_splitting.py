"""Which articles of a tag go to which of the tags it is split into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from corpus.filters import Filters

if TYPE_CHECKING:
    from corpus.archive import Archive


def by_words(archive: Archive, tag: str, rules: Mapping[str, str]) -> dict[int, tuple[str, ...]]:
    """Assigns the articles of a tag by what stands in them.

    Args:
        archive: The archive; its search index is asked.
        tag: Name of the tag to be split.
        rules: For each name of a new tag a query, as in the search box; a blank one finds nothing.

    Returns:
        For each kept article that one of the queries finds, the names of the tags it goes to.
    """
    found: dict[int, list[str]] = {}
    for name, query in rules.items():
        if query.strip():
            for article_id in archive.search.ids(query, Filters(tags=(tag,))):
                found.setdefault(article_id, []).append(name)
    return {article_id: tuple(names) for article_id, names in found.items()}
