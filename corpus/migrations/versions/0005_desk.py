"""The editor's desk: vocabulary, submissions, members, and an index for undoing batches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _instant(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=optional)


def _count_further_kinds() -> None:
    for kind in ("submission", "submission_part", "member"):
        column = sa.Column(f"next_{kind}", sa.BigInteger, nullable=False, server_default="1")
        op.add_column("archive_state", column)


def _widen_tags() -> None:
    # In words, for SQLite takes a reference only together with its column.
    for name in ("parent", "merged_into"):
        op.execute(
            f"ALTER TABLE tags ADD COLUMN {name} BIGINT"
            f" CONSTRAINT fk_tags_{name}_tags REFERENCES tags (id)"
        )
    for column in (
        sa.Column("colour", sa.String(16)),
        sa.Column("description", sa.Text, nullable=False, server_default=""),
        sa.Column("aliases", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("revision", sa.BigInteger, nullable=False, server_default="0"),
    ):
        op.add_column("tags", column)
    op.create_index("ix_tags_parent", "tags", ["parent"])


def _create_tag_refusals() -> None:
    op.create_table(
        "tag_refusals",
        sa.Column("article_id", sa.BigInteger, nullable=False),
        sa.Column("tag_id", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        _instant("at"),
        sa.PrimaryKeyConstraint("article_id", "tag_id", name="pk_tag_refusals"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_tag_refusals_article_id_articles"
        ),
    )


def _create_tag_scores() -> None:
    op.create_table(
        "tag_scores",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), sa.Identity()),
        _instant("at"),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("articles", sa.BigInteger, nullable=False),
        sa.Column("scores", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tag_scores"),
    )


def _create_submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.BigInteger, autoincrement=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("origin", sa.String(10), nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        _instant("sent_at", optional=True),
        _instant("received_at"),
        sa.Column("message_id", sa.Text),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("holder", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("articles", sa.JSON, nullable=False),
        sa.Column("receipt", sa.JSON, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        _instant("changed_at"),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
    )
    for column in ("status", "sha256", "message_id"):
        op.create_index(f"ix_submissions_{column}", "submissions", [column])


def _create_submission_parts() -> None:
    op.create_table(
        "submission_parts",
        sa.Column("id", sa.BigInteger, autoincrement=False),
        sa.Column("submission_id", sa.BigInteger, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("is_body", sa.Boolean, nullable=False),
        sa.Column("material", sa.Boolean, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("sheets", sa.JSON),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submission_parts"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_submission_parts_submission_id_submissions"
        ),
    )
    op.create_index("ix_submission_parts_submission_id", "submission_parts", ["submission_id"])


def _create_mailboxes() -> None:
    op.create_table(
        "mailboxes",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("uidvalidity", sa.BigInteger, nullable=False),
        sa.Column("uid", sa.BigInteger, nullable=False),
        _instant("checked_at"),
        sa.PrimaryKeyConstraint("name", name="pk_mailboxes"),
    )


def _create_members() -> None:
    op.create_table(
        "members",
        sa.Column("id", sa.BigInteger, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        _instant("changed_at"),
        sa.PrimaryKeyConstraint("id", name="pk_members"),
        sa.UniqueConstraint("folded", name="uq_members_folded"),
    )


def upgrade() -> None:
    _count_further_kinds()
    _widen_tags()
    _create_tag_refusals()
    _create_tag_scores()
    _create_submissions()
    _create_submission_parts()
    _create_mailboxes()
    _create_members()
    for table in ("history", "library_history"):
        op.create_index(f"ix_{table}_batch", table, ["batch"])
    op.create_index("ix_history_actor_action_at", "history", ["actor", "action", "at"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before upgrading")
