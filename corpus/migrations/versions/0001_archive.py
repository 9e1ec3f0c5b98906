"""The archive: state, sources, articles, tags, history."""

from __future__ import annotations

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _create_state() -> None:
    state = op.create_table(
        "archive_state",
        sa.Column("id", sa.Integer, autoincrement=False),
        sa.Column("identity", sa.String(32), nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("next_source", sa.BigInteger, nullable=False),
        sa.Column("next_article", sa.BigInteger, nullable=False),
        sa.Column("next_tag", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_archive_state"),
    )
    first = {"id": 1, "identity": uuid4().hex, "revision": 0}
    op.bulk_insert(state, [first | {"next_source": 1, "next_article": 1, "next_tag": 1}])


def _create_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.BigInteger, autoincrement=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("format", sa.String(16), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("encoding", sa.String(64)),
        sa.Column("encoding_guessed", sa.Boolean, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("spans", sa.JSON, nullable=False),
        sa.Column("furniture", sa.JSON, nullable=False),
        sa.Column("metadata", sa.JSON, nullable=False),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
    )
    op.create_index("ix_sources_sha256", "sources", ["sha256"])


def _create_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.BigInteger, autoincrement=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("source_id", sa.BigInteger, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("source_row", sa.BigInteger),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kicker", sa.Text),
        sa.Column("subtitle", sa.Text),
        sa.Column("authors", sa.JSON, nullable=False),
        sa.Column("affiliation", sa.Text),
        sa.Column("source", sa.Text),
        sa.Column("column_name", sa.Text),
        sa.Column("published", sa.Date),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("marks", sa.JSON, nullable=False),
        sa.Column("fingerprint", sa.String(64)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name="fk_articles_source_id_sources"),
    )
    op.create_index("ix_articles_revision_id", "articles", ["revision", "id"])
    op.create_index("ix_articles_fingerprint", "articles", ["fingerprint"])
    op.create_index("ix_articles_source_id", "articles", ["source_id"])


def _create_tags() -> None:
    op.create_table(
        "tags",
        sa.Column("id", sa.BigInteger, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tags"),
        sa.UniqueConstraint("folded", name="uq_tags_folded"),
    )
    op.create_table(
        "article_tags",
        sa.Column("article_id", sa.BigInteger),
        sa.Column("tag_id", sa.BigInteger),
        sa.Column("position", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "tag_id", name="pk_article_tags"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_tags_article_id_articles"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tags.id"], name="fk_article_tags_tag_id_tags"),
    )
    op.create_index("ix_article_tags_tag_id", "article_tags", ["tag_id"])


def _create_history() -> None:
    op.create_table(
        "history",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), sa.Identity()),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("batch", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("article_id", sa.BigInteger, nullable=False),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_history_article_id_articles"
        ),
    )
    op.create_index("ix_history_article_id_id", "history", ["article_id", "id"])
    op.create_index("ix_history_revision", "history", ["revision"])


def _hold_history() -> None:
    """Only appending is possible, whoever writes to the database."""
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER history_no_{event.lower()} BEFORE {event} ON history "
                "BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON history "
        "FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only()"
    )


def upgrade() -> None:
    _create_state()
    _create_sources()
    _create_articles()
    _create_tags()
    _create_history()
    _hold_history()


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before upgrading")
