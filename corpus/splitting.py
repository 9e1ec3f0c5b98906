"""A newspaper page goes in as text, drafts of its articles come out.

The door to the page modules. `split` reads a document, `assemble` makes drafts of spans; an editor
who changes the spans (`corpus.boundaries`) assembles again. Nothing of a page is lost: every
visible character is in exactly one span, and every span in exactly one field of a draft or in
the furniture.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from corpus.article import UNTITLED, ArticleDraft, Paragraph, ParagraphKind
from corpus.bylines import affiliation_of, authors_of, source_of
from corpus.document import Metadata, RawDocument
from corpus.page_columns import column_of
from corpus.page_furniture import is_masthead, masthead_date
from corpus.page_lines import join, page_lines
from corpus.page_structure import page_spans
from corpus.spans import Role, Span

__all__ = ["Role", "Span", "Split", "assemble", "split"]

_FIRST_WORDS = 20
_LINE_BREAK = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_FIRST_SENTENCE = re.compile("[。！？!?；;，,：:]")
_DATELINE = re.compile(
    r"[^，。：:]{2,16}(?:讯|电|消息|报道)\s*(?:[（(][^（()）]*[）)])?\s*[:：]?\s*"
)
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+(?=\S)")
_POOR_TITLE = re.compile(
    r"(?:microsoft word|microsoft powerpoint|untitled|document|文档|无标题|新建|演示文稿|幻灯片)"
    r".*|.*\.(?:docx?|pdf|txt|wps|html?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Split:
    """A page, what each stretch of it is, and the drafts that follow from that.

    Attributes:
        text: The page.
        spans: They tile the visible characters of the text.
        drafts: The articles in the order in which they begin.
        furniture: What belongs to no article, line by line.
        metadata: What the file said beside its text; it fills what the text does not say.
    """

    text: str
    spans: tuple[Span, ...]
    drafts: tuple[ArticleDraft, ...]
    furniture: tuple[str, ...]
    metadata: Metadata = field(default_factory=Metadata)


def split(document: RawDocument) -> Split:
    """Cut a document into the articles it holds.

    Args:
        document: Any document. One with a row is one article, whose paragraphs are its lines.

    Returns:
        The page with its drafts; without drafts if the text has no article.
    """
    if document.row is not None:
        spans = list(_row_spans(document))
    else:
        spans = page_spans(
            document.text,
            hard_wrapped=document.hard_wrapped,
            title=document.metadata.title,
            title_is_apart=document.format == "html",
            is_letter=document.format == "eml",
        )
    return assemble(document.text, spans, document.metadata)


def _row_spans(document: RawDocument) -> Iterator[Span]:
    """The lines of a table's row; headings are told by the row, each where it comes first."""
    awaited = iter(document.metadata.headings)
    heading = next(awaited, None)
    for block, line in enumerate(page_lines(document.text)):
        role: Role = "paragraph"
        if document.text[line.start : line.end] == heading:
            role, heading = "heading", next(awaited, None)
        yield Span(line.start, line.end, role, 0, block)


def assemble(text: str, spans: Sequence[Span], metadata: Metadata | None = None) -> Split:
    """Make drafts of spans.

    Args:
        text: The page.
        spans: They tile its visible characters.
        metadata: What the file says beside its text.

    Returns:
        The page with the drafts that the spans describe; articles are numbered anew in the order
        in which they begin, so that a span's article is the index of its draft.
    """
    known = metadata or Metadata()
    ordered = sorted(spans, key=lambda span: span.start)
    numbers: dict[int, int] = {}
    for position, span in enumerate(ordered):
        if span.article is None or span.role == "furniture":
            ordered[position] = replace(span, article=None, role="furniture")
        else:
            number = numbers.setdefault(span.article, len(numbers))
            ordered[position] = replace(span, article=number)
    members: dict[int, list[Span]] = defaultdict(list)
    for span in ordered:
        if span.article is not None:
            members[span.article].append(span)
    furniture = [span for span in ordered if span.article is None]
    dates = _Dates(text, furniture)
    drafts = [_draft(text, own, dates) for own in members.values()]
    alone = len(drafts) == 1
    return Split(
        text=text,
        spans=tuple(ordered),
        drafts=tuple(_filled(draft, known, alone=alone) for draft in drafts),
        furniture=tuple(text[span.start : span.end] for span in furniture),
        metadata=known,
    )


class _Dates:
    """The dates on a page's mastheads."""

    def __init__(self, text: str, furniture: Sequence[Span]) -> None:
        self._dated: list[tuple[int, date]] = []
        for span in furniture:
            line = text[span.start : span.end]
            said = masthead_date(line) if is_masthead(line) else None
            if said:
                self._dated.append((span.start, said))

    def at(self, offset: int) -> date | None:
        """The date of the last masthead before an article, or the page's only date."""
        before = [said for start, said in self._dated if start < offset]
        if before:
            return before[-1]
        return self._dated[0][1] if len({said for _, said in self._dated}) == 1 else None


def _draft(text: str, spans: Sequence[Span], dates: _Dates) -> ArticleDraft:
    blocks = _blocks(text, spans)

    def said(role: Role) -> list[str]:
        return [block for kind, block in blocks if kind == role]

    def line(role: Role) -> str | None:
        return " ".join(_MARKDOWN_HEADING.sub("", block) for block in said(role)) or None

    paragraphs = tuple(
        Paragraph(_MARKDOWN_HEADING.sub("", block) if kind == "heading" else block, kind)
        for role, block in blocks
        for kind in _paragraph_kind(role)
    )
    column = " ".join(dict.fromkeys(map(column_of, said("column")))) or None
    title = line("title")
    dated = [masthead_date(block) for block in said("date")]
    return ArticleDraft(
        title=title or column or _first_words(paragraphs),
        kicker=line("kicker"),
        subtitle=line("subtitle"),
        authors=tuple(
            dict.fromkeys(name for block in said("author") for name in authors_of(block))
        ),
        affiliation="；".join(map(affiliation_of, said("affiliation"))) or None,
        source="、".join(map(source_of, said("source"))) or None,
        column=column,
        published=next((day for day in dated if day), None) or dates.at(spans[0].start),
        paragraphs=paragraphs,
        marks=() if title else (UNTITLED,),
    )


def _paragraph_kind(role: Role) -> tuple[ParagraphKind, ...]:
    if role == "paragraph":
        return ("paragraph",)
    return ("heading",) if role == "heading" else ()


def _blocks(text: str, spans: Sequence[Span]) -> list[tuple[Role, str]]:
    """The spans' texts, those of one block joined, in the order in which blocks begin."""
    parts: dict[tuple[int, Role], list[Span]] = {}
    for span in spans:
        parts.setdefault((span.block, span.role), []).append(span)
    return [(role, _joined(text, own)) for (_, role), own in parts.items()]


def _joined(text: str, spans: Sequence[Span]) -> str:
    """The text of a block: lines are rejoined, what shares a line keeps the space between."""
    lines = [text[spans[0].start : spans[0].end]]
    for before, span in pairwise(spans):
        gap = text[before.end : span.start]
        part = text[span.start : span.end]
        if _LINE_BREAK.search(gap):
            lines.append(part)
        else:
            lines[-1] += (" " if gap else "") + part
    return join(lines)


def _first_words(paragraphs: Sequence[Paragraph]) -> str:
    """What an article without title and column is called until somebody names it."""
    text = paragraphs[0].text if paragraphs else ""
    dateline = _DATELINE.match(text)
    text = text[dateline.end() :] if dateline else text
    clause = _FIRST_SENTENCE.split(text, maxsplit=1)[0].strip()
    words = clause if 4 <= len(clause) <= _FIRST_WORDS else text[:_FIRST_WORDS].strip()
    return words or UNTITLED


def _filled(draft: ArticleDraft, known: Metadata, *, alone: bool) -> ArticleDraft:
    """The draft with what only the file says; of several articles only what holds for all."""
    draft = replace(
        draft,
        source=draft.source or known.source,
        published=draft.published or known.published,
        tags=known.tags,
    )
    if not alone:
        return draft
    title, marks = draft.title, draft.marks
    if UNTITLED in marks and known.title and not _POOR_TITLE.fullmatch(known.title.strip()):
        title, marks = known.title.strip(), (UNTITLED,) if known.untitled else ()
    return replace(
        draft,
        title=title,
        marks=marks,
        kicker=draft.kicker or known.kicker,
        subtitle=draft.subtitle or known.subtitle,
        authors=draft.authors or known.authors,
        affiliation=draft.affiliation or known.affiliation,
        column=draft.column or known.column,
    )
