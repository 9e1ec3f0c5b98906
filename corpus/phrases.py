"""The set phrases of the library: proposed by counting, with where they were written first."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import orjson

from corpus.concordance import KwicLine
from corpus.index_fields import fingerprint
from corpus.matching import match_text
from corpus.tokens import Report
from nlp.phrases import Phrase, find_phrases

if TYPE_CHECKING:
    from corpus.archive import Archive

FOUND_AT_ONCE = 3_000
"""Phrases of so many articles are found in about a second."""
_NAME = "phrases"
_VERSION = 2
"""Raise it when phrases are found in another way."""


@dataclass(frozen=True, slots=True)
class PhraseList:
    """The phrases of a library.

    Attributes:
        phrases: The proposed ones, the surest first, and behind them the known ones.
        revision: The archive revision they were found at.
    """

    phrases: tuple[Phrase, ...]
    revision: int

    @property
    def proposed(self) -> tuple[Phrase, ...]:
        """Those that neither the lexicon nor the library's dictionary holds."""
        return tuple(phrase for phrase in self.phrases if phrase.origin != "lexicon")


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a phrase stands.

    Attributes:
        article_id: In which article.
        title: Its title.
        published: When it was published; None if that is unknown.
        text: The sentence, as far as a line shows it.
        span: Where in `text` the phrase stands.
    """

    article_id: int
    title: str
    published: date | None
    text: str
    span: tuple[int, int]

    @classmethod
    def of_line(cls, line: KwicLine) -> Use:
        """The place that a line of the concordance shows."""
        start = len(line.left)
        span = (start, start + len(line.keyword))
        text = f"{line.left}{line.keyword}{line.right}"
        return cls(line.article_id, line.title, line.published, text, span)


class Phrases:
    """Finds the phrases of one archive; safe to share between threads.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._guard = threading.Lock()
        self._latest: PhraseList | None = None

    def all(self, report: Report | None = None) -> PhraseList:
        """The phrases of all articles; kept until an article or the dictionary changes.

        Args:
            report: Called with steps done, steps in all, and what is done.
        """
        with self._guard:
            revision = self._archive.revision()
            if self._latest is not None and self._latest.revision == revision:
                return self._latest
            at = self._archive.database.written_at(revision)
            key = f"{_VERSION}-{fingerprint()}-{revision}-{at}"
            kept = self._archive.results.get(_NAME, key)
            found = _read(kept, revision) if kept else None
            if found is None:
                found = self._find(revision, report)
                self._archive.results.put(_NAME, key, _write(found))
            self._latest = found
            return found

    def latest(self) -> PhraseList:
        """The phrases found last, however much has changed since.

        Nobody waits here for a large library: if its phrases were never asked for, there are
        none yet.
        """
        if self._latest is not None:
            return self._latest
        small = self._archive.articles.count() <= FOUND_AT_ONCE
        return self.all() if small else PhraseList((), 0)

    def first_use(self, form: str) -> Use | None:
        """The earliest dated place where a phrase stands; None if no dated article holds it."""
        counts = self._archive.concordance.count([match_text(form)])
        days = self._archive.articles.published(counts.articles.tolist())
        dated = [(day, article) for article, day in days.items() if day is not None]
        if not dated:
            return None
        return next(iter(self._uses(form, [min(dated)[1]], 1)), None)

    def uses(self, form: str, limit: int) -> list[Use]:
        """Places where a phrase stands, each in another article as long as there are some."""
        counts = self._archive.concordance.count([match_text(form)])
        some = np.linspace(0, len(counts.articles) - 1, min(limit, len(counts.articles)))
        chosen = counts.articles[some.astype(np.int64)].tolist() if len(counts.articles) else []
        return [use for article in chosen for use in self._uses(form, [article], 1)]

    def _uses(self, form: str, ids: Sequence[int], limit: int) -> list[Use]:
        lines = self._archive.concordance.lines([match_text(form)], ids=ids, limit=limit).lines
        return [Use.of_line(line) for line in lines]

    def _find(self, revision: int, report: Report | None) -> PhraseList:
        table = self._archive.tokens.table(report=report)
        if report:
            report(0, 0, "找词组")
        words = self._archive.dictionary.all()
        phrases = find_phrases(
            table,
            segmenter=self._archive.dictionary.segmenter(),
            known=[word.word for word in words if word.kind == "word"],
            refused=[word.word for word in words if word.kind == "refused"],
        )
        return PhraseList(phrases, revision)


def _write(found: PhraseList) -> bytes:
    return orjson.dumps([asdict(phrase) for phrase in found.phrases])


def _read(data: bytes, revision: int) -> PhraseList | None:
    try:
        return PhraseList(tuple(Phrase(**fields) for fields in orjson.loads(data)), revision)
    except (ValueError, TypeError):
        return None
