"""Adopting a submission: its articles come into the library, all in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.articles import move
from corpus.bench import lay_out
from corpus.database import Database
from corpus.document import Refusal
from corpus.intake import read
from corpus.keeping import Duplicate, Prepared, fingerprints, groups, keep_group
from corpus.schema import submission_parts
from corpus.submission import NothingToAdopt, Submission, SubmissionChanged, after
from corpus.submission_rows import refuse_unless_free, row_of, still_kept, update

if TYPE_CHECKING:
    from corpus.archive import Archive

_Revisions = dict[int, tuple[int, bool]]


@dataclass(frozen=True, slots=True)
class Adoption:
    """What became of a submission that was adopted.

    Attributes:
        article_ids: The articles that are in the library now; also those that had stayed there
            when an earlier adoption was undone.
        duplicates: What was not kept, because the library has it.
        refusals: What could not be read.
        again: True if it had been adopted already; nothing was done then.
    """

    article_ids: tuple[int, ...]
    duplicates: tuple[Duplicate, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    again: bool = False


def adopt(archive: Archive, submission_id: int) -> Adoption:
    """Keeps the chosen articles of a submission; see `Submissions.adopt`."""
    database = archive.database
    database.actor.must_be("editor")
    with database.read() as connection:
        row = row_of(connection, submission_id)
        if row["status"] == "adopted":
            return Adoption(tuple(row["articles"]), again=True)
        after("adopt", row["status"])
        refuse_unless_free(row, database.actor.name)
        seen = _revisions(connection, submission_id)
        query = sa.select(submission_parts).where(
            submission_parts.c.submission_id == submission_id, submission_parts.c.material
        )
        parts = connection.execute(query.order_by(submission_parts.c.position)).mappings().all()
    refusals: list[Refusal] = []
    final = [one for part in parts for one in _final(archive, part, refusals)]
    prints = [[fingerprints(one) for one in group] for group in groups(final)]
    with database.write("editor") as write:
        row = row_of(write.connection, submission_id)
        if row["status"] == "adopted":
            return Adoption(tuple(row["articles"]), again=True)
        to = after("adopt", row["status"])
        refuse_unless_free(row, write.actor)
        if _revisions(write.connection, submission_id) != seen:
            raise SubmissionChanged
        kept = [
            keep_group(write, group, its) for group, its in zip(groups(final), prints, strict=True)
        ]
        ids = tuple(i for one in kept for i in one.article_ids)
        duplicates = tuple(d for one in kept for d in one.duplicates)
        if not ids:
            raise NothingToAdopt(len(duplicates))
        ids = (*still_kept(write.connection, row["articles"]), *ids)
        update(write, row, {"status": to, "holder": None, "reason": "", "articles": list(ids)})
    return Adoption(ids, duplicates, tuple(refusals))


def withdraw(database: Database, submission_id: int) -> Submission:
    """Takes an adoption back; see `Submissions.withdraw`."""
    with database.write("editor") as write:
        row = row_of(write.connection, submission_id)
        to = after("withdraw", row["status"])
        move(write, row["articles"], "kept", "trashed")
        return update(write, row, {"status": to, "holder": write.actor, "articles": []})


def _final(archive: Archive, part: Any, refusals: list[Refusal]) -> Sequence[Prepared]:
    """What is to be kept of a part."""
    imports = archive.imports
    intake = read(imports, part["name"], part["data"], is_letter=part["is_body"])
    benches = lay_out(imports, part["id"], part["sheets"], intake)
    intake.sheets = [bench.sheet for bench in benches]
    refusals += intake.refusals
    return [one for one in intake.final(imports, refusals) if one.drafts]


def _revisions(connection: Connection, submission_id: int) -> _Revisions:
    """By which it is known whether parts were corrected meanwhile."""
    query = sa.select(
        submission_parts.c.id, submission_parts.c.revision, submission_parts.c.material
    ).where(submission_parts.c.submission_id == submission_id)
    return {row.id: (row.revision, row.material) for row in connection.execute(query)}
