"""A folder into which people put files; what was kept is moved aside."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import SixueError
from corpus.readers.decoding import decode_name

DROP_VARIABLE = "SIXUE_DROP_FOLDER"
DEFAULT_NAME = "投稿"
KEPT = "已收"
REFUSED = "未收"
LARGEST = 512 * 1024 * 1024
"""Bytes of a file that is still taken."""

STILL_SECONDS = 2.0
"""A file that is being copied changes within this time."""

_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".!ut", ".filepart")
_FURNITURE = frozenset({"thumbs.db", "desktop.ini", "__macosx", "@eadir", "$recycle.bin"})
_NOT_SHOWN = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")

_Stamp = tuple[int, int, int]


class DropFolderUnavailable(SixueError):
    """The folder cannot be read, or a file in it not be moved."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file that lies in the folder.

    Attributes:
        path: Where it lies.
        name: Its path within the folder as people read it, with "/".
        data: All its bytes; None if it was refused.
        size: Bytes.
        modified_at: When it was last written, UTC.
        refusal: Why it cannot be taken, a Chinese sentence; None if it can.
        stamp: By which a file is known that was changed since.
    """

    path: Path
    name: str
    data: bytes | None = field(repr=False)
    size: int
    modified_at: datetime
    refusal: str | None
    stamp: _Stamp = field(repr=False)


class DropFolder:
    """The folder; it remembers nothing, what lies in it is what is to be done."""

    def __init__(
        self, folder: Path, *, largest: int = LARGEST, still_seconds: float = STILL_SECONDS
    ) -> None:
        """Looks at a folder that exists.

        Args:
            folder: The folder.
            largest: Bytes; larger files are refused unread.
            still_seconds: How long a file must stay unchanged to count as complete.
        """
        self.folder = folder
        self._largest = largest
        self._still_seconds = still_seconds

    @classmethod
    def of(cls, home: Path) -> DropFolder:
        """The folder of SIXUE_DROP_FOLDER, or 投稿 in the data folder, which is made.

        Raises:
            DropFolderUnavailable: It cannot be made.
        """
        if said := os.environ.get(DROP_VARIABLE, "").strip():
            # Not made: it may lie on a disk that is not there at the moment.
            return cls(Path(said).expanduser().absolute())
        folder = home / DEFAULT_NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unavailable(folder, error) from None
        return cls(folder)

    def waiting(self) -> Iterator[Dropped]:
        """Files that were put in and are complete, by their names; takes a moment if there are any.

        Hidden and temporary files are passed over, links are not followed. What was kept or refused
        must be handed to `done`, or it is offered again.

        Raises:
            DropFolderUnavailable: The folder cannot be read.
        """
        before = dict(self._files())
        if before:
            time.sleep(self._still_seconds)
        for path in sorted(before):
            found = self._read(path, before[path])
            if found:
                yield found

    def done(self, item: Dropped) -> Path | None:
        """Moves a file aside: into 已收, or into 未收 with a note that says why it was refused.

        Args:
            item: As `waiting` gave it.

        Returns:
            Where it is now; None if it was changed or taken away since, and so left alone.

        Raises:
            DropFolderUnavailable: It cannot be moved.
        """
        aside = self.folder / (REFUSED if item.refusal else KEPT)
        try:
            if _stamp(item.path) != item.stamp:
                return None
            target = _free(aside / item.path.relative_to(self.folder))
            target.parent.mkdir(parents=True, exist_ok=True)
            item.path.rename(target)
            if item.refusal:
                _note(target).write_text(f"{item.name}\n{item.refusal}\n", "utf-8", newline="\n")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unavailable(item.path, error) from None
        return target

    def _files(self) -> Iterator[tuple[Path, _Stamp]]:
        try:
            os.scandir(self.folder).close()
        except OSError as error:
            raise _unavailable(self.folder, error) from None
        for place, folders, names in os.walk(self.folder):
            top = Path(place) == self.folder
            folders[:] = [
                name
                for name in folders
                if not _is_passed_over(name) and not (top and name in (KEPT, REFUSED))
            ]
            for name in names:
                path = Path(place, name)
                if not _is_passed_over(name) and (stamp := _stamp(path)):
                    yield path, stamp

    def _read(self, path: Path, before: _Stamp) -> Dropped | None:
        """A file with its bytes; None if it is still being written or gone."""
        data, refusal = None, None
        size = before[0]
        if size > self._largest:
            megabytes, most = size / (1024 * 1024), self._largest / (1024 * 1024)
            refusal = f"文件有 {megabytes:.3g} MB，超过 {most:.3g} MB。请拆成几个文件再放进来。"
        elif _stamp(path) == before:
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                return None
            except OSError as error:
                refusal = f"文件读不出来：{error.strerror}。请检查它的权限，再放进来。"
        if _stamp(path) != before or (data is not None and len(data) != size):
            return None
        return Dropped(
            path=path,
            name=_shown(path.relative_to(self.folder)),
            data=data,
            size=size,
            modified_at=datetime.fromtimestamp(before[1] / 1e9, UTC),
            refusal=refusal,
            stamp=before,
        )


def _stamp(path: Path) -> _Stamp | None:
    """Size, time and number of a regular file; None for anything else."""
    try:
        found = path.lstat()
    except OSError:
        return None
    regular = stat.S_ISREG(found.st_mode)
    return (found.st_size, found.st_mtime_ns, found.st_ino) if regular else None


def _is_passed_over(name: str) -> bool:
    lower = name.lower()
    return (
        name.startswith((".", "~$"))
        or name.endswith("~")
        or lower.endswith(_UNFINISHED)
        or lower in _FURNITURE
    )


def _shown(relative: Path) -> str:
    """A path in words; names in GBK bytes come from disks of older systems."""
    return _NOT_SHOWN.sub("", decode_name(os.fsencode(relative.as_posix())))


def _free(target: Path) -> Path:
    """A path under which nothing lies, numbered where needed."""
    free, number = target, 1
    while os.path.lexists(free) or os.path.lexists(_note(free)):
        number += 1
        free = target.with_name(f"{target.stem} ({number}){target.suffix}")
    return free


def _note(target: Path) -> Path:
    return target.with_name(f"{target.name}.原因.txt")


def _unavailable(place: Path, error: OSError) -> DropFolderUnavailable:
    if isinstance(error, FileNotFoundError):
        return DropFolderUnavailable(
            f"投稿文件夹不存在：{place}", f"请建立它，或检查环境变量 {DROP_VARIABLE}。"
        )
    return DropFolderUnavailable(
        f"投稿文件夹里读不出或移不动：{place}（{error.strerror}）。",
        "请检查磁盘，以及当前用户在这个文件夹里的读写权限。",
    )
