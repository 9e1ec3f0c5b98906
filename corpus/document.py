"""What a reader makes of a file: raw documents, or a refusal with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Format = Literal["txt", "md", "docx", "pdf", "html", "eml", "csv", "xlsx", "jsonl", "zip"]

RefusalReason = Literal[
    "empty",  # no bytes, or white space only
    "unreadable",  # bytes that are no text in any encoding we know
    "damaged",  # a container cut short or corrupt
    "encrypted",  # a password is needed
    "scanned",  # pictures of pages without a text layer
    "too_large",  # bytes, expanded bytes, pages or rows above the limit
    "too_slow",  # the bounded child process ran out of time or memory
    "unsupported",  # a real type we do not read
    "no_text",  # well-formed, but nothing to keep in it
    "missing_column",  # a table without a column that can be the body
]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about its article beside the text; anything may be missing.

    Attributes:
        headings: Lines of the text that are headings, in their order.
        untitled: True if the title is but the article's first words.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    affiliation: str | None = None
    source: str | None = None
    column: str | None = None
    published: date | None = None
    tags: tuple[str, ...] = ()
    kicker: str | None = None
    subtitle: str | None = None
    headings: tuple[str, ...] = ()
    untitled: bool = False


@dataclass(frozen=True, slots=True)
class RawDocument:
    """The text of one file, attachment, archive member or table row.

    Attributes:
        name: Path as the user knows it; containers are joined with "/" ("投稿.zip/甲.txt").
        format: The real type, judged by content.
        text: Lines joined by "\\n"; an empty line separates blocks where the format has them.
        sha256: Hex digest of the bytes of the file the document came from (for a member of a
            container: of the member's own bytes; for a table row: of the table file).
        size: Length of those bytes.
        metadata: What the format says outside the text (docx properties, mail headers, columns).
        encoding: Character encoding the text was decoded with; None where the format fixes it.
        encoding_guessed: True if nothing in the file declared the encoding and it was not valid
            UTF-8, so that the user should look at the preview.
        hard_wrapped: True if line ends are those of the layout (PDF), not of the author.
        row: 1-based row of a table in which a row is an article; None for other formats.
            A document with a row is never split.
        warnings: Chinese sentences about what was repaired or doubtful.
    """

    name: str
    format: Format
    text: str
    sha256: str
    size: int
    metadata: Metadata = field(default_factory=Metadata)
    encoding: str | None = None
    encoding_guessed: bool = False
    hard_wrapped: bool = False
    row: int | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file, attachment, member or row that could not be read, and why.

    Attributes:
        name: Path as the user knows it.
        reason: Machine-readable reason.
        problem: What is wrong, a Chinese sentence.
        remedy: What the user can do, a Chinese sentence.
    """

    name: str
    reason: RefusalReason
    problem: str
    remedy: str
