"""The tables of the boards, outside the archive's revisions: they say nothing about articles."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from corpus.schema import UtcDateTime, metadata

boards = Table(
    "boards",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("name", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("items", JSON(none_as_null=True), nullable=False),
    Column("frozen", Boolean, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime),
)
"""No row is ever deleted, so that no id comes again; `items` name exhibits by their ids."""

exhibits = Table(
    "exhibits",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("data", JSON(none_as_null=True), nullable=False),
)
"""What stands on boards, never changed; `id` is a digest of `data`, so that nothing is kept twice
and a board whose change is taken back finds what it had."""

board_history = Table(
    "board_history",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("board_id", BigInteger, ForeignKey("boards.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(16), nullable=False),
    Column("after", JSON(none_as_null=True)),
    Index(None, "board_id"),
)
"""What a board was after each change; none of it once it was removed."""
