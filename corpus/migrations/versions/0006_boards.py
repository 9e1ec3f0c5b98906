"""The presenter's boards, what stands on them, and their history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _create_boards() -> None:
    op.create_table(
        "boards",
        sa.Column("id", _number(), sa.Identity()),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("frozen", sa.Boolean, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_boards"),
    )


def _create_exhibits() -> None:
    op.create_table(
        "exhibits",
        sa.Column("id", sa.String(32)),
        sa.Column("data", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_exhibits"),
    )


def _create_history() -> None:
    op.create_table(
        "board_history",
        sa.Column("id", _number(), sa.Identity()),
        sa.Column("board_id", sa.BigInteger, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("after", sa.JSON),
        sa.PrimaryKeyConstraint("id", name="pk_board_history"),
        sa.ForeignKeyConstraint(
            ["board_id"], ["boards.id"], name="fk_board_history_board_id_boards"
        ),
    )
    op.create_index("ix_board_history_board_id", "board_history", ["board_id"])


def upgrade() -> None:
    _create_boards()
    _create_exhibits()
    _create_history()


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before upgrading")
