"""What can go wrong in the archive, said in Chinese to the person in front of it."""

from __future__ import annotations


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


class EditConflict(SixueError):
    """The article changed since the caller read it."""

    def __init__(self, article_id: int) -> None:
        super().__init__(
            f"文章 {article_id} 刚刚被别人改过，您的修改没有保存。", "请重新载入后再改。"
        )
        self.article_id = article_id


class ArchiveUnavailable(SixueError):
    """The database cannot be opened, read or written at all."""


class ArchiveReadOnly(ArchiveUnavailable):
    """The disk or the database refuses writes."""


class ArchiveTooNew(ArchiveUnavailable):
    """The database was written by a newer version of the project."""
