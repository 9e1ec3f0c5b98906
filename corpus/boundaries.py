"""Corrections to a split page: each gives a new split of the same text and loses nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.bylines import is_affiliation, is_bare_names, is_marked_author, is_source
from corpus.errors import SixueError
from corpus.spans import Role, Span
from corpus.splitting import Split, assemble

_TOP_LINES = 4
_HEADS = ("title", "kicker", "subtitle", "column")


class BoundaryError(SixueError):
    """A correction that cannot be made at this place."""


def merge_with_previous(split: Split, article: int) -> Split:
    """Make an article part of the one before it.

    Args:
        split: A split page.
        article: Index of the article among the page's drafts.

    Returns:
        The page with one article less. Title, 引题, 副题 and column of the merged article become
        headings; its byline counts for the joint article.

    Raises:
        BoundaryError: There is no such article, or it is the first.
    """
    if not 0 < article < len(split.drafts):
        raise BoundaryError(
            "这篇文章前面没有可以合并的文章。", "请从第二篇起选择要并入上一篇的文章。"
        )

    def merged(span: Span) -> Span:
        if span.article != article:
            return span
        return replace(span, article=article - 1, role=_below(span.role))

    return _assembled(split, [merged(span) for span in split.spans])


def start_article_at(split: Split, offset: int) -> Split:
    """Let a new article begin at a place in the text.

    Args:
        split: A split page.
        offset: Index into the text; the article begins with the first visible character of an
            article at or behind it.

    Returns:
        The page with one article more. What followed in the old article belongs to the new one; a
        heading at its top becomes its title, names and offices below that its byline. Nothing
        changes where an article begins already.

    Raises:
        BoundaryError: No text of an article is at or behind the offset.
    """
    spans = list(split.spans)
    at = next((i for i, s in enumerate(spans) if s.end > offset and s.article is not None), None)
    if at is None:
        raise BoundaryError("这里之后没有文章的正文，不能另起一篇。", "请选择正文中的一行。")
    first = spans[at]
    cut = first.start
    if offset > first.start:
        cut = _visible(split.text, offset, first.end)
    old = first.article
    if not any(s.article == old and s.start < cut for s in spans):
        return split
    spans = _cut(spans, cut, split.text)
    fresh = _numbers_beyond(spans)
    blocks: dict[int, int] = {}
    for index, span in enumerate(spans):
        if span.article == old and span.start >= cut:
            block = blocks.setdefault(span.block, fresh + len(blocks))
            spans[index] = replace(span, article=fresh, block=block)
    return _assembled(split, _with_head(split.text, spans, fresh))


def move_boundary(split: Split, article: int, offset: int) -> Split:
    """Let an article begin at another place, nearer or farther up the page.

    Args:
        split: A split page.
        article: Index of the article among the page's drafts.
        offset: Index into the text of the article or of the one before it.

    Returns:
        The page in which what lies between the old place and the new one has changed hands. What
        goes to the article before keeps its place there, with titles as headings; in front of the
        first article it becomes furniture, and furniture in front of it becomes text.

    Raises:
        BoundaryError: There is no such article, or the place is in neither of the two, or one of
            them would be left without text.
    """
    if not 0 <= article < len(split.drafts):
        raise BoundaryError("没有这一篇文章。", "请刷新页面后再拖。")
    begin = next(s.start for s in split.spans if s.article == article)
    at = _visible(split.text, max(offset, 0), len(split.text))
    spans = _cut(list(split.spans), at, split.text)
    before = article - 1 if article else None
    giver = before if at < begin else article
    left = [s for s in spans if s.article == giver and (s.start < at) == (at < begin)]
    low, high = sorted((at, begin))
    moved = [s for s in spans if low <= s.start < high and s.article == giver]
    if at == begin or not moved or (not left and giver is not None):
        if at == begin:
            return split
        raise BoundaryError(
            "边界不能移到这里。", "请移到这一篇或上一篇的一行；要去掉一篇，请用“并入上一篇”。"
        )
    fresh = _numbers_beyond(spans)
    blocks: dict[int, int] = {}
    for index, span in enumerate(spans):
        if low <= span.start < high and span.article == giver:
            # What furniture gives was no paragraph together.
            key = span.block if giver is not None else -1 - index
            block = blocks.setdefault(key, fresh + len(blocks))
            spans[index] = _handed_over(span, article if at < begin else before, block)
    return _assembled(split, spans if at < begin else _with_head(split.text, spans, article))


def _handed_over(span: Span, article: int | None, block: int) -> Span:
    """A span in the hands of another article, or of none."""
    if article is None:
        return replace(span, article=None, role="furniture", block=block)
    role: Role = "paragraph" if span.article is None else span.role
    down = span.article is not None and span.article > article
    return replace(span, article=article, block=block, role=_below(role) if down else role)


def _below(role: Role) -> Role:
    """The role that a line has once it stands amid another article."""
    return "heading" if role in _HEADS else role


def relabel(split: Split, start: int, end: int, role: Role) -> Split:
    """Say what a stretch of the text is.

    Args:
        split: A split page.
        start: Where the stretch begins.
        end: Just behind its end.
        role: Its new role. Furniture given another role joins the article before it, or the first.

    Returns:
        The page with the stretch in its new role.

    Raises:
        BoundaryError: The stretch holds no visible character.
    """
    if not split.text[max(start, 0) : max(end, 0)].strip():
        raise BoundaryError("所选的范围里没有文字。", "请选中要改动的文字后再试。")
    spans = _cut(_cut(list(split.spans), start, split.text), end, split.text)
    fresh = _numbers_beyond(spans)
    changed: list[int] = []
    behind: dict[int, int] = {}
    touched = {span.block for span in spans if start <= span.start < end}
    if role != "furniture":
        touched |= _blocks_around(spans, start, end)
    for index, span in enumerate(spans):
        if start <= span.start < end:
            # What furniture had interrupted is not joined across it once that is text too.
            if not changed or span.block != changed[-1]:
                changed.append(span.block)
            block = fresh + 2 * (len(changed) - 1)
            article = None if role == "furniture" else _article_for(spans, index)
            spans[index] = replace(span, role=role, article=article, block=block)
        elif span.start >= end and span.block in touched:
            block = behind.setdefault(span.block, fresh + 2 * len(behind) + 1)
            spans[index] = replace(span, block=block)
    return _assembled(split, spans)


def join_paragraphs(split: Split, offset: int) -> Split:
    """Join the paragraph at a place to the one before it, as when a column's foot had torn them.

    Args:
        split: A split page.
        offset: Index into the second paragraph.

    Returns:
        The page with the two as one paragraph.

    Raises:
        BoundaryError: No paragraph is there, or none of the same article before it.
    """
    body = [s for s in split.spans if s.role in ("heading", "paragraph")]
    here = next((s for s in body if s.start <= offset < s.end), None)
    before = [
        s
        for s in body
        if here and s.article == here.article and s.start < here.start and s.block != here.block
    ]
    if here is None or not before:
        raise BoundaryError("这一段前面没有可以连接的段落。", "请选择同一篇文章里后面的一段。")
    last = before[-1]
    spans = [
        replace(s, block=last.block, role=last.role)
        if s.block == here.block and s.role == here.role
        else s
        for s in split.spans
    ]
    return _assembled(split, spans)


def _assembled(split: Split, spans: Sequence[Span]) -> Split:
    return assemble(split.text, spans, split.metadata)


def _numbers_beyond(spans: Sequence[Span]) -> int:
    """A number that no article and no block has."""
    return 1 + max(max(span.block, span.article or 0) for span in spans)


def _visible(text: str, offset: int, end: int) -> int:
    """The first visible character at or behind an offset."""
    return next((i for i in range(offset, end) if not text[i].isspace()), end)


def _cut(spans: list[Span], offset: int, text: str) -> list[Span]:
    """Cut the span around an offset in two; white space at the cut is in neither."""
    found: list[Span] = []
    for span in spans:
        if span.start < offset < span.end:
            head = len(text[span.start : offset].rstrip())
            tail = _visible(text, offset, span.end)
            found.append(replace(span, end=span.start + head))
            found.append(replace(span, start=tail))
        else:
            found.append(span)
    return found


def _article_for(spans: Sequence[Span], index: int) -> int:
    """The article of a span; for furniture the one before it, else the first behind it."""
    around = [spans[index], *reversed(spans[:index]), *spans[index + 1 :]]
    return next((span.article for span in around if span.article is not None), 0)


def _blocks_around(spans: Sequence[Span], start: int, end: int) -> set[int]:
    """Paragraphs that begin before a stretch and go on behind it."""
    before = {span.block for span in spans if span.start < start}
    return before & {span.block for span in spans if span.start >= end}


def _with_head(text: str, spans: list[Span], article: int) -> list[Span]:
    """Read the top of a new article: heading → title, names → authors, and so on."""
    top = [i for i, span in enumerate(spans) if span.article == article][:_TOP_LINES]
    if any(spans[i].role == "title" for i in top):
        return spans
    for index in top:
        span = spans[index]
        role = _head_role(text[span.start : span.end], span.role, first=index == top[0])
        if role is None:
            break
        spans[index] = replace(span, role=role)
    return spans


def _head_role(line: str, role: Role, *, first: bool) -> Role | None:
    if first:
        return "title" if role == "heading" else None
    if role not in ("heading", "paragraph"):
        return role
    if is_marked_author(line) or is_bare_names(line):
        return "author"
    if is_affiliation(line):
        return "affiliation"
    return "source" if is_source(line) else None
