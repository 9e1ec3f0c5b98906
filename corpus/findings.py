"""What is in an arrival, and which of it the library has: read at once, for the receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.arrival import Arrival, Findings, Verdict
from corpus.document import Refusal
from corpus.errors import SixueError
from corpus.intake import read
from corpus.rows import fingerprint
from corpus.sheet import Sheet

if TYPE_CHECKING:
    from corpus.archive import Archive
    from corpus.duplicates import Alike

LISTED = 300
"""Articles of one arrival that are listed in its receipt."""
COMPARED = 50
"""So many of them are held against what is nearly the same."""


def look_into(archive: Archive, arrival: Arrival) -> Findings:
    """Reads what arrived; nothing is written.

    Args:
        archive: Against whose articles it is held.
        arrival: What arrived.
    """
    sheets: list[Sheet] = []
    refusals: list[Refusal] = list(arrival.refusals)
    more = False
    for part in arrival.parts:
        if part.material:
            intake = read(archive.imports, part.name, part.data, is_letter=part.is_body)
            sheets += intake.sheets
            refusals += intake.refusals
            more |= intake.more
    found = [
        (draft, same)
        for sheet in sheets
        for draft, same in zip(sheet.drafts, sheet.prepared.duplicates, strict=True)
    ]
    near = _near(archive, [draft.text for draft, same in found[:COMPARED] if same is None])
    verdicts = []
    for position, (draft, same) in enumerate(found[:LISTED]):
        like = near.pop(0) if same is None and position < COMPARED else None
        verdicts.append(
            Verdict(
                draft.title,
                len(draft.text),
                fingerprint(draft.text),
                same,
                like.article_id if like else None,
                like.containment if like else 0.0,
            )
        )
    return Findings(len(sheets), tuple(verdicts), more or len(found) > LISTED, tuple(refusals))


def _near(archive: Archive, texts: list[str]) -> list[Alike | None]:
    """What is nearly the same; an arrival is not lost because this cannot be found out."""
    try:
        return list(archive.duplicates.of_texts(texts)) if texts else []
    except SixueError:
        return [None] * len(texts)
