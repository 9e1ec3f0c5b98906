"""What can go wrong in the archive, said in Chinese to the person in front of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.article import Article


class SixueError(Exception):
    """A failure that a user can understand and act on.

    Attributes:
        problem: What happened, one Chinese sentence.
        remedy: What to do about it, one Chinese sentence; may be empty.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem}{remedy}")
        self.problem = problem
        self.remedy = remedy


class ArticleNotFound(SixueError):
    """No article with this id, or it lies in the trash."""

    def __init__(self, article_id: int) -> None:
        super().__init__(
            f"没有编号为 {article_id} 的文章。", "它可能已被移入回收站，请从检索页重新查找。"
        )
        self.article_id = article_id


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that two people changed in two ways, with its value in each version.

    Attributes:
        field: Its name in ArticleDraft.
        base: As both had read it.
        theirs: As somebody else has made it, and as it is now.
        mine: As it was to be made.
        by: Who changed it.
        at: When, UTC.
    """

    field: str
    base: Any
    theirs: Any
    mine: Any
    by: str
    at: datetime


class EditConflict(SixueError):
    """Somebody changed the same fields since the caller read the article; nothing was written.

    Attributes:
        article: As it is now: what to begin with once all that is in `fields` was seen.
        fields: Each field that both changed.
        merged: The other fields that the edit changes, with what others changed in them.
    """

    def __init__(
        self, article: Article, fields: tuple[FieldConflict, ...], merged: Mapping[str, Any]
    ) -> None:
        who = "、".join(dict.fromkeys(field.by for field in fields))
        super().__init__(
            f"文章 {article.id} 的同一处刚刚被{who}改过，您的修改没有保存。",
            "请比较两种写法，选定后再保存。",
        )
        self.article = article
        self.fields = fields
        self.merged = merged


class ArchiveUnavailable(SixueError):
    """The database cannot be opened, read or written at all."""


class ArchiveReadOnly(ArchiveUnavailable):
    """The disk or the database refuses writes."""


class ArchiveTooNew(ArchiveUnavailable):
    """The database was written by a newer version of the project."""
