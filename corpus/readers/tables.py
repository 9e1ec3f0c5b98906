"""Tables in text form, a row an article: CSV and its relatives, JSON Lines and JSON lists."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain, count
from typing import Any, TextIO

from corpus.document import Format, RawDocument, Refusal
from corpus.readers import columns
from corpus.readers.decoding import Decoded, open_text
from corpus.readers.extract import Extract, Refused, Upload, document
from corpus.tables import as_typed

_DECODER = json.JSONDecoder(strict=False)
_RUNAWAYS = 50  # beyond that the rest of the file is one row
_SHOWN_REFUSALS = 100
_BAD_ROW = "请在原表里改好这一行再导入；其他行不受影响。"


def read_csv(upload: Upload) -> Iterator[RawDocument | Refusal]:
    """Articles of a table with separated cells.

    Args:
        upload: The file.

    Yields:
        A document for each row with text, a refusal for each other row that is not empty.

    Raises:
        Refused: No column can be the body.
    """
    csv.field_size_limit(max(csv.field_size_limit(), upload.limits.characters * 2))
    stream, decoded = open_text(upload.data)
    rows = _csv_rows(stream)
    number, header = next(rows, (1, []))
    if isinstance(header, Refused):
        raise header
    mapped = columns.map_columns(header)
    if mapped.body is None:
        raise columns.missing_body(header)
    for number, cells in _bounded(rows, upload):
        if isinstance(cells, Refused):
            yield cells.named(row_name(upload.name, number))
        elif any(cell.strip() for cell in cells):
            record = dict(zip(header, map(as_typed, cells), strict=False))
            yield row_document(upload, "csv", record, mapped, number, decoded)
            decoded = replace(decoded, warnings=()) if decoded.warnings else decoded


def _csv_rows(stream: TextIO) -> Iterator[tuple[int, list[str] | Refused]]:
    """Numbered rows; the header is the first row that is not empty."""
    lines: Iterator[str] = (line.replace("\0", "") for line in stream)
    first = next((line for line in lines if line.strip("\ufeff\r\n \t")), "").lstrip("\ufeff")
    if first[:4].lower() == "sep=":
        sign = first[4:5]
    else:
        sign = columns.delimiter_of(first)
        lines = chain((first,), lines)
    reader = _StrictCsv(lines, sign)
    for number in count(1):
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except Refused as refused:
            yield number, refused


class _StrictCsv:
    """A CSV reader that finds its way again after a quote that is never closed."""

    def __init__(self, lines: Iterator[str], sign: str) -> None:
        self._sign = sign
        self._lines = lines
        self._row: list[str] = []
        self._runaways = 0
        self._reader = self._fresh()

    def _fresh(self) -> Iterator[list[str]]:
        return csv.reader(self._recorded(), delimiter=self._sign, strict=True)

    def _recorded(self) -> Iterator[str]:
        for line in self._lines:
            self._row.append(line)
            yield line

    def __iter__(self) -> _StrictCsv:
        return self

    def __next__(self) -> list[str]:
        """The next row; raises Refused for one whose quotes do not match."""
        self._row.clear()
        try:
            return next(self._reader)
        except csv.Error as error:
            row = list(self._row)
            runaway = "end of data" in str(error) or "field limit" in str(error)
            if not runaway and len(row) == 1:
                self._reader = self._fresh()
                return next(csv.reader(row, delimiter=self._sign))
            self._runaways += 1
            if self._runaways < _RUNAWAYS:
                self._lines = chain(row[1:], self._lines)
            self._reader = self._fresh()
        raise Refused("damaged", "这一行的引号不配对，读不出来。", _BAD_ROW)


def read_jsonl(upload: Upload) -> Iterator[RawDocument | Refusal]:
    """Articles of a JSON Lines file, of a JSON list of objects, or of a single object.

    Args:
        upload: The file.

    Yields:
        A document for each object with text, a refusal for each other line that is not empty.

    Raises:
        Refused: No object has a field that can be the body.
    """
    used = False
    mapped: columns.Mapped | None = None
    keys: tuple[str, ...] = ()
    stream, decoded = open_text(upload.data)
    for number, record in _bounded(_json_records(stream), upload):
        name = row_name(upload.name, number)
        if isinstance(record, Refused):
            yield record.named(name)
            continue
        if mapped is None or tuple(record) != keys:
            keys = tuple(record)
            mapped = columns.map_columns(keys)
        if mapped.body is None and not used:
            raise columns.missing_body(keys)
        used = True
        yield row_document(upload, "jsonl", record, mapped, number, decoded)
        decoded = replace(decoded, warnings=()) if decoded.warnings else decoded


def _json_records(stream: TextIO) -> Iterator[tuple[int, Mapping[str, Any] | Refused]]:
    lines = ((number, line.strip("\ufeff\0 \t\r\n")) for number, line in enumerate(stream, 1))
    start = next((found for found in lines if found[1]), (1, ""))
    if start[1].startswith("[") or not start[1].endswith("}"):
        yield from _json_list(start[1] + "\n" + stream.read())
        return
    second = next((found for found in lines if found[1]), None)
    if second is None:
        yield from _json_list(start[1])
        return
    for number, line in chain((start, second), lines):
        if not line:
            continue
        try:
            record = _DECODER.decode(line)
        except (ValueError, RecursionError):
            yield number, Refused("damaged", "这一行不是完整的 JSON。", _BAD_ROW)
            continue
        yield number, _checked(record)


def _json_list(text: str) -> Iterator[tuple[int, Mapping[str, Any] | Refused]]:
    try:
        found = _DECODER.decode(text)
    except (ValueError, RecursionError):
        raise Refused(
            "damaged", "JSON 文件不完整或格式有误，读不出来。", "请重新导出一份再导入。"
        ) from None
    if isinstance(found, dict):
        nested = next((v for v in found.values() if isinstance(v, list) and _objects(v)), None)
        is_article = columns.map_columns(list(found)).body is not None
        found = nested if nested is not None and not is_article else [found]
    for number, record in enumerate(found if isinstance(found, list) else [found], start=1):
        yield number, _checked(record)


def _objects(values: list[Any]) -> bool:
    return bool(values) and all(isinstance(value, dict) for value in values[:5])


def _checked(record: object) -> Mapping[str, Any] | Refused:
    if isinstance(record, dict):
        return record
    return Refused("damaged", "这一行不是一个带字段名的 JSON 对象。", _BAD_ROW)


def _bounded(rows: Iterator[tuple[int, Any]], upload: Upload) -> Iterator[tuple[int, Any]]:
    limit = upload.limits.rows
    for seen, (number, row) in enumerate(rows):
        if seen >= limit:
            yield (
                number,
                Refused(
                    "too_large",
                    f"表格超过 {limit} 行，从这一行起没有读取。",
                    "请分成几个文件再导入。",
                ),
            )
            return
        yield number, row


def summed(found: Iterator[RawDocument | Refusal], name: str) -> Iterator[RawDocument | Refusal]:
    """Rows of a table, with only so many refusals that a person may read them.

    Args:
        found: Documents and refusals of rows.
        name: The table's.

    Yields:
        The same; after the first refusals, further ones are counted and named together at the end.
    """
    shown = more = 0
    for row in found:
        if isinstance(row, Refusal):
            shown += 1
            if shown > _SHOWN_REFUSALS:
                more += 1
                continue
        yield row
    if more:
        yield Refusal(
            name, "no_text", f"另有 {more} 行没有正文或读不出来。", "请核对表格的列名和内容。"
        )


def row_name(name: str, number: int) -> str:
    """How a row is called in a report."""
    return f"{name} 第 {number} 行"


def row_document(
    upload: Upload,
    kind: Format,
    record: Mapping[str, Any],
    mapped: columns.Mapped,
    number: int,
    decoded: Decoded,
) -> RawDocument | Refusal:
    """One row as a document, or its refusal.

    Args:
        upload: The table's file.
        kind: Its type.
        record: Values by column name.
        mapped: Which column is which field.
        number: 1-based row.
        decoded: How the file was decoded; its warnings go to this document.

    Returns:
        The document or the refusal.
    """
    try:
        found = columns.extract_row(record, mapped, number)
        extract = Extract(
            found.text,
            found.metadata,
            encoding=decoded.encoding,
            encoding_guessed=decoded.guessed,
            row=number,
            warnings=(*decoded.warnings, *found.warnings),
        )
        return document(upload, kind, extract)
    except Refused as refused:
        return refused.named(row_name(upload.name, number))
