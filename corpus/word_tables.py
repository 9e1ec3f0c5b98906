"""Tables in documents for a word processor."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from corpus.tables import office_text

_MARGIN = 108
"""Twentieths of a point by which words stand in within a cell."""


def add_table(
    document: Any,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[float] | None = None,
    right: Collection[int] = (),
    style: str | None = None,
) -> Any:
    """Adds a table whose head stands on each page that it reaches; a word where it has no rows.

    Args:
        document: What it is added to.
        heads: Names of the columns.
        rows: As many texts each.
        widths: Of the columns, in centimetres; equal ones if None.
        right: Columns of numbers.
        style: Of the paragraphs in it; that of the document if None.
    """
    if not rows:
        return document.add_paragraph("无。")
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(office_text(head)).bold = True
    _mark(table.rows[0], "w:tblHeader")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = office_text(text)
    if widths:
        _widen(table, widths)
    _dress(table, right, style)
    return table


def _dress(table: Any, right: Collection[int], style: str | None) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    for row in table.rows:
        _mark(row, "w:cantSplit")
        for column, cell in enumerate(row.cells):
            for paragraph in cell.paragraphs:
                if style:
                    paragraph.style = style
                if column in right:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _widen(table: Any, widths: Sequence[float]) -> None:
    """Says widths twice: some programs read those of columns, others those of cells."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    table.autofit = False
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), str(_MARGIN))
    indent.set(qn("w:type"), "dxa")
    table._tbl.tblPr.insert_element_before(
        indent, "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _mark(row: Any, name: str) -> None:
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    mark = OxmlElement(name)
    # The schema wants cantSplit before tblHeader.
    if name == "w:cantSplit":
        properties.insert(0, mark)
    else:
        properties.append(mark)
