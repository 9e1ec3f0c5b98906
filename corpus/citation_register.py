"""What the library refers to: titles in 《》 and words in quotation marks, counted over articles.

Writings that differ in signs, white space or characters of the other script only are one entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal

import orjson

from corpus.matching import match_text
from corpus.tokens import PAGE, Report
from nlp.citations import Citation, CitationKind, Quotation, find_citations, find_quotations
from nlp.shingles import bare

if TYPE_CHECKING:
    from corpus.archive import Archive

_VERSION = 1
"""Raise it when titles or quotations are found in another way."""

_LEAST_NAMED = 0.2
"""Somebody must be named in so many of the places where words stand."""


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A title in 《》.

    Attributes:
        title: As it is written most often.
        kind: What it is the title of, in most places.
        times: How often it is referred to.
        articles: Ids of the articles that refer to it, ascending.
    """

    title: str
    kind: CitationKind
    times: int
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QuotedWords:
    """Words in quotation marks.

    Attributes:
        text: As they are written most often.
        speaker: Who is named for them most often; None if somebody is only now and then, for
            what all say is nobody's.
        kind: Whether they are words of somebody or set words, in most places.
        times: How often they stand in quotation marks.
        articles: Ids of the articles in which they do, ascending.
    """

    text: str
    speaker: str | None
    kind: Literal["quotation", "formulation"]
    times: int
    articles: tuple[int, ...]


@dataclass(slots=True)
class _Entry:
    """What was seen of one title or of the same words."""

    writings: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    speakers: Counter[str] = field(default_factory=Counter)
    articles: dict[int, None] = field(default_factory=dict)

    def add(self, article_id: int, found: Citation | Quotation) -> None:
        self.kinds[found.kind] += 1
        self.articles[article_id] = None
        if isinstance(found, Citation):
            self.writings[found.title.strip()] += 1
            return
        self.writings[found.text.strip()] += 1
        if found.speaker:
            self.speakers[found.speaker] += 1

    def speaker(self) -> str | None:
        """Who is named most often, if somebody is in enough of the places."""
        enough = self.speakers.total() >= _LEAST_NAMED * self.writings.total()
        return _usual(self.speakers) or None if enough else None

    def common(self) -> dict[str, Any]:
        """The fields that both kinds of entries have; of equals the first seen counts."""
        return {
            "kind": self.kinds.most_common(1)[0][0],
            "times": self.writings.total(),
            "articles": tuple(sorted(self.articles)),
        }


def citation_register(
    archive: Archive, ids: Sequence[int] | None = None, report: Report | None = None
) -> tuple[CitedWork, ...]:
    """The titles that articles refer to; kept until an article changes.

    Args:
        archive: The library.
        ids: Which articles; all of them if None.
        report: Called with articles read, articles in all, and what is done.

    Returns:
        The titles, the most cited first, equals by their writing.
    """

    def read() -> list[CitedWork]:
        entries = _entries(archive, ids, report, find_citations, ("《",))
        works = [CitedWork(_usual(e.writings), **e.common()) for e in entries]
        return sorted(works, key=lambda work: (-work.times, work.title))

    kept = _kept(archive, "citations", ids, lambda: [asdict(work) for work in read()])
    return tuple(CitedWork(**entry | {"articles": tuple(entry["articles"])}) for entry in kept)


def quotation_register(
    archive: Archive, ids: Sequence[int] | None = None, report: Report | None = None
) -> tuple[QuotedWords, ...]:
    """The words that stand in quotation marks; kept until an article changes.

    Args:
        archive: The library.
        ids: Which articles; all of them if None.
        report: Called with articles read, articles in all, and what is done.

    Returns:
        Quotations and formulations, the most used first, equals by their writing.
    """

    def read() -> list[QuotedWords]:
        entries = _entries(archive, ids, report, find_quotations, tuple('“"「『〝＂'))
        words = [QuotedWords(_usual(e.writings), e.speaker(), **e.common()) for e in entries]
        return sorted(words, key=lambda its: (-its.times, its.text))

    kept = _kept(archive, "quotations", ids, lambda: [asdict(words) for words in read()])
    return tuple(QuotedWords(**entry | {"articles": tuple(entry["articles"])}) for entry in kept)


def writing_key(writing: str) -> str:
    """What is the same for all writings of one title, or of the same words."""
    return bare(writing) or match_text(writing)


def _usual(writings: Counter[str]) -> str:
    """What was seen most often, of equals the first by their characters; "" if nothing was."""
    return min(writings, key=lambda writing: (-writings[writing], writing), default="")


def _entries(
    archive: Archive,
    ids: Sequence[int] | None,
    report: Report | None,
    find: Callable[[Sequence[str]], Sequence[Citation | Quotation]],
    marks: tuple[str, ...],
) -> list[_Entry]:
    """Reads articles and joins what is the same; only paragraphs with a mark are looked at."""
    entries: dict[str, _Entry] = {}
    known: dict[str, str] = {}
    for article_id, paragraphs in _paragraphs(archive, ids, report):
        some = [text for text in paragraphs if any(mark in text for mark in marks)]
        for found in find(some):
            writing = found.title if isinstance(found, Citation) else found.text
            if writing not in known:
                known[writing] = writing_key(writing)
            entries.setdefault(known[writing], _Entry()).add(article_id, found)
    return list(entries.values())


def _paragraphs(
    archive: Archive, ids: Sequence[int] | None, report: Report | None
) -> Iterator[tuple[int, list[str]]]:
    wanted = None if ids is None else list(dict.fromkeys(ids))
    total = archive.articles.count() if wanted is None else len(wanted)
    for number, article in enumerate(archive.articles.iterate(wanted), 1):
        yield article.id, [paragraph.text for paragraph in article.content.paragraphs]
        if report and (number % PAGE == 0 or number == total):
            report(number, total, "读引文")


def _kept(
    archive: Archive,
    name: str,
    ids: Sequence[int] | None,
    find: Callable[[], list[dict[str, Any]]],
) -> list[dict[str, Any]]:
    """A register found before at this revision for these articles, or found now."""
    revision = archive.revision()
    at = archive.database.written_at(revision)
    some = "all" if ids is None else sha256(orjson.dumps(sorted(ids))).hexdigest()
    key = f"{_VERSION}-{revision}-{at}-{some}"
    kept = archive.results.get(name, key)
    if kept is not None:
        found: list[dict[str, Any]] = orjson.loads(kept)
        return found
    fresh = find()
    archive.results.put(name, key, orjson.dumps(fresh))
    return fresh
