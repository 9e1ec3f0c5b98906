"""The desk on which files lie between upload and keeping: what was read, what was corrected.

Nothing here shows or keeps anything. A page of several articles can be cut anew, an article
renamed or left out; `Sheet.final` says what is to be kept in the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any
from uuid import uuid4

from corpus.archive import Archive
from corpus.article import UNTITLED, ArticleDraft
from corpus.boundaries import (
    join_paragraphs,
    merge_with_previous,
    relabel,
    start_article_at,
)
from corpus.document import Refusal
from corpus.importing import Prepared
from corpus.spans import Role, Span
from corpus.splitting import Split, assemble

REVIEWED = 300
"""Documents of one file that are held for correction; what is beyond is read when kept."""


@dataclass(slots=True)
class Sheet:
    """One document on the desk, with the corrections made to it.

    Corrections of fields and the wish to leave an article out hang on the place in the text
    where the article begins, so that they survive a change of other boundaries.

    Attributes:
        prepared: As read, with the split as it is now.
        edits: Changed fields by where the article begins.
        dropped: Where articles begin that shall not be kept.
        past: Earlier splits, the last one last.
    """

    prepared: Prepared
    edits: dict[int, dict[str, Any]] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    past: list[Split] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The document's name."""
        return self.prepared.document.name

    @property
    def split(self) -> Split:
        """The split as it is now."""
        return self.prepared.split

    @property
    def numbers(self) -> tuple[int, ...]:
        """The number that each draft has in the spans."""
        return tuple(dict.fromkeys(span.article for span in _of_articles(self.split.spans)))

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each draft begins in the text."""
        first: dict[int | None, int] = {}
        for span in _of_articles(self.split.spans):
            first.setdefault(span.article, span.start)
        return tuple(first.values())

    @property
    def drafts(self) -> tuple[ArticleDraft, ...]:
        """The drafts with the fields that were changed by hand."""
        return tuple(
            replace(draft, **self.edits.get(start, {}))
            for draft, start in zip(self.split.drafts, self.starts, strict=True)
        )

    def is_dropped(self, index: int) -> bool:
        """True if the draft shall not be kept."""
        return self.starts[index] in self.dropped

    def drop(self, index: int, dropped: bool) -> None:
        """Leaves a draft out, or takes it in again."""
        if dropped:
            self.dropped.add(self.starts[index])
        else:
            self.dropped.discard(self.starts[index])

    def edit(self, index: int, **fields: Any) -> None:
        """Changes fields of a draft; those that are as they were are forgotten."""
        draft, start = self.split.drafts[index], self.starts[index]
        if "title" in fields and fields["title"] != draft.title:
            fields["marks"] = tuple(mark for mark in draft.marks if mark != UNTITLED)
        changed = {name: v for name, v in fields.items() if v != getattr(draft, name)}
        self.edits[start] = changed
        if not changed:
            del self.edits[start]

    def start_article(self, offset: int) -> None:
        """Lets an article begin at this place of the text."""
        self._change(start_article_at(self.split, offset))

    def merge(self, index: int) -> None:
        """Joins a draft to the one before it."""
        self._change(merge_with_previous(self.split, index))

    def join(self, offset: int) -> None:
        """Joins the paragraph at this place to the one before it."""
        self._change(join_paragraphs(self.split, offset))

    def relabel(self, start: int, end: int, role: Role) -> None:
        """Says what a stretch of the text is."""
        self._change(relabel(self.split, start, end, role))

    def undo(self) -> None:
        """Takes back the last change of boundaries or roles."""
        if self.past:
            self.prepared = replace(self.prepared, split=self.past.pop())

    def _change(self, split: Split) -> None:
        if split != self.split:
            self.past.append(self.split)
            self.prepared = replace(self.prepared, split=split)

    def look_for_duplicates(self, archive: Archive) -> None:
        """Holds the drafts as they are now against what is kept."""
        nothing = (None,) * len(self.split.drafts)
        (checked,) = archive.imports.verdicts([replace(self.prepared, duplicates=nothing)])
        if isinstance(checked, Prepared):
            self.prepared = checked

    def final(self) -> Prepared | None:
        """What is to be kept; None if every draft is left out.

        What is left out stays in the text of the source, as furniture of the page.
        """
        chosen = [i for i in range(len(self.starts)) if not self.is_dropped(i)]
        if not chosen:
            return None
        if len(chosen) == len(self.starts) and not self.edits:
            return self.prepared
        kept = {self.numbers[i] for i in chosen}
        spans = [
            span if span.article in kept else replace(span, role="furniture", article=None)
            for span in self.split.spans
        ]
        split = assemble(self.split.text, spans, self.split.metadata)
        duplicates = tuple(self.prepared.duplicates[i] for i in chosen)
        edited = tuple(self.drafts[i] for i in chosen)
        return replace(self.prepared, split=split, duplicates=duplicates, edited=edited)


def _of_articles(spans: Iterable[Span]) -> Iterator[Span]:
    return (s for s in spans if s.article is not None and s.role != "furniture")


@dataclass(slots=True)
class Intake:
    """One uploaded file on the desk.

    Attributes:
        name: Its name.
        data: Its bytes.
        sheets: Its first documents.
        refusals: What could not be read.
        more: True if it holds more documents than are shown.
    """

    name: str
    data: bytes
    sheets: list[Sheet]
    refusals: list[Refusal]
    more: bool = False

    def final(self, archive: Archive, refusals: list[Refusal]) -> Iterator[Prepared]:
        """Everything of the file that is to be kept; refusals met on the way are noted."""
        for sheet in self.sheets:
            prepared = sheet.final()
            if prepared is not None:
                yield prepared
        if not self.more:
            return
        seen = 0
        for found in archive.imports.prepare(self.name, self.data):
            if isinstance(found, Prepared):
                seen += 1
                if seen > len(self.sheets):
                    yield found
            elif found not in self.refusals:
                refusals.append(found)


def read(archive: Archive, name: str, data: bytes, limit: int = REVIEWED) -> Intake:
    """Reads a file onto the desk; nothing is kept.

    Args:
        archive: To know duplicates.
        name: The file's name.
        data: Its bytes.
        limit: Documents to hold for correction.
    """
    found = archive.imports.prepare(name, data)
    first = list(islice(found, limit))
    sheets = [Sheet(one) for one in first if isinstance(one, Prepared)]
    refusals = [one for one in first if isinstance(one, Refusal)]
    return Intake(name, data, sheets, refusals, more=next(found, None) is not None)


@dataclass(slots=True)
class Desk:
    """What one visitor is about to import.

    Attributes:
        token: Names this import; keeping twice under one token happens once.
        intakes: The files that were read, by the id of their upload, in the order of upload.
        order: The ids of all uploads, read or not.
    """

    token: str = field(default_factory=lambda: uuid4().hex)
    intakes: dict[str, Intake] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def lay_down(self, upload: str, intake: Intake) -> None:
        """Puts a file that was read into its place."""
        read_so_far = self.intakes | {upload: intake}
        self.intakes = {i: read_so_far[i] for i in self.order if i in read_so_far}

    @property
    def sheets(self) -> list[Sheet]:
        """All documents, in order."""
        return [sheet for intake in self.intakes.values() for sheet in intake.sheets]

    @property
    def refusals(self) -> list[Refusal]:
        """All that could not be read."""
        return [refusal for intake in self.intakes.values() for refusal in intake.refusals]

    def count(self) -> tuple[int, int]:
        """How many articles will be kept, and how many are duplicates of kept ones."""
        new = duplicates = 0
        for sheet in self.sheets:
            for index, duplicate in enumerate(sheet.prepared.duplicates):
                if duplicate is not None:
                    duplicates += 1
                elif not sheet.is_dropped(index):
                    new += 1
        return new, duplicates
