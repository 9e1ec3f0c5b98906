"""The texts of the concordance beside the archive: derived from it, never the truth."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from corpus.article import UNTITLED, Article, ArticleDraft
from corpus.concordance_files import Progress, Snapshot
from corpus.concordance_folder import ConcordanceFolder, Writer
from corpus.errors import SixueError
from corpus.locking import FileLock, LockTimeout
from corpus.matching import match_text

if TYPE_CHECKING:
    from corpus.archive import Archive

PAGE = 500
COMMIT_EVERY = 20_000
INLINE = 1000
"""A question first takes in up to so many changed articles itself; more go on behind it."""
PATIENCE = 0.5
"""Seconds a question waits for another process that is taking articles in."""
LONG_PATIENCE = 600.0
HEAD_PARTS = 3

Report = Callable[[int], object]


class ConcordanceUnavailable(SixueError):
    """There is no concordance and none can be built."""


def parts(draft: ArticleDraft) -> list[str]:
    """The parts of an article in the order of the store: title, kicker, subtitle, paragraphs.

    A title made of the first words says nothing that the text does not, and is left empty.
    """
    title = "" if UNTITLED in draft.marks else draft.title
    return [title, draft.kicker or "", draft.subtitle or "", *(p.text for p in draft.paragraphs)]


class ConcordanceStore:
    """The store of one archive; safe to share between threads and processes.

    Args:
        archive: The archive it is derived from.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._folder = ConcordanceFolder(archive.home / "concordance", archive.identity())
        self._lock_path = archive.home / "concordance.lock"
        self._behind: threading.Thread | None = None

    def revision(self) -> int:
        """The archive revision up to which the store is complete; 0 if there is none."""
        snapshot = self._readable()
        return snapshot.revision if snapshot else 0

    def snapshot(self) -> Snapshot:
        """The store as it is, caught up first if that is a matter of a moment.

        Returns:
            What was committed last. Its revision is lower than the archive's while much is still
            to be taken in (that goes on in the background) or while nothing can be written.

        Raises:
            ConcordanceUnavailable: There is none and none can be built.
        """
        snapshot = self._readable()
        if snapshot is not None and snapshot.revision == self._archive.revision():
            return snapshot
        try:
            if not self._is_busy():
                self._catch_up_a_little()
        except LockTimeout:
            pass
        except OSError as error:
            if snapshot is None:
                raise self._unwritable(error) from error
            return snapshot
        snapshot = self._readable()
        if snapshot is None:
            raise ConcordanceUnavailable("语境索引正在建立。", "请过几秒钟再试。")
        return snapshot

    def catch_up(self, report: Report | None = None) -> None:
        """Takes in everything that changed in the archive since the store was written.

        Args:
            report: Called with the number of articles done.

        Raises:
            ConcordanceUnavailable: Another process holds the store for too long, or it cannot be
                written.
        """
        if self._is_current():
            return
        try:
            with FileLock(self._lock_path, LONG_PATIENCE):
                self._run(report)
        except LockTimeout as error:
            raise ConcordanceUnavailable(
                "另一个程序一直在更新语境索引。", "请等它完成，或关闭它之后再试。"
            ) from error
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> ConcordanceUnavailable:
        return ConcordanceUnavailable(
            f"语境索引不能写入：{self._folder.path}（{error.strerror}）",
            "请检查磁盘是否只读、已满，或当前用户没有写入权限。",
        )

    def _readable(self, *, afresh: bool = False) -> Snapshot | None:
        """The store as it is; None if it is damaged or of a past that a backup has undone."""
        snapshot = self._folder.snapshot(afresh=afresh)
        if snapshot is None:
            return None
        progress = snapshot.table.progress
        right = progress.stamp == self._archive.database.written_at(progress.newest)
        return snapshot if right else None

    def _is_current(self) -> bool:
        snapshot = self._readable()
        return snapshot is not None and snapshot.revision == self._archive.revision()

    def _is_busy(self) -> bool:
        """True if our own background work goes on for longer than a question waits."""
        behind = self._behind
        if behind is None:
            return False
        behind.join(PATIENCE)
        return behind.is_alive()

    def _catch_up_a_little(self) -> None:
        """Takes in what can be done at once; the rest goes on in the background."""
        lock = FileLock(self._lock_path, PATIENCE)
        lock.acquire()
        try:
            finished = self._run(None, most=INLINE)
        except BaseException:
            lock.release()
            raise
        if finished:
            lock.release()
            return
        self._behind = threading.Thread(
            target=self._finish, args=(lock,), name="sixue-concordance", daemon=True
        )
        self._behind.start()

    def _finish(self, lock: FileLock) -> None:
        try:
            self._run(None)
        except (SixueError, OSError):
            # The archive or the disk went away; whoever asks next is told.
            return
        finally:
            lock.release()

    def _run(self, report: Report | None, *, most: int | None = None) -> bool:
        """Takes changed articles in, under the lock; False if there are more than `most`."""
        snapshot = self._readable(afresh=True)
        with self._folder.writer(snapshot.table if snapshot else None) as writer:
            finished = self._feed(writer, report, most)
        if finished:
            self._folder.compact()
        return finished

    def _feed(self, writer: Writer, report: Report | None, most: int | None) -> bool:
        """Reads what changed, page by page; ends with a commit."""
        progress, done = writer.table.progress, 0
        since, after_id, newest = progress.since, progress.after_id, progress.newest
        while True:
            target = self._archive.revision()
            page = self._archive.articles.changed_since(since, after_id=after_id, limit=PAGE)
            for article in page:
                _take_in(writer, article)
            done += len(page)
            if report:
                report(done)
            # Articles come by revision; those of the last page may be newer than the target.
            newest = max(newest, target, page[-1].revision if page else 0)
            if len(page) < PAGE:
                self._commit(writer, target, None, newest)
                return True
            since, after_id = page[-1].revision, page[-1].id
            if most and done >= most:
                self._commit(writer, since, after_id, newest)
                return False
            if done % COMMIT_EVERY == 0:
                self._commit(writer, since, after_id, newest)

    def _commit(self, writer: Writer, since: int, after_id: int | None, newest: int) -> None:
        stamp = self._archive.database.written_at(newest)
        writer.commit(Progress(since, after_id, newest, stamp))


def _take_in(writer: Writer, article: Article) -> None:
    if article.status != "kept":
        writer.drop(article.id)
        return
    draft = article.content
    day = draft.published.toordinal() if draft.published else 0
    writer.put(article.id, [match_text(part) for part in parts(draft)], day)
