"""The tables of the archive, as the newest migration leaves them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant; SQLite forgets the zone, so it is given back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Refuses nothing: a naive value is taken as local time."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Gives the instant in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


archive_state = Table(
    "archive_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("identity", String(32), nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("next_source", BigInteger, nullable=False),
    Column("next_article", BigInteger, nullable=False),
    Column("next_tag", BigInteger, nullable=False),
    Column("next_variant", BigInteger, nullable=False, server_default="1"),
    Column("next_saved_search", BigInteger, nullable=False, server_default="1"),
    Column("next_dictionary_word", BigInteger, nullable=False, server_default="1"),
    Column("next_theme_set", BigInteger, nullable=False, server_default="1"),
    Column("next_theme_card", BigInteger, nullable=False, server_default="1"),
    Column("next_reading_list", BigInteger, nullable=False, server_default="1"),
    Column("next_submission", BigInteger, nullable=False, server_default="1"),
    Column("next_submission_part", BigInteger, nullable=False, server_default="1"),
    Column("next_member", BigInteger, nullable=False, server_default="1"),
)
"""One row: the revision, whose update is the write lock, and the next free ids."""

sources = Table(
    "sources",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("revision", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("format", String(16), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("encoding", String(64)),
    Column("encoding_guessed", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("spans", JSON(none_as_null=True), nullable=False),
    Column("furniture", JSON(none_as_null=True), nullable=False),
    Column("metadata", JSON(none_as_null=True), nullable=False),
    Column("warnings", JSON(none_as_null=True), nullable=False),
    Column("imported_at", UtcDateTime, nullable=False),
    Index(None, "sha256"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("status", String(8), nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("source_id", BigInteger, ForeignKey("sources.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("source_row", BigInteger),
    Column("title", Text, nullable=False),
    Column("kicker", Text),
    Column("subtitle", Text),
    Column("authors", JSON(none_as_null=True), nullable=False),
    Column("affiliation", Text),
    Column("source", Text),
    Column("column_name", Text),
    Column("published", Date),
    Column("body", JSON(none_as_null=True), nullable=False),
    Column("marks", JSON(none_as_null=True), nullable=False),
    Column("fingerprint", String(64)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Index(None, "revision", "id"),
    Index(None, "fingerprint"),
    Index(None, "source_id"),
)
"""`body` is a list of {text, kind}; `fingerprint` is NULL for an article without text."""

tags = Table(
    "tags",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("parent", BigInteger, ForeignKey("tags.id")),
    Column("colour", String(16)),
    Column("description", Text, nullable=False, server_default=""),
    Column("aliases", JSON(none_as_null=True), nullable=False, server_default="[]"),
    Column("merged_into", BigInteger, ForeignKey("tags.id")),
    Column("revision", BigInteger, nullable=False, server_default="0"),
    Index(None, "parent"),
)
"""The controlled vocabulary. `aliases` is a list of {form, since, until}, the years of an old
formulation or null; a tag with `merged_into` is but another name that leads there."""

article_tags = Table(
    "article_tags",
    metadata,
    Column("article_id", BigInteger, ForeignKey("articles.id"), primary_key=True),
    Column("tag_id", BigInteger, ForeignKey("tags.id"), primary_key=True),
    Column("position", Integer, nullable=False),
    Index(None, "tag_id"),
)

history = Table(
    "history",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("batch", String(32), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(16), nullable=False),
    Column("article_id", BigInteger, ForeignKey("articles.id"), nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True), nullable=False),
    Index(None, "article_id", "id"),
    Index(None, "revision"),
    Index(None, "batch"),
    Index(None, "actor", "action", "at"),
)
"""Append-only, held so by triggers. `before` and `after` hold the fields that changed."""

tag_refusals = Table(
    "tag_refusals",
    metadata,
    Column("article_id", BigInteger, ForeignKey("articles.id"), primary_key=True),
    Column("tag_id", BigInteger, primary_key=True),
    Column("actor", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
"""Tags that an editor has refused for an article; they say nothing about the article itself, so
they are written beside the archive's revision."""

tag_scores = Table(
    "tag_scores",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("articles", BigInteger, nullable=False),
    Column("scores", JSON(none_as_null=True), nullable=False),
)
"""How good suggestions of tags were each time they were learnt, written beside."""

submissions = Table(
    "submissions",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("status", String(10), nullable=False),
    Column("origin", String(10), nullable=False),
    Column("sender", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("received_at", UtcDateTime, nullable=False),
    Column("message_id", Text),
    Column("sha256", String(64), nullable=False),
    Column("holder", Text),
    Column("reason", Text, nullable=False),
    Column("articles", JSON(none_as_null=True), nullable=False),
    Column("receipt", JSON(none_as_null=True), nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Index(None, "status"),
    Index(None, "sha256"),
    Index(None, "message_id"),
)
"""What was sent in: one message or file. `status` is new, held, adopted, returned or shelved;
`articles` are the ids of those adopted from it, `receipt` says what was found in it on arrival."""

submission_parts = Table(
    "submission_parts",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("submission_id", BigInteger, ForeignKey("submissions.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("is_body", Boolean, nullable=False),
    Column("material", Boolean, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("sheets", JSON(none_as_null=True)),
    Column("revision", BigInteger, nullable=False),
    Index(None, "submission_id"),
)
"""The body and the attachments of a submission. `sheets` holds the corrections made to the split
of each of its documents, by their number, NULL until somebody made one; `material` is False for
what is beside the point, such as the picture in a signature. Written beside, with a revision of its
own that counts from 1."""

mailboxes = Table(
    "mailboxes",
    metadata,
    Column("name", Text, primary_key=True),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("checked_at", UtcDateTime, nullable=False),
)
"""How far each mailbox was read; the name holds no password. Written beside."""

members = Table(
    "members",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("role", String(8), nullable=False),
    Column("note", Text, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)
"""Who may do what: `name` is an e-mail address, `role` reader, editor or admin."""

variants = Table(
    "variants",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("preferred", Text, nullable=False),
    Column("forms", JSON(none_as_null=True), nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)
"""Words that mean the same: `forms` is the list of those beside the preferred one."""

saved_searches = Table(
    "saved_searches",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("page", String(16), nullable=False),
    Column("address", Text, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)
"""`address` is the query string of a URL of the page."""

dictionary_words = Table(
    "dictionary_words",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("word", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("kind", String(8), nullable=False),
    Column("frequency", Integer),
    Column("pos", String(8)),
    Column("revision", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)
"""`kind`: "word" is kept whole, "refused" is proposed no more, "stop" says nothing here, "spared"
is a usual stop word that says something here."""

theme_sets = Table(
    "theme_sets",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("settings", JSON(none_as_null=True), nullable=False),
    Column("themes", JSON(none_as_null=True), nullable=False),
    Column("fitted_revision", BigInteger, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)
"""Named topics: `settings` say of which articles and how they were found, `themes` what was made
of them by hand, with the words that each is known again by."""

theme_cards = Table(
    "theme_cards",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("words", JSON(none_as_null=True), nullable=False),
    Column("note", Text, nullable=False),
    Column("slot", Integer, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)
"""Themes made of words by hand; `slot` is the place of their colour in the palette."""

reading_lists = Table(
    "reading_lists",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("articles", JSON(none_as_null=True), nullable=False),
    Column("notes", JSON(none_as_null=True), nullable=False),
    Column("note", Text, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)
"""Articles to be read in an order; `notes` are remarks by article id, which is text in JSON."""

readers = Table(
    "readers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text),
    Column("created_at", UtcDateTime, nullable=False),
)
"""Whoever has written a note or given a name; `id` is the SHA-256 of what only they know."""

notes = Table(
    "notes",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("article_id", BigInteger, ForeignKey("articles.id"), nullable=False),
    Column("reader", Text, ForeignKey("readers.id"), nullable=False),
    Column("anchor", JSON(none_as_null=True)),
    Column("text", Text, nullable=False),
    Column("colour", String(8), nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime),
    Index(None, "article_id"),
    Index(None, "reader"),
)
"""Readers' own, outside revisions and history. No row is ever deleted, so that no id comes again;
`anchor` is NULL for a note on the whole article."""

library_history = Table(
    "library_history",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("batch", String(32), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("action", String(16), nullable=False),
    Column("item_id", BigInteger, nullable=False),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Index(None, "kind", "id"),
    Index(None, "revision"),
    Index(None, "batch"),
)
"""Append-only, held so by triggers. `before` and `after` hold all fields of an item; none of it
before it was created, none after it was deleted."""
