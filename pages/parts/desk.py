"""The desk of one visitor: the files between upload and keeping, in the order they came."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import uuid4

from corpus.document import Refusal
from corpus.intake import Intake
from corpus.sheet import Sheet


@dataclass(slots=True)
class Desk:
    """What one visitor is about to import.

    Attributes:
        token: Names this import; keeping twice under one token happens once.
        intakes: The files that were read, by the id of their upload, in the order of upload.
        order: The ids of all uploads, read or not.
    """

    token: str = field(default_factory=lambda: uuid4().hex)
    intakes: dict[str, Intake] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def lay_down(self, upload: str, intake: Intake) -> None:
        """Puts a file that was read into its place."""
        read_so_far = self.intakes | {upload: intake}
        self.intakes = {i: read_so_far[i] for i in self.order if i in read_so_far}

    @property
    def sheets(self) -> list[Sheet]:
        """All documents, in order."""
        return [sheet for intake in self.intakes.values() for sheet in intake.sheets]

    @property
    def refusals(self) -> list[Refusal]:
        """All that could not be read."""
        return [refusal for intake in self.intakes.values() for refusal in intake.refusals]

    def count(self) -> tuple[int, int]:
        """How many articles will be kept, and how many are duplicates of kept ones."""
        new = duplicates = 0
        for sheet in self.sheets:
            for index, duplicate in enumerate(sheet.prepared.duplicates):
                if duplicate is not None:
                    duplicates += 1
                elif not sheet.is_dropped(index):
                    new += 1
        return new, duplicates
