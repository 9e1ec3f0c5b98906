"""The rows of the tables in a Word document, cell by cell."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from corpus.readers.extract import Refused
from corpus.readers.limits import Limits
from corpus.readers.packages import damaged, open_package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def rows(data: bytes, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Rows of all tables, numbered from 1; runs in the child process.

    Args:
        data: Bytes of a .docx file.
        limits: Bounds on expanded size and rows.

    Yields:
        The number of a row and the texts of its cells, paragraphs parted by line feeds.

    Raises:
        Refused: The package is damaged or too large.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    open_package(data, limits).close()
    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except (OpcError, etree.LxmlError, KeyError, ValueError, AttributeError, OSError):
        raise damaged("Word 文档") from None
    for number, row in enumerate(body.iter(f"{_W}tr"), 1):
        if number > limits.rows:
            raise Refused("too_large", f"表格超过 {limits.rows} 行。", "请分成几个文件再导入。")
        yield number, ["\n".join(map(_text, cell.iter(f"{_W}p"))) for cell in row.iter(f"{_W}tc")]


def _text(paragraph: Any) -> str:
    return "".join(run.text or "" for run in paragraph.iter(f"{_W}t"))
