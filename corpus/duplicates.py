"""Articles of the library that are nearly the same: reprints, excerpts, splices, new editions."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

import numpy as np
import orjson
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from corpus.matching import match_text
from corpus.sketches import FORMAT, Sketches
from corpus.tokens import PAGE, Report
from nlp.reuse import CommonRun, common_runs
from nlp.shingles import Shingles, shingles
from nlp.similarity import overlap
from nlp.sketches import SketchIndex, sketch

if TYPE_CHECKING:
    from corpus.archive import Archive

LEAST = 0.5
"""Half of the shorter one stands in the other."""
WIDESPREAD = 10
"""What so many articles say word for word is nobody's own."""
_COMPARED = 200
"""So many candidates are compared in full, the likeliest ones."""
_BLOCK = 20_000
"""The texts of so many articles are held against those of so many others at a time."""
_NAME = "duplicates"
_VERSION = 1
"""Raise it when pairs are found in another way."""


@dataclass(frozen=True, slots=True)
class Alike:
    """An article that shares much with a text.

    Attributes:
        article_id: The article.
        title: Its title.
        containment: How much of the shorter one stands in the other, 0 to 1.
        share_of_this: How much of the text stands in the article.
        share_of_other: How much of the article stands in the text.
    """

    article_id: int
    title: str
    containment: float
    share_of_this: float
    share_of_other: float


@dataclass(frozen=True, slots=True)
class AlikePair:
    """Two articles that share much.

    Attributes:
        one: The article that was kept first.
        other: The other article.
        containment: How much of the shorter one stands in the other, 0 to 1.
        share_of_one: How much of the first stands in the other.
        share_of_other: How much of the other stands in the first.
    """

    one: int
    other: int
    containment: float
    share_of_one: float
    share_of_other: float


class Duplicates:
    """Finds what is nearly the same in one archive; safe to share between threads.

    Only kept articles count, by their text; the title says nothing. A `least` is the containment
    that counts, above 0 and at most 1.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._sketches = Sketches(archive)
        self._guard = threading.Lock()
        self._latest: tuple[str, tuple[AlikePair, ...]] | None = None

    def of_text(self, text: str, *, limit: int = 5, least: float = LEAST) -> tuple[Alike, ...]:
        """The articles that share much with a text, the one that holds most of it first.

        Args:
            text: Any text; one of a few words is like nothing.
            limit: How many at most.
            least: The containment that counts.
        """
        return self._alike(text, self._sketches.index(), least)[:limit]

    def of_article(
        self, article_id: int, *, limit: int = 5, least: float = LEAST
    ) -> tuple[Alike, ...]:
        """The articles that share much with one, without itself; as `of_text`.

        Raises:
            ArticleNotFound: There is none.
        """
        text = self._archive.articles.get(article_id).content.text
        return self._alike(text, self._sketches.index(), least, but=article_id)[:limit]

    def of_texts(self, texts: Sequence[str], *, least: float = LEAST) -> tuple[Alike | None, ...]:
        """For each text the article that holds most of it, if any is alike.

        Args:
            texts: Those of drafts about to be kept, for instance.
            least: The containment that counts.
        """
        index = self._sketches.index()
        return tuple(next(iter(self._alike(text, index, least)), None) for text in texts)

    def pairs(self, *, least: float = LEAST, report: Report | None = None) -> tuple[AlikePair, ...]:
        """All pairs of articles that share much, the most alike first.

        A large library takes its time; the pairs are kept until something changes.

        Args:
            least: The containment that counts.
            report: Called with steps done, steps in all, and what is done.
        """
        with self._guard:
            revision = self._archive.revision()
            at = self._archive.database.written_at(revision)
            key = f"{_VERSION}-{FORMAT}-{revision}-{at}-{least}"
            if self._latest is not None and self._latest[0] == key:
                return self._latest[1]
            kept = self._archive.results.get(_NAME, key)
            found = _read(kept) if kept else None
            if found is None:
                found = self._find(least, report)
                self._archive.results.put(_NAME, key, orjson.dumps([astuple(p) for p in found]))
            self._latest = key, found
            return found

    def groups(
        self, *, least: float = LEAST, report: Report | None = None
    ) -> tuple[tuple[int, ...], ...]:
        """The articles that hang together by pairs, the largest group first.

        Args:
            least: The containment that counts.
            report: Called with steps done, steps in all, and what is done.

        Returns:
            The ids of each group in ascending order.
        """
        pairs = np.array([(p.one, p.other) for p in self.pairs(least=least, report=report)])
        if not len(pairs):
            return ()
        ids, ends = np.unique(pairs, return_inverse=True)
        one, other = ends.reshape(-1, 2).T
        links = coo_matrix((np.ones(len(one)), (one, other)), shape=(len(ids), len(ids)))
        count, labels = connected_components(links, directed=False)
        order = np.argsort(labels, kind="stable")
        borders = np.searchsorted(labels[order], np.arange(1, count))
        groups = [tuple(its.tolist()) for its in np.split(ids[order], borders)]
        return tuple(sorted(groups, key=lambda its: (-len(its), its)))

    def runs(self, one: int, other: int) -> tuple[CommonRun, ...]:
        """What two articles have in common word for word, as spans of their texts.

        What WIDESPREAD articles say too is marked as a formulation.

        Raises:
            ArticleNotFound: One of them does not exist.
        """
        texts = [self._archive.articles.get(i).content.text for i in (one, other)]
        runs = common_runs(*texts)
        said = {texts[0][run.a[0] : run.a[1]] for run in runs if run.kind == "reuse"}
        known = [text for text in sorted(said) if self._is_widespread(text)]
        return common_runs(*texts, formulations=known) if known else runs

    def _is_widespread(self, text: str) -> bool:
        found = self._archive.concordance.count([match_text(text)])
        return len(found.articles) >= WIDESPREAD

    def _alike(
        self, text: str, index: SketchIndex, least: float, but: int | None = None
    ) -> tuple[Alike, ...]:
        own = shingles(text)
        rows = index.near(sketch(own), least)
        ids = [i for i in index.table.documents[rows].tolist() if i != but][:_COMPARED]
        found = []
        for article_id, draft in self._archive.articles.contents(ids).items():
            both = overlap(own, shingles(draft.text))
            if both.containment >= least:
                shares = both.share_of_one, both.share_of_other
                found.append(Alike(article_id, draft.title, both.containment, *shares))
        return tuple(
            sorted(found, key=lambda a: (-a.share_of_this, -a.share_of_other, a.article_id))
        )

    def _find(self, least: float, report: Report | None) -> tuple[AlikePair, ...]:
        index = self._sketches.index(report)

        def searching(done: int, total: int) -> None:
            if report:
                report(done, total, "找相似")

        candidates = index.table.documents[index.pairs(least, searching)]
        found = self._compared(candidates, least, report)
        return tuple(sorted(found, key=_order))

    def _compared(
        self, candidates: NDArray[np.int64], least: float, report: Report | None
    ) -> Iterator[AlikePair]:
        """Compares candidates in full, block by block, for not all texts fit into memory."""
        ids = np.unique(candidates)
        blocks = np.searchsorted(ids, candidates) // _BLOCK
        done = 0
        for block in np.unique(blocks[:, 0]).tolist():
            mine = self._shingles(candidates[blocks[:, 0] == block, 0])
            for there in np.unique(blocks[blocks[:, 0] == block, 1]).tolist():
                some = candidates[(blocks == (block, there)).all(axis=1)]
                theirs = self._shingles(some[:, 1])
                for one, other in some.tolist():
                    # An article may have been trashed meanwhile.
                    both = overlap(mine.get(one, _NOTHING), theirs.get(other, _NOTHING))
                    if both.containment >= least:
                        shares = both.share_of_one, both.share_of_other
                        yield AlikePair(one, other, both.containment, *shares)
                done += len(some)
                if report:
                    report(done, len(candidates), "比较")

    def _shingles(self, ids: NDArray[np.int64]) -> dict[int, Shingles]:
        found = {}
        for start in range(0, len(ids := np.unique(ids)), PAGE):
            contents = self._archive.articles.contents(ids[start : start + PAGE].tolist())
            found.update({i: shingles(draft.text) for i, draft in contents.items()})
        return found


_NOTHING: Shingles = np.empty(0, np.uint32)


def _order(pair: AlikePair) -> tuple[float, float, int, int]:
    """Whole reprints come before excerpts that stand in their wholes."""
    return -pair.containment, -pair.share_of_one - pair.share_of_other, pair.one, pair.other


def _read(data: bytes) -> tuple[AlikePair, ...] | None:
    try:
        return tuple(AlikePair(*fields) for fields in orjson.loads(data))
    except (ValueError, TypeError):
        return None
