"""The model that suggests tags: trained now and then, kept in a file, used until the next one.

What was learnt may be old; the vocabulary never is. So a new tag or alias is found by its name at
once, and whatever needs examples waits for the next training.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection

from corpus.array_file import ArrayFile, Arrays
from corpus.schema import article_tags, articles, tag_refusals
from corpus.tag_labels import read_labels
from corpus.tag_worker import TrainingFailed, train_in_child
from nlp.tag_model import Label, TagModel
from nlp.tag_relabelling import with_labels
from nlp.tag_storage import from_arrays, to_arrays
from nlp.tag_training import train

if TYPE_CHECKING:
    from corpus.archive import Archive

FORMAT = 1
LEAST_CHANGED = 5
"""From so many articles on that were tagged anew it is worth training again."""
AT_ONCE = 300
"""From so many articles it is learnt within a second."""
ANSWERS = 200
"""So many answers are remembered."""
_SHARE_CHANGED = 20
"""And from one in so many of those that were learnt from."""

Report = Callable[[int, int, str], object]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a training has left.

    Attributes:
        model: What was learnt.
        revision: The archive revision it was learnt at.
        at: When that was.
        articles: How many articles there were to learn from.
    """

    model: TagModel
    revision: int
    at: datetime
    articles: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A model that knows the tags of a revision.

    Attributes:
        model: What suggests.
        names: The name of each tag by its key.
        keys: The key of each tag by its names: its own, aliases, and those of tags merged into it.
        revision: The archive revision of the tags.
        learnt: When it was learnt, by revision; 0 for one that goes by names alone.
    """

    model: TagModel
    names: dict[str, str]
    keys: dict[str, str]
    revision: int
    learnt: int


class TagTraining:
    """The model of one archive; safe to share between threads and processes.

    Args:
        archive: The archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._path = archive.home / "tagging" / "model"
        self._file = ArrayFile(self._path, [archive.identity(), FORMAT])
        self._guard = threading.Lock()
        self._seen: tuple[int, int] | None = None
        self._learnt: Learnt | None = None
        self._now: Vocabulary | None = None
        self._answers: OrderedDict[Hashable, tuple[TagModel, Any]] = OrderedDict()

    def learnt(self) -> Learnt | None:
        """What the last training has left, by whichever process; None if there was none."""
        with self._guard:
            return self._latest()

    def current(self) -> Vocabulary:
        """What was learnt last, with the tags as they are now."""
        with self._guard:
            learnt, revision = self._latest(), self._archive.revision()
            at = learnt.revision if learnt else 0
            now = self._now
            if now and (now.revision, now.learnt) == (revision, at):
                return now
            with self._archive.database.read() as connection:
                labels, names, keys = read_labels(connection)
            same = now is not None and now.learnt == at and now.model.labels == labels
            model = now.model if now and same else self._fitted(learnt, labels)
            self._now = Vocabulary(model, names, keys, revision, at)
            return self._now

    def _fitted(self, learnt: Learnt | None, labels: tuple[Label, ...]) -> TagModel:
        segmenter = self._archive.dictionary.segmenter()
        if learnt is None:
            return train(labels, segmenter=segmenter)
        return with_labels(learnt.model, labels, segmenter)

    def remembered(self, key: Hashable, ask: Callable[[], T]) -> T:
        """The answer to a question, asked again only if what is known has changed.

        Args:
            key: All it depends on beside the model.
            ask: Asks it.
        """
        model = self.current().model
        known = self._answers.get(key)
        if known is not None and known[0] is model:
            answer: T = known[1]
            return answer
        answer = ask()
        with self._guard:
            self._answers[key] = model, answer
            while len(self._answers) > ANSWERS:
                self._answers.popitem(last=False)
        return answer

    def changed(self) -> int:
        """How many articles with tags have changed since the last training."""
        learnt = self.learnt()
        with self._archive.database.read() as connection:
            bears = sa.exists().where(article_tags.c.article_id == articles.c.id)
            query = sa.select(sa.func.count()).where(
                articles.c.revision > (learnt.revision if learnt else 0),
                articles.c.status == "kept",
                bears,
            )
            changed = int(connection.execute(query).scalar_one())
            if learnt:
                since = sa.select(sa.func.count()).where(tag_refusals.c.at > learnt.at)
                changed += int(connection.execute(since).scalar_one())
        return changed

    def due(self) -> bool:
        """True if so much has changed since the last training that it is worth another one."""
        learnt = self.learnt()
        before = learnt.articles if learnt else 0
        return self.changed() >= max(LEAST_CHANGED, before // _SHARE_CHANGED)

    def train_beside(self, report: Report | None = None) -> Learnt:
        """As `train`; from many articles in a process of its own, so that pages never wait.

        Raises:
            TrainingFailed: That process has not come to an end.
        """
        with self._archive.database.read() as connection:
            tagged = sa.select(sa.func.count(article_tags.c.article_id.distinct()))
            few = int(connection.execute(tagged).scalar_one()) <= AT_ONCE
        if few:
            return self.train(report)
        train_in_child(self._archive, report)
        with self._guard:
            self._seen = None
            learnt = self._latest()
        if learnt is None:
            raise TrainingFailed("标签建议没有学成。", "请检查数据文件夹能不能写入，再试一次。")
        return learnt

    def train(self, report: Report | None = None) -> Learnt:
        """Learns from all tagged articles, and keeps what was learnt.

        Args:
            report: Called with steps done, steps in all, and what is being done.
        """
        at = datetime.now(UTC)
        revision = self._archive.revision()
        with self._archive.database.read() as connection:
            labels = read_labels(connection)[0]
            borne, refused = _borne(connection), _refused(connection)
        table = self._archive.tokens.table(sorted({*borne, *refused}), report)
        ids = table.documents.tolist()
        model = train(
            labels,
            table,
            [borne.get(i, ()) for i in ids],
            refused=[refused.get(i, ()) for i in ids],
            segmenter=self._archive.dictionary.segmenter(),
            report=report,
        )
        learnt = Learnt(model, revision, at, len(ids))
        self._keep(learnt)
        return learnt

    def _keep(self, learnt: Learnt) -> None:
        arrays, rest = to_arrays(learnt.model)
        more = {"model": rest, "at": learnt.at.isoformat(), "articles": learnt.articles}
        stamp = self._archive.database.written_at(learnt.revision)
        self._file.write(Arrays(arrays, learnt.revision, stamp, more))
        with self._guard:
            self._learnt, self._seen = learnt, self._signature()

    def _latest(self) -> Learnt | None:
        signature = self._signature()
        if signature != self._seen:
            self._learnt, self._seen = self._read(), signature
        return self._learnt

    def _signature(self) -> tuple[int, int] | None:
        """Tells one file from another that another process has put in its place."""
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def _read(self) -> Learnt | None:
        found = self._file.read()
        # A revision that a restored backup has undone was written at another time.
        if found is None or found.stamp != self._archive.database.written_at(found.revision):
            return None
        try:
            model = from_arrays(found.arrays, found.more["model"])
            at = datetime.fromisoformat(found.more["at"])
        except (KeyError, ValueError, TypeError):
            return None
        return Learnt(model, found.revision, at, found.more["articles"])


def _borne(connection: Connection) -> dict[int, list[str]]:
    """The tags of all articles that have any, by their keys."""
    borne: dict[int, list[str]] = {}
    query = sa.select(article_tags.c.article_id, article_tags.c.tag_id)
    for article_id, tag_id in connection.execute(query):
        borne.setdefault(article_id, []).append(str(tag_id))
    return borne


def _refused(connection: Connection) -> dict[int, list[str]]:
    refused: dict[int, list[str]] = {}
    query = sa.select(tag_refusals.c.article_id, tag_refusals.c.tag_id)
    for article_id, tag_id in connection.execute(query):
        refused.setdefault(article_id, []).append(str(tag_id))
    return refused
