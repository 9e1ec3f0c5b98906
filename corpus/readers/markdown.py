"""Markdown: its words without its signs, its front matter as metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.document import Metadata
from corpus.readers import columns
from corpus.readers.extract import Extract
from corpus.readers.lines import join_soft

if TYPE_CHECKING:
    from markdown_it.token import Token

_SOFT = "\x1f"
_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"^([^\s:：][^:：\n]{0,40})\s*[:：]\s*(.*)$")


def extract(text: str) -> Iterator[Extract]:
    """The text of a Markdown file.

    Headings, paragraphs and items of lists become blocks of their own; emphasis, links and code
    keep their words; HTML inside stays as typed.

    Args:
        text: The decoded file.

    Yields:
        One extract.
    """
    from markdown_it import MarkdownIt

    metadata, text = _front_matter(text.replace(_SOFT, ""))
    tokens = (
        MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).parse(text)
    )
    yield Extract("\n\n".join(_blocks(tokens)), metadata)


def _front_matter(text: str) -> tuple[Metadata, str]:
    text = text.replace("\r\n", "\n")
    match = _FRONT_MATTER.match(text)
    if match is None:
        return Metadata(), text
    record: dict[str, object] = {}
    key = ""
    for line in match.group(1).split("\n"):
        item = re.match(r"^\s*-\s+(.+)$", line)
        if item and key:
            listed = record.get(key)
            record[key] = (
                [*listed, _plain(item.group(1))]
                if isinstance(listed, list)
                else [_plain(item.group(1))]
            )
        elif pair := _PAIR.match(line):
            key, value = pair.group(1), pair.group(2)
            listed_here = re.fullmatch(r"\[(.*)\]", value.strip())
            record[key] = (
                [_plain(part) for part in listed_here.group(1).split(",")]
                if listed_here
                else _plain(value)
            )
    mapped = columns.map_columns(list(record))
    if not mapped.names:
        return Metadata(), text
    record["正文"] = "x"
    found = columns.extract_row(record, columns.map_columns(list(record)), 1)
    return found.metadata, text[match.end() :]


def _plain(value: str) -> str:
    return value.strip().strip("\"'")


def _blocks(tokens: list[Token]) -> Iterator[str]:
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield "\t".join(row)
            row = None
        elif token.type == "inline":
            text = _inline(token.children or [])
            if row is not None:
                row.append(text)
            elif text:
                yield text
        elif token.type in ("fence", "code_block", "html_block"):
            yield token.content.strip("\n")


def _inline(children: list[Token]) -> str:
    text = ""
    for child in children:
        if child.type == "softbreak":
            text += _SOFT
        elif child.type == "hardbreak":
            text += "\n"
        elif child.type in ("text", "code_inline", "html_inline", "image"):
            text += child.content
    # CommonMark does not close emphasis between Chinese punctuation and a character.
    return join_soft(re.sub(r"\*\*(\S|\S.{0,400}?\S)\*\*", r"\1", text), _SOFT)
