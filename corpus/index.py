"""The search index beside the archive: derived from it, caught up with it, never the truth."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import tantivy

from corpus import index_fields
from corpus.article import Article
from corpus.engine_queries import holding
from corpus.errors import SixueError
from corpus.index_folder import IndexDamaged, IndexFolder, Snapshot, engine_trouble
from corpus.locking import FileLock, LockTimeout
from nlp.segmentation import Segmenter

if TYPE_CHECKING:
    from corpus.archive import Archive

PAGE = 500
COMMIT_EVERY = 20_000
INLINE = 1000
"""A search first indexes up to so many changed articles itself; more go on behind it."""
PATIENCE = 0.5
"""Seconds a search waits for another process that is indexing."""
LONG_PATIENCE = 600.0
BELIEF = 1.0
"""Seconds in which a restored backup of the same number of writes may go unnoticed."""
_SMALL_HEAP = 16_000_000
_LARGE_HEAP = 200_000_000

Progress = Callable[[int], object]


class IndexUnavailable(SixueError):
    """There is no index and none can be built."""


class Index:
    """The index of one archive; safe to share between threads and processes.

    Args:
        archive: The archive it is derived from.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._folder = IndexFolder(archive.home / "index", archive.identity())
        self._lock_path = archive.home / "index.lock"
        self._behind: threading.Thread | None = None
        self._belief: tuple[Snapshot | None, float] = (None, 0.0)

    def revision(self) -> int:
        """The archive revision up to which the index is complete; 0 if there is none."""
        snapshot = self._readable()
        return snapshot.revision if snapshot else 0

    def snapshot(self, revision: int | None = None) -> Snapshot:
        """The index as it is, caught up first if that is a matter of a moment.

        Args:
            revision: The archive's revision if the caller knows it, which spares a question.

        Returns:
            The last commit. Its revision is lower than the archive's while much is still to be
            indexed (that goes on in the background) or while nothing can be written.

        Raises:
            IndexUnavailable: There is none and none can be built.
        """
        now = self._archive.revision() if revision is None else revision
        snapshot = self._believed(now)
        if snapshot is not None:
            return snapshot
        snapshot = self._readable()
        if snapshot is not None and snapshot.revision == now:
            self._belief = (snapshot, time.monotonic())
            return snapshot
        try:
            if not self._is_busy():
                self._catch_up_a_little()
        except LockTimeout:
            pass
        except OSError as error:
            if snapshot is None:
                raise IndexUnavailable(
                    f"检索索引不能写入：{self._folder.path}（{error.strerror}）",
                    "请检查磁盘是否只读、已满，或当前用户没有写入权限。",
                ) from error
            return snapshot
        snapshot = self._readable()
        if snapshot is None:
            raise IndexUnavailable("检索索引正在建立。", "请过几秒钟再试。")
        return snapshot

    def catch_up(self, progress: Progress | None = None) -> None:
        """Indexes everything that changed in the archive since the index was written.

        Args:
            progress: Called with the number of articles done.

        Raises:
            IndexUnavailable: Another process holds the index for too long, or it cannot be
                written.
        """
        snapshot = self._readable()
        if snapshot is not None and snapshot.revision == self._archive.revision():
            return
        self._write(progress, afresh=False)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Builds the index anew; searches find the old one until the new one is whole.

        Args:
            progress: Called with the number of articles done.

        Raises:
            IndexUnavailable: As for `catch_up`.
        """
        self._write(progress, afresh=True)

    def repair(self) -> None:
        """Throws a damaged index away, so that the next search builds it anew."""
        with FileLock(self._lock_path, LONG_PATIENCE):
            self._begin()

    def _believed(self, revision: int) -> Snapshot | None:
        """The index as it is, if it is complete and was checked a moment ago."""
        believed, at = self._belief
        if believed is None or believed.revision != revision:
            return None
        fresh = time.monotonic() - at < BELIEF
        return believed if fresh and self._folder.is_latest(believed) else None

    def _readable(self) -> Snapshot | None:
        """The index as it is; None if it is damaged or of a past that a backup has undone."""
        try:
            snapshot = self._folder.snapshot()
        except IndexDamaged:
            return None
        if snapshot is None or snapshot.stamp != self._written_at(snapshot.revision):
            return None
        return snapshot

    def _written_at(self, revision: int) -> int:
        return self._archive.database.written_at(revision)

    def _write(self, progress: Progress | None, *, afresh: bool) -> None:
        try:
            with FileLock(self._lock_path, LONG_PATIENCE):
                self._run(progress, afresh=afresh).wait_merging_threads()
        except LockTimeout as error:
            raise IndexUnavailable(
                "另一个程序一直在更新检索索引。", "请等它完成，或关闭它之后再试。"
            ) from error
        except OSError as error:
            raise IndexUnavailable(
                f"检索索引不能写入：{self._folder.path}（{error.strerror}）",
                "请检查磁盘是否只读、已满，或当前用户没有写入权限。",
            ) from error

    def _is_busy(self) -> bool:
        """True if our own background work goes on for longer than a search waits."""
        behind = self._behind
        if behind is None:
            return False
        behind.join(PATIENCE)
        return behind.is_alive()

    def _catch_up_a_little(self) -> None:
        """Indexes what can be done at once; merging and the rest go on in the background."""
        lock = FileLock(self._lock_path, PATIENCE)
        lock.acquire()
        try:
            writer = self._run(None, most=INLINE)
        except BaseException:
            lock.release()
            raise
        self._behind = threading.Thread(
            target=self._finish, args=(writer, lock), name="sixue-index", daemon=True
        )
        self._behind.start()

    def _finish(self, writer: tantivy.IndexWriter, lock: FileLock) -> None:
        try:
            writer.wait_merging_threads()
            del writer
            while self._folder_revision() < self._archive.revision():
                self._run(None).wait_merging_threads()
        except SixueError:
            # The archive went away; whoever searches next is told.
            return
        finally:
            lock.release()

    def _folder_revision(self) -> int:
        snapshot = self._readable()
        return snapshot.revision if snapshot else -1

    def _begin(self) -> tuple[tantivy.Index, int]:
        """An empty index, committed at once, so that there is always something to read."""
        index = self._folder.create()
        writer = index.writer(_SMALL_HEAP, 1)
        writer.add_document(index_fields.state_document(0, 0))
        writer.commit()
        writer.wait_merging_threads()
        return index, 0

    def _run(
        self, progress: Progress | None, *, most: int | None = None, afresh: bool = False
    ) -> tantivy.IndexWriter:
        """Brings changed articles into the index, under the lock; its merges may still run."""
        snapshot = self._readable()
        index, since = (self._folder.open(), snapshot.revision) if snapshot else self._begin()
        indexed = snapshot.articles if snapshot else 0
        # What was cut with older words is looked for after this, so that none is overlooked.
        begun = self._archive.revision()
        touched = [] if afresh or not snapshot else self._holding_changed_words(snapshot, most)
        afresh = afresh or len(touched or ()) > max(INLINE, indexed // 2)
        changed = max(self._archive.articles.count() - indexed, len(touched or ()))
        large = afresh or changed > INLINE
        with engine_trouble():
            writer = index.writer(_LARGE_HEAP if large and not most else _SMALL_HEAP, 1)
        if touched is None:
            # A search does not wait for so many; they are cut anew behind it.
            return writer
        if afresh and since:
            writer.delete_all_documents()
            since, touched = 0, []
        self._feed(writer, (since, begun), touched, progress, most, in_steps=not afresh)
        return writer

    def _feed(
        self,
        writer: tantivy.IndexWriter,
        span: tuple[int, int],
        touched: Sequence[int],
        progress: Progress | None,
        most: int | None,
        *,
        in_steps: bool,
    ) -> None:
        """Reads what is to be indexed, page by page; ends with a commit.

        Args:
            writer: Takes it.
            span: The revision the index is complete for, and the one of the words to cut with.
            touched: Articles to cut anew although they have not changed.
            progress: Called with the number of articles done.
            most: After so many changed articles the rest is left for another time.
            in_steps: Whether to commit now and then.
        """
        since, begun = span
        segmenter = self._archive.dictionary.plain_segmenter(begun)
        for start in range(0, len(touched), PAGE):
            _put(writer, self._archive.articles.find(touched[start : start + PAGE]), segmenter)
        done, after_id = len(touched), None
        while True:
            target = self._known_words(begun, self._archive.revision())
            page = self._archive.articles.changed_since(since, after_id=after_id, limit=PAGE)
            _put(writer, page, segmenter)
            done += len(page)
            if progress:
                progress(done)
            if len(page) < PAGE:
                return self._commit(writer, target)
            since, after_id = page[-1].revision, page[-1].id
            # The page may end within a revision, so only the one before is complete.
            if most and done >= most:
                return self._commit(writer, self._known_words(begun, since - 1))
            if in_steps and done % COMMIT_EVERY < PAGE and done >= COMMIT_EVERY:
                self._commit(writer, self._known_words(begun, since - 1))

    def _holding_changed_words(self, snapshot: Snapshot, most: int | None) -> list[int] | None:
        """The articles of the index that hold a word the dictionary has changed since.

        None if there are more words, or articles, than `most`.
        """
        changed = self._archive.dictionary.forms_changed_since
        forms = changed(snapshot.revision, variants=False)
        if not forms:
            return []
        if most and len(forms) > most:
            return None
        found = holding(snapshot, forms)
        return None if most and len(found) > most else found

    def _known_words(self, begun: int, revision: int) -> int:
        """The revision to be complete for, unless words have come that nothing was cut with."""
        new = revision > begun and self._archive.dictionary.forms_changed_since(
            begun, variants=False
        )
        return begun if new else revision

    def _commit(self, writer: tantivy.IndexWriter, seen: int) -> None:
        """The state goes into the same commit, so it can never be ahead of the articles."""
        _delete(writer, [index_fields.STATE_ID])
        writer.add_document(index_fields.state_document(seen, self._written_at(seen)))
        writer.commit()


def _put(writer: tantivy.IndexWriter, articles: Sequence[Article], segmenter: Segmenter) -> None:
    """Puts articles in the place of what they were before; those in the trash leave it empty."""
    _delete(writer, [article.id for article in articles])
    for article in articles:
        if article.status == "kept":
            writer.add_document(index_fields.article_document(article, segmenter))


def _delete(writer: tantivy.IndexWriter, ids: Sequence[int]) -> None:
    # Deleting by term looks for signed numbers and finds no id.
    wanted = tantivy.Query.term_set_query(index_fields.schema(), "id", ids)
    writer.delete_documents_by_query(wanted)
