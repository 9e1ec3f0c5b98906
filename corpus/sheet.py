"""One document on the desk: how it was split, and what was corrected, until it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from corpus.article import UNTITLED, ArticleDraft
from corpus.boundaries import (
    join_paragraphs,
    merge_with_previous,
    move_boundary,
    relabel,
    start_article_at,
)
from corpus.corrections import Corrections, clean, merged, tile
from corpus.keeping import Prepared
from corpus.spans import Role, Span
from corpus.splitting import Split, assemble

REMEMBERED = 30
"""So many corrections of one document can be taken back."""


@dataclass(slots=True)
class Sheet:
    """One document, with the corrections made to it.

    Corrections of fields and the wish to leave an article out hang on the place in the text
    where the article begins, so that they survive a change of other boundaries.

    Attributes:
        prepared: As read, with the split as it is now.
        edits: Changed fields by where the article begins.
        dropped: Where articles begin that shall not be kept.
        past: Earlier states, the last one last.
        future: States that were taken back, the next one last.
    """

    prepared: Prepared
    edits: dict[int, dict[str, Any]] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    past: list[Corrections] = field(default_factory=list)
    future: list[Corrections] = field(default_factory=list)

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
        owners = (span.article for span in _of_articles(self.split.spans))
        return tuple(dict.fromkeys(owner for owner in owners if owner is not None))

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

    @property
    def corrections(self) -> Corrections:
        """The state as a value."""
        edits = {start: dict(fields) for start, fields in self.edits.items()}
        return Corrections(self.split.spans, edits, frozenset(self.dropped))

    def is_dropped(self, index: int) -> bool:
        """True if the draft shall not be kept."""
        return self.starts[index] in self.dropped

    def drop(self, index: int, dropped: bool) -> None:
        """Leaves a draft out, or takes it in again."""
        if dropped == self.is_dropped(index):
            return
        self._remember()
        (self.dropped.add if dropped else self.dropped.discard)(self.starts[index])

    def edit(self, index: int, **fields: Any) -> None:
        """Changes fields of a draft; those that are as they were are forgotten."""
        draft, start = self.split.drafts[index], self.starts[index]
        if "title" in fields and fields["title"] != draft.title:
            fields["marks"] = tuple(mark for mark in draft.marks if mark != UNTITLED)
        wanted = {**self.edits.get(start, {}), **{n: clean(v) for n, v in fields.items()}}
        changed = {name: v for name, v in wanted.items() if v != getattr(draft, name)}
        if changed == self.edits.get(start, {}):
            return
        self._remember()
        self.edits[start] = changed
        if not changed:
            del self.edits[start]

    def start_article(self, offset: int) -> None:
        """Lets an article begin at this place of the text."""
        self._change(start_article_at(self.split, offset))

    def merge(self, index: int) -> None:
        """Joins a draft to the one before it."""
        self._change(merge_with_previous(self.split, index))

    def move(self, index: int, offset: int) -> None:
        """Lets a draft begin at another line; what was edited of it goes with it."""
        before = self.starts
        self._change(move_boundary(self.split, index, offset))
        for start in set(self.starts) - set(before):
            if before[index] in self.edits:
                self.edits[start] = self.edits.pop(before[index])
            if before[index] in self.dropped:
                self.dropped.remove(before[index])
                self.dropped.add(start)

    def join(self, offset: int) -> None:
        """Joins the paragraph at this place to the one before it."""
        self._change(join_paragraphs(self.split, offset))

    def relabel(self, start: int, end: int, role: Role) -> None:
        """Says what a stretch of the text is."""
        self._change(relabel(self.split, start, end, role))

    def undo(self) -> None:
        """Takes back the last correction."""
        if self.past:
            self.future.append(self.corrections)
            self._put(self.past.pop())

    def redo(self) -> None:
        """Makes the correction again that was taken back last."""
        if self.future:
            self.past.append(self.corrections)
            self._put(self.future.pop())

    def merge_in(self, base: Corrections, theirs: Sheet) -> None:
        """Puts what somebody else has kept meanwhile under one's own corrections.

        Args:
            base: The state with which this sheet began.
            theirs: The same document as it is kept now.

        Raises:
            BothChanged: Both moved boundaries in different ways, or changed the same field.
        """
        now = theirs.corrections
        if now == base:
            return
        titles = dict(zip(theirs.starts, (d.title for d in theirs.drafts), strict=True))
        together = merged(base, now, self.corrections, titles)
        self.past = [*theirs.past, now][-REMEMBERED:]
        self.future = []
        self._put(together)

    def to_json(self) -> dict[str, Any]:
        """The corrections, for keeping beside the document; `from_json` lays them on it again."""
        return {
            "text": _digest(self.split.text),
            "now": self.corrections.to_json(),
            "past": [state.to_json() for state in self.past],
            "future": [state.to_json() for state in self.future],
        }

    @classmethod
    def from_json(cls, prepared: Prepared, kept: Mapping[str, Any] | None) -> Sheet:
        """A document as it was read, with corrections that were kept.

        Corrections of another text, such as an older reader made of the same file, do not fit and
        are passed over.
        """
        sheet = cls(prepared)
        if not kept or kept["text"] != _digest(prepared.split.text):
            return sheet
        now = Corrections.from_json(kept["now"])
        if tile(prepared.split.text, now.spans):
            sheet.past = [Corrections.from_json(state) for state in kept["past"]]
            sheet.future = [Corrections.from_json(state) for state in kept["future"]]
            sheet._put(now)
        return sheet

    def _change(self, split: Split) -> None:
        if split != self.split:
            self._remember()
            self.prepared = replace(self.prepared, split=split)

    def _remember(self) -> None:
        self.past = [*self.past, self.corrections][-REMEMBERED:]
        self.future = []

    def _put(self, state: Corrections) -> None:
        if state.spans != self.split.spans:
            split = assemble(self.split.text, state.spans, self.split.metadata)
            self.prepared = replace(self.prepared, split=split)
        self.edits = {start: dict(fields) for start, fields in state.edits.items()}
        self.dropped = set(state.dropped)

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


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
