"""What the library keeps beside articles: variants, saved searches, and the history of both."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _count_new_ids() -> None:
    for name in ("next_variant", "next_saved_search"):
        op.add_column(
            "archive_state", sa.Column(name, sa.BigInteger, nullable=False, server_default="1")
        )


def _create_variants() -> None:
    op.create_table(
        "variants",
        sa.Column("id", sa.BigInteger, autoincrement=False),
        sa.Column("preferred", sa.Text, nullable=False),
        sa.Column("forms", sa.JSON, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_variants"),
    )


def _create_saved_searches() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.BigInteger, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("page", sa.String(16), nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_searches"),
        sa.UniqueConstraint("folded", name="uq_saved_searches_folded"),
    )


def _create_history() -> None:
    op.create_table(
        "library_history",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), sa.Identity()),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("batch", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("item_id", sa.BigInteger, nullable=False),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
        sa.PrimaryKeyConstraint("id", name="pk_library_history"),
    )
    op.create_index("ix_library_history_kind_id", "library_history", ["kind", "id"])
    op.create_index("ix_library_history_revision", "library_history", ["revision"])


def _hold_history() -> None:
    """Only appending is possible, whoever writes to the database."""
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER library_history_no_{event.lower()} BEFORE {event} "
                "ON library_history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER library_history_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
        "ON library_history FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only()"
    )


def upgrade() -> None:
    _count_new_ids()
    _create_variants()
    _create_saved_searches()
    _create_history()
    _hold_history()


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before upgrading")
