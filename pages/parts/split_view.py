"""The original page of an import, line by line, each with its article and its role.

A click on a line offers the corrections; what was chosen comes back as an edit.
"""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from corpus.sheet import Sheet
from corpus.spans import Role, Span
from corpus.splitting import Split
from pages.parts.errors import attempt
from pages.parts.palette import PALETTE

logger = logging.getLogger("sixue")
STATIC = Path(__file__).resolve().parent.parent / "static"
LINES_SHOWN = 600
ROLES: dict[Role, str] = {
    "title": "标题",
    "kicker": "引题",
    "subtitle": "副题",
    "author": "作者",
    "affiliation": "作者身份",
    "source": "来源",
    "column": "栏目",
    "date": "日期",
    "heading": "小标题",
    "paragraph": "正文",
    "furniture": "版面附属文字",
}


def page_view(sheet: Sheet, key: str, after: Callable[[Sheet], object]) -> None:
    """Shows the page of a sheet and applies the corrections made on it.

    Args:
        sheet: The document.
        key: Unique on the page.
        after: Called with the sheet after a correction was applied.
    """
    lines = page_lines(sheet.split, sheet.numbers)
    lines = _some(lines, key)
    renderer = st.components.v2.component(
        "sixue.page_view",
        css=(STATIC / "page_view.css").read_text(encoding="utf-8"),
        js=(STATIC / "page_view.js").read_text(encoding="utf-8"),
    )

    def changed() -> None:
        edit = getattr(st.session_state[key], "edit", None)
        if edit and attempt(_apply, sheet, edit):
            attempt(after, sheet)

    renderer(
        key=key,
        data={
            "label": f"{sheet.name} 的原文",
            "lines": lines,
            "roles": list(ROLES.items()),
            "colours": list(PALETTE),
        },
        on_edit_change=changed,
    )


def page_lines(split: Split, numbers: Sequence[int]) -> list[dict[str, Any]]:
    """The lines of a page that are not blank.

    Args:
        split: The page.
        numbers: The number of each draft in the spans.

    Returns:
        For each line its number `n`, `start` and `end` in the text without the white space
        around it, the `index` of its article (None for furniture), whether it is the `first`
        line of it, its `parts` (text and role) and what is `said` beside it.
    """
    index = {number: i for i, number in enumerate(numbers)}
    starts = [span.start for span in split.spans]
    seen: set[int] = set()
    lines = []
    for n, start, end in _lines(split.text):
        spans = split.spans[max(0, bisect_right(starts, start) - 1) : bisect_right(starts, end - 1)]
        parts = list(_parts(split.text, spans, start, end))
        owner = next(
            (index[s.article] for s in spans if s.article in index and s.end > start), None
        )
        first = owner is not None and owner not in seen
        if owner is not None:
            seen.add(owner)
        roles = dict.fromkeys(ROLES[part["role"]] for part in parts if part["role"] != "paragraph")
        said = "、".join(roles)
        if first and owner is not None:
            said = f"第 {owner + 1} 篇" + (f" · {said}" if said else "")
        lines.append(
            {
                "n": n,
                "start": start,
                "end": end,
                "index": owner,
                "first": first,
                "parts": parts,
                "said": said,
            }
        )
    return lines


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of each line that is not blank."""
    at = 0
    for n, line in enumerate(text.split("\n"), 1):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            yield n, start, at + len(line.rstrip())
        at += len(line) + 1


def _parts(text: str, spans: Sequence[Span], start: int, end: int) -> Iterator[dict[str, str]]:
    for span in spans:
        if span.end > start and span.start < end:
            here = text[max(span.start, start) : min(span.end, end)]
            role: Role = "furniture" if span.article is None else span.role
            yield {"text": here, "role": role}


def _apply(sheet: Sheet, edit: dict[str, Any]) -> None:
    """Does what the browser asked for; what makes no sense is passed over."""
    start, end = edit.get("start"), edit.get("end")
    if not (isinstance(start, int) and isinstance(end, int)):
        return
    if not 0 <= start < end <= len(sheet.split.text):
        return
    match edit.get("action"):
        case "start":
            sheet.start_article(start)
        case "move" if isinstance(edit.get("index"), int):
            sheet.move(edit["index"], start)
        case "undo":
            sheet.undo()
        case "redo":
            sheet.redo()
        case "merge" if isinstance(edit.get("index"), int):
            sheet.merge(edit["index"])
        case "join":
            sheet.join(start)
        case "relabel" if edit.get("role") in ROLES:
            sheet.relabel(start, end, edit["role"])
        case _:
            logger.warning("unknown correction of %s", sheet.name)


def _some(lines: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """The lines of one screenful, chosen below a long page."""
    pages = (len(lines) - 1) // LINES_SHOWN + 1
    if pages < 2:
        return lines
    st.caption(f"原文较长，共 {len(lines):,} 行，分 {pages} 段显示。")
    chosen = st.pagination(pages, key=f"{key}-part")
    return lines[(chosen - 1) * LINES_SHOWN : chosen * LINES_SHOWN]
