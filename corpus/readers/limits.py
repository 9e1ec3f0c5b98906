"""How much of a file we are willing to look at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep one hostile file from taking the library down.

    Attributes:
        size: Bytes of one file.
        expanded: Bytes of a container (zip, docx, xlsx) after decompression.
        ratio: Expanded to packed bytes of one member, looked at beyond 20 MB.
        entries: Members of a zip.
        depth: Zips inside one another, counting the outermost.
        pages: Pages of a PDF.
        rows: Rows of a table.
        characters: Characters of one document; beyond that it is no article.
        lines: Lines of one document; beyond that it is a list, a log or malice.
        seconds: Waiting time for the child process, per answer.
        memory: Address space of the child process in bytes.
    """

    size: int = 512 * 1024 * 1024
    expanded: int = 500 * 1024 * 1024
    ratio: int = 200
    entries: int = 20_000
    depth: int = 2
    pages: int = 2_000
    rows: int = 1_000_000
    characters: int = 5_000_000
    lines: int = 200_000
    seconds: float = 60.0
    memory: int = 1536 * 1024 * 1024


DEFAULT = Limits()
