"""The library's own dictionary, its named theme sets and its theme cards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _count_new_ids() -> None:
    for name in ("next_dictionary_word", "next_theme_set", "next_theme_card"):
        op.add_column(
            "archive_state", sa.Column(name, sa.BigInteger, nullable=False, server_default="1")
        )


def _who_and_when() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )


def _create_dictionary() -> None:
    op.create_table(
        "dictionary_words",
        sa.Column("id", sa.BigInteger, autoincrement=False),
        sa.Column("word", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("frequency", sa.Integer),
        sa.Column("pos", sa.String(8)),
        *_who_and_when(),
        sa.PrimaryKeyConstraint("id", name="pk_dictionary_words"),
        sa.UniqueConstraint("folded", name="uq_dictionary_words_folded"),
    )


def _create_themes() -> None:
    op.create_table(
        "theme_sets",
        sa.Column("id", sa.BigInteger, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("themes", sa.JSON, nullable=False),
        sa.Column("fitted_revision", sa.BigInteger, nullable=False),
        *_who_and_when(),
        sa.PrimaryKeyConstraint("id", name="pk_theme_sets"),
        sa.UniqueConstraint("folded", name="uq_theme_sets_folded"),
    )
    op.create_table(
        "theme_cards",
        sa.Column("id", sa.BigInteger, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("words", sa.JSON, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("slot", sa.Integer, nullable=False),
        *_who_and_when(),
        sa.PrimaryKeyConstraint("id", name="pk_theme_cards"),
        sa.UniqueConstraint("folded", name="uq_theme_cards_folded"),
    )


def upgrade() -> None:
    _count_new_ids()
    _create_dictionary()
    _create_themes()


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before upgrading")
