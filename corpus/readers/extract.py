"""What passes between the readers: what one was given, what it found, why it gave up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from corpus.document import Format, Metadata, RawDocument, Refusal, RefusalReason
from corpus.errors import SixueError
from corpus.readers.limits import Limits
from corpus.readers.lines import clean


class Refused(SixueError):
    """A reader cannot make anything of its bytes; becomes a Refusal once the name is known."""

    def __init__(self, reason: RefusalReason, problem: str, remedy: str = "") -> None:
        super().__init__(problem, remedy)
        self.reason: RefusalReason = reason

    def named(self, name: str) -> Refusal:
        """The refusal of the file with this name."""
        return Refusal(name, self.reason, self.problem, self.remedy)


class Budget:
    """Bytes that the containers around a file may still expand to, all together."""

    def __init__(self, size: int) -> None:
        self._left = size

    def spend(self, size: int) -> None:
        """Take some of it; raises Refused when nothing is left."""
        self._left -= size
        if self._left < 0:
            raise Refused(
                "too_large",
                "文件展开后过大，可能是恶意构造的压缩包，已停止读取。",
                "请解压后分批导入需要的文件。",
            )


@dataclass(frozen=True)
class Upload:
    """One file, attachment or archive member on its way to a reader.

    Attributes:
        name: Path as the user knows it.
        data: All its bytes.
        limits: Bounds for reading it.
        zips: How many zips it lies in.
        nesting: How many containers of any kind it lies in.
        budget: What all containers around it may expand to; shared with the members.
    """

    name: str
    data: bytes
    limits: Limits
    zips: int = 0
    nesting: int = 0
    budget: Budget | None = None

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def base(self) -> str:
        """The name without its folders."""
        return self.name.rpartition("/")[2]

    @property
    def suffix(self) -> str:
        """What stands behind the last dot of the name, lower case, with the dot."""
        stem, dot, suffix = self.base.rpartition(".")
        return f".{suffix.lower()}" if dot and stem else ""

    def inside(self, name: str, data: bytes, *, zipped: bool) -> Upload:
        """A member of this container."""
        return Upload(
            f"{self.name}/{name}",
            data,
            self.limits,
            self.zips + zipped,
            self.nesting + 1,
            self.budget,
        )


@dataclass(frozen=True, slots=True)
class Extract:
    """The text that a reader took out of a file; plain data, so that a child can send it.

    Attributes:
        text: Lines joined by line feeds, not yet cleaned.
        metadata: What the format says beside the text.
        encoding: As in RawDocument.
        encoding_guessed: As in RawDocument.
        hard_wrapped: As in RawDocument.
        row: As in RawDocument.
        warnings: As in RawDocument.
        part: Name of a sheet, where a file has several; joined to the file's name.
    """

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    encoding: str | None = None
    encoding_guessed: bool = False
    hard_wrapped: bool = False
    row: int | None = None
    warnings: tuple[str, ...] = ()
    part: str | None = None


def too_long(limits: Limits) -> Refused:
    """The refusal of more text than one document may hold."""
    most = limits.characters
    shown = f"{most // 10_000} 万" if most >= 10_000 else str(most)
    return Refused(
        "too_large", f"文字超过 {shown}字，不像一份文章。", "请按文章或章节拆成几个文件。"
    )


def document(
    upload: Upload, kind: Format, extract: Extract, warnings: Iterable[str] = ()
) -> RawDocument:
    """A raw document from what a reader extracted, with its lines cleaned.

    Args:
        upload: The file the extract came from.
        kind: Its real type.
        extract: What the reader found.
        warnings: Further warnings, shown after those of the extract.

    Returns:
        The document.

    Raises:
        Refused: No text is left, or far too much of it.
    """
    text, notes = clean(extract.text)
    if not text:
        raise Refused("no_text", "文件里没有可以收入的文字。", "请确认内容已保存，再重新导入。")
    if len(text) > upload.limits.characters:
        raise too_long(upload.limits)
    if text.count("\n") >= (most := upload.limits.lines):
        raise Refused(
            "too_large", f"文字超过 {most:,} 行，不像一份文章。", "请按文章或章节拆成几个文件。"
        )
    return RawDocument(
        name=f"{upload.name}/{extract.part}" if extract.part else upload.name,
        format=kind,
        text=text,
        sha256=upload.sha256,
        size=len(upload.data),
        metadata=extract.metadata,
        encoding=extract.encoding,
        encoding_guessed=extract.encoding_guessed,
        hard_wrapped=extract.hard_wrapped,
        row=extract.row,
        warnings=tuple(dict.fromkeys((*extract.warnings, *notes, *warnings))),
    )
