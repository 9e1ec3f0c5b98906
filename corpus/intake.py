"""One file on the desk: its documents, to be corrected before any of them is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from corpus.document import Refusal
from corpus.importing import Imports, Prepared
from corpus.sheet import Sheet
from corpus.splitting import split

REVIEWED = 300
"""Documents of one file that are held for correction; what is beyond is read when kept."""


@dataclass(slots=True)
class Intake:
    """One file on the desk.

    Attributes:
        name: Its name.
        data: Its bytes.
        sheets: Its first documents.
        refusals: What could not be read.
        more: True if it holds more documents than are shown.
    """

    name: str
    data: bytes
    sheets: list[Sheet]
    refusals: list[Refusal]
    more: bool = False

    def final(self, imports: Imports, refusals: list[Refusal]) -> Iterator[Prepared]:
        """Everything of the file that is to be kept; refusals met on the way are noted."""
        for sheet in self.sheets:
            prepared = sheet.final()
            if prepared is not None:
                yield prepared
        if not self.more:
            return
        seen = 0
        for found in imports.prepare(self.name, self.data):
            if isinstance(found, Prepared):
                seen += 1
                if seen > len(self.sheets):
                    yield found
            elif found not in self.refusals:
                refusals.append(found)


def read(
    imports: Imports, name: str, data: bytes, limit: int = REVIEWED, *, is_letter: bool = False
) -> Intake:
    """Reads a file onto the desk; nothing is kept.

    Args:
        imports: Of the archive whose duplicates count.
        name: The file's name.
        data: Its bytes.
        limit: Documents to hold for correction.
        is_letter: Whether it is the text of a message, with a greeting before what it brings.
    """
    found = imports.prepare(name, data)
    first = list(islice(found, limit))
    sheets = [Sheet(one) for one in first if isinstance(one, Prepared)]
    refusals = [one for one in first if isinstance(one, Refusal)]
    intake = Intake(name, data, sheets, refusals, more=next(found, None) is not None)
    if is_letter:
        for sheet in sheets:
            document = replace(sheet.prepared.document, format="eml")
            sheet.prepared = replace(sheet.prepared, document=document, split=split(document))
        look_for_duplicates(imports, sheets)
    return intake


def look_for_duplicates(imports: Imports, sheets: Sequence[Sheet]) -> None:
    """Holds the drafts of sheets as they are now against what is kept."""
    blank = [
        replace(sheet.prepared, duplicates=(None,) * len(sheet.split.drafts)) for sheet in sheets
    ]
    for sheet, checked in zip(sheets, imports.verdicts(blank), strict=True):
        if isinstance(checked, Prepared):
            sheet.prepared = checked
