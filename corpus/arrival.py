"""What arrives for the editors, and what is found in it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from corpus.document import Refusal

Origin = Literal["form", "mail", "folder", "command"]

ORIGIN_NAMES: dict[Origin, str] = {
    "form": "网页",
    "mail": "邮件",
    "folder": "文件夹",
    "command": "命令行",
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """A part of what arrives.

    Attributes:
        name: File name.
        data: Its bytes.
        is_body: True for the text of a message.
        material: False for what no article is in.
    """

    name: str
    data: bytes = field(repr=False)
    is_body: bool = False
    material: bool = True


@dataclass(frozen=True, slots=True)
class Arrival:
    """What somebody sends in: a message or some files.

    Attributes:
        origin: On which way.
        parts: Body and attachments.
        sender: Who, as they call themselves.
        address: Their e-mail address; only editors ever see it.
        subject: What it is called.
        note: A remark to the editors.
        sent_at: When, as the sender's clock had it.
        message_id: Of a mail.
        refusals: Why it could not be taken as a whole.
        whole: SHA-256 of the message or file it was taken out of, hex; None if it is its parts.
    """

    origin: Origin
    parts: tuple[Incoming, ...]
    sender: str = ""
    address: str = ""
    subject: str = ""
    note: str = ""
    sent_at: datetime | None = None
    message_id: str | None = None
    refusals: tuple[Refusal, ...] = ()
    whole: str | None = None

    @property
    def sha256(self) -> str:
        """By which the same thing is known when it arrives again."""
        if self.whole:
            return self.whole
        seen = [[part.name, sha256(part.data).hexdigest()] for part in self.parts]
        return sha256(repr(seen).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """An article that was found in a submission on arrival, held against the library.

    Attributes:
        title: Its title.
        characters: Of its text.
        fingerprint: By which the same text is known; None for an article without text.
        same: The kept article with the same text.
        like: A kept article that shares much with it.
        containment: How much of the shorter one stands in the other, 0 to 1.
    """

    title: str
    characters: int
    fingerprint: str | None
    same: int | None = None
    like: int | None = None
    containment: float = 0.0


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in a submission on arrival.

    Attributes:
        documents: Documents that were read.
        verdicts: The articles in them.
        more: True if there is more than what was looked at.
        refusals: What could not be read.
    """

    documents: int = 0
    verdicts: tuple[Verdict, ...] = ()
    more: bool = False
    refusals: tuple[Refusal, ...] = ()

    @property
    def characters(self) -> int:
        """Of the texts of the articles."""
        return sum(verdict.characters for verdict in self.verdicts)

    @property
    def same(self) -> int:
        """How many of the articles the library has already, word for word."""
        return sum(verdict.same is not None for verdict in self.verdicts)

    @property
    def like(self) -> int:
        """How many others share much with kept ones."""
        return sum(verdict.like is not None for verdict in self.verdicts)

    def to_json(self) -> dict[str, Any]:
        """The same as JSON can hold it."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Findings:
        """What `to_json` gave."""
        return cls(
            kept["documents"],
            tuple(Verdict(**one) for one in kept["verdicts"]),
            kept["more"],
            tuple(Refusal(**one) for one in kept["refusals"]),
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a sender is told.

    Attributes:
        number: The submission's id.
        received_at: When it came first, UTC.
        again: True if the very same had come before; this is the receipt it got then.
        findings: What was found in it.
    """

    number: int
    received_at: datetime
    again: bool
    findings: Findings
