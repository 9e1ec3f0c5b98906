"""Readers with their notes, and reading lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _create_readers() -> None:
    op.create_table(
        "readers",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_readers"),
    )


def _create_notes() -> None:
    op.create_table(
        "notes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), sa.Identity()),
        sa.Column("article_id", sa.BigInteger, nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("anchor", sa.JSON),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("colour", sa.String(8), nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_notes_article_id_articles"
        ),
        sa.ForeignKeyConstraint(["reader"], ["readers.id"], name="fk_notes_reader_readers"),
    )
    op.create_index("ix_notes_article_id", "notes", ["article_id"])
    op.create_index("ix_notes_reader", "notes", ["reader"])


def _create_reading_lists() -> None:
    op.add_column(
        "archive_state",
        sa.Column("next_reading_list", sa.BigInteger, nullable=False, server_default="1"),
    )
    op.create_table(
        "reading_lists",
        sa.Column("id", sa.BigInteger, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("articles", sa.JSON, nullable=False),
        sa.Column("notes", sa.JSON, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reading_lists"),
        sa.UniqueConstraint("folded", name="uq_reading_lists_folded"),
    )


def upgrade() -> None:
    _create_readers()
    _create_notes()
    _create_reading_lists()


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before upgrading")
