"""The workbench: documents of submissions on which several editors may work at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from corpus.corrections import Corrections
from corpus.database import Database
from corpus.importing import Imports
from corpus.intake import Intake, look_for_duplicates
from corpus.keeping import Prepared
from corpus.schema import submission_parts
from corpus.sheet import Sheet
from corpus.submission import OPEN, WrongStep
from corpus.submission_rows import part_row, row_of


@dataclass(slots=True)
class Bench:
    """A document of a submission, as one editor has it before them.

    Attributes:
        part_id: The part that it is of.
        index: Its number among the documents of the part.
        prepared: As it was read.
        sheet: As it is corrected; change it and save the bench.
        base: The state that was kept when the editor began.
    """

    part_id: int
    index: int
    prepared: Prepared
    sheet: Sheet
    base: Corrections


def lay_out(
    imports: Imports, part_id: int, kept: Mapping[str, Any] | None, intake: Intake
) -> list[Bench]:
    """The documents of a part with their kept corrections.

    Args:
        imports: Of the archive whose duplicates count.
        part_id: The part.
        kept: The corrections, by the number of the document.
        intake: The part as it was read; it stays as it is.
    """
    found = []
    for index, read in enumerate(intake.sheets):
        sheet = Sheet.from_json(read.prepared, (kept or {}).get(str(index)))
        found.append(Bench(part_id, index, read.prepared, sheet, sheet.corrections))
    look_for_duplicates(imports, [bench.sheet for bench in found])
    return found


def save(database: Database, bench: Bench) -> None:
    """Keeps the corrections of a bench together with those that others made meanwhile.

    They belong to the workbench, not to the library: they are written beside its revision, and
    each document remembers its own past.

    Raises:
        NotAllowed: The actor is no editor.
        WrongStep: The submission is decided.
        BothChanged: Somebody else changed the same thing in another way; nothing is kept.
    """
    with database.write_beside("editor") as connection:
        row = part_row(connection, bench.part_id)
        status = row_of(connection, row["submission_id"])["status"]
        if status not in OPEN:
            raise WrongStep(status, "correct")
        kept = row["sheets"] or {}
        theirs = Sheet.from_json(bench.prepared, kept.get(str(bench.index)))
        bench.sheet.merge_in(bench.base, theirs)
        sheets = {**kept, str(bench.index): bench.sheet.to_json()}
        connection.execute(
            sa.update(submission_parts)
            .where(submission_parts.c.id == bench.part_id)
            .values(sheets=sheets, revision=row["revision"] + 1)
        )
    bench.base = bench.sheet.corrections
