"""The tokens of the library: cut once, caught up with what changes, shared by all that counts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from corpus.article import UNTITLED, Article
from corpus.asking import ask
from corpus.engine_queries import holding
from corpus.index_folder import Snapshot
from corpus.token_file import Kept, TokenFile
from nlp.tokens import TokenTable, TypeNumbers

if TYPE_CHECKING:
    from corpus.archive import Archive

PAGE = 500
WORTH_WRITING = 500
"""From so many changed articles on the file is written anew."""

Report = Callable[[int, int, str], object]


def parts(article: Article) -> list[str]:
    """What of an article is cut: title and paragraphs; a title made of them says nothing new."""
    draft = article.content
    title = "" if UNTITLED in draft.marks else draft.title
    return [title, *(paragraph.text for paragraph in draft.paragraphs)]


class Tokens:
    """The tokens of one archive; safe to share between threads.

    Args:
        archive: The archive they are derived from.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._file = TokenFile(archive.home / "tokens" / "table", archive.identity())
        self._guard = threading.Lock()
        self._kept: Kept | None = None

    def table(self, ids: Sequence[int] | None = None, report: Report | None = None) -> TokenTable:
        """The tokens of kept articles, caught up first; a large library takes its time then.

        Args:
            ids: Which articles, in which order; all of them, by id, if None. Unknown ones are
                left out.
            report: Called with articles done, articles in all, and what is done.

        Returns:
            The tokens; documents are ids of articles, the first part of each is its title.
        """
        table = self._caught_up(report).table
        if ids is None:
            return table
        wanted = np.asarray(ids, dtype=np.int64)
        rows = np.searchsorted(table.documents, wanted)
        rows = np.minimum(rows, max(len(table) - 1, 0))
        there = table.documents[rows] == wanted if len(table) else np.zeros(len(wanted), np.bool_)
        return table.select(rows[there])

    def revision(self) -> int:
        """The archive revision the tokens at hand are complete for; 0 if there are none."""
        return self._kept.revision if self._kept else 0

    def _caught_up(self, report: Report | None) -> Kept:
        with self._guard:
            now = self._archive.revision()
            kept = self._kept or self._file.read()
            if kept is None or kept.stamp != self._archive.database.written_at(kept.revision):
                # A revision before the first one: everything has changed since.
                kept = Kept(_EMPTY, 0, 0)
            if kept.revision != now:
                kept = self._catch_up(kept, report)
            self._kept = kept
            return kept

    def _catch_up(self, kept: Kept, report: Report | None) -> Kept:
        target = self._archive.revision()
        dictionary = self._archive.dictionary
        segmenter = dictionary.segmenter(target)
        numbers = TypeNumbers(kept.table.types)
        fresh: dict[int, NDArray[np.int32] | None] = {}

        def cut(articles: Sequence[Article]) -> None:
            for article in articles:
                is_kept = article.status == "kept"
                fresh[article.id] = numbers.of(parts(article), segmenter) if is_kept else None
            if report:
                report(len(fresh), total, "切词")

        total = self._archive.articles.count()
        touched = self._holding(kept.revision)
        if touched is None:
            # Nobody can tell which articles hold the changed words: all are cut anew.
            kept, touched = Kept(_EMPTY, 0, 0), []
            numbers = TypeNumbers(_EMPTY.types)
        for start in range(0, len(touched), PAGE):
            cut(self._archive.articles.find(touched[start : start + PAGE]))
        since, after_id = kept.revision, None
        while page := self._archive.articles.changed_since(since, after_id=after_id, limit=PAGE):
            cut(page)
            since, after_id = page[-1].revision, page[-1].id
        table = _merged(kept.table, fresh, numbers) if fresh else kept.table
        caught_up = Kept(table, target, self._archive.database.written_at(target))
        if len(fresh) >= WORTH_WRITING:
            self._file.write(caught_up)
        return caught_up

    def _holding(self, since: int) -> list[int] | None:
        """The articles with a word that the dictionary has changed since a revision.

        None if the index lacks articles; those newer than the revision are cut anyway.
        """
        changed = self._archive.dictionary.forms_changed_since
        forms = changed(since, variants=True) if since else ()
        if not forms:
            return []

        def answer(found: Snapshot) -> list[int] | None:
            lacking = self._archive.articles.changed_since(found.revision, limit=1)
            return None if lacking and lacking[0].revision <= since else holding(found, forms)

        return ask(self._archive.index, answer)


_EMPTY = TokenTable(
    [("\n", "x")], np.empty(0, np.int32), np.zeros(1, np.int64), np.empty(0, np.int64)
)


def _merged(
    table: TokenTable, fresh: dict[int, NDArray[np.int32] | None], numbers: TypeNumbers
) -> TokenTable:
    """The table with fresh tokens in place of the old, documents in ascending order."""
    gone = np.isin(table.documents, np.fromiter(fresh, np.int64, len(fresh)))
    new = {article: tokens for article, tokens in fresh.items() if tokens is not None}
    ids = np.concatenate([table.documents[~gone], np.fromiter(new, np.int64, len(new))])
    tokens = np.concatenate([table.tokens, *new.values()])
    lengths = np.concatenate(
        [np.diff(table.starts)[~gone], np.array([len(t) for t in new.values()], np.int64)]
    )
    ends = len(table.tokens) + np.cumsum([0, *map(len, new.values())])
    begins = np.concatenate([table.starts[:-1][~gone], ends[:-1]])
    order = np.argsort(ids)
    lengths, begins = lengths[order], begins[order]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    # Where the tokens of each document lie, one after the other.
    places = np.repeat(begins - starts[:-1], lengths) + np.arange(starts[-1])
    return TokenTable(numbers.types, tokens[places], starts, ids[order])
