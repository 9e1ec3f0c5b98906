"""Articles for tests, put into an archive as the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from corpus.actor import Actor
from corpus.archive import Archive
from corpus.article import ArticleDraft, Paragraph
from corpus.document import RawDocument
from corpus.importing import Prepared
from corpus.splitting import Split


def draft(text: str = "山路修好了。", title: str = "山路", **fields: Any) -> ArticleDraft:
    """A draft whose text has a paragraph a line; a line beginning with "# " is a heading."""
    paragraphs = tuple(
        Paragraph(line.removeprefix("# "), "heading" if line.startswith("# ") else "paragraph")
        for line in text.split("\n")
        if line
    )
    return ArticleDraft(title=title, paragraphs=paragraphs, **fields)


def prepared(drafts: Iterable[ArticleDraft], name: str = "文章.jsonl") -> Iterator[Prepared]:
    """The drafts as rows of one table, ready to be kept."""
    for row, one in enumerate(drafts, 1):
        document = RawDocument(name, "jsonl", one.text, "0" * 64, 1, row=row)
        yield Prepared(document, Split(one.text, (), (one,), ()), (None,))


def keep(archive: Archive, *drafts: ArticleDraft, name: str = "文章.jsonl") -> list[int]:
    """Keeps the drafts and gives the ids of the new articles."""
    return [i for kept in archive.imports.keep(prepared(drafts, name)) for i in kept.article_ids]


def by(name: str, archive: Archive) -> Archive:
    """The archive in the hands of an editor of this name."""
    return archive.acting_as(Actor(name, "editor"))


def read_by(name: str, archive: Archive) -> Archive:
    """The archive in the hands of a reader of this name, whose notes go by it."""
    return archive.acting_as(Actor(name, "reader", reader=name))
