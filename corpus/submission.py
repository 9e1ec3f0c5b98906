"""A submission (投稿): what somebody sent in, and the states it goes through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from corpus.arrival import Findings, Origin
from corpus.errors import SixueError

Status = Literal["new", "held", "adopted", "returned", "shelved"]
Step = Literal["take", "release", "send_back", "shelve", "reopen", "adopt", "withdraw", "correct"]

STATUS_NAMES: dict[Status, str] = {
    "new": "待处理",
    "held": "处理中",
    "adopted": "已采用",
    "returned": "退回",
    "shelved": "搁置",
}
STATUSES: tuple[Status, ...] = get_args(Status)
PENDING: tuple[Status, ...] = ("new", "held", "shelved")
OPEN: tuple[Status, ...] = ("new", "held")
"""In these states a submission can be worked on."""

HISTORY_FIELDS = ("status", "sender", "subject", "note", "holder", "reason", "articles")
"""What the history keeps of a submission; neither its bytes nor the sender's address."""

_STEPS: dict[Step, tuple[tuple[Status, ...], Status, str, str]] = {
    "take": (OPEN, "held", "接手", "请先重新打开它。"),
    "release": (("held",), "new", "放回", "它现在没有人在处理。"),
    "send_back": (OPEN, "returned", "退回", "请先重新打开它。"),
    "shelve": (OPEN, "shelved", "搁置", "请先重新打开它。"),
    "reopen": (("returned", "shelved"), "new", "重新打开", "退回或搁置的投稿才需要重新打开。"),
    "adopt": (OPEN, "adopted", "采用", "请先重新打开它。"),
    "withdraw": (("adopted",), "held", "撤回采用", "还没有采用的投稿不需要撤回。"),
    "correct": (OPEN, "held", "改动", "请先重新打开它。"),
}


class InvalidSubmission(SixueError):
    """It cannot be received or changed like this."""


class SubmissionNotFound(SixueError):
    """No submission, or no part of one, has this id."""

    def __init__(self) -> None:
        super().__init__("没有这份投稿。", "请回到投稿箱，从列表里重新打开。")


class WrongStep(SixueError):
    """This cannot be done to a submission in its present state."""

    def __init__(self, status: Status, step: Step) -> None:
        _, _, name, remedy = _STEPS[step]
        problem = f"这份投稿现在是“{STATUS_NAMES[status]}”，不能{name}。"
        if status == "adopted" and step != "release":
            remedy = "要重新处理，请先撤回采用。"
        super().__init__(problem, remedy)


class HeldByAnother(SixueError):
    """Somebody else works on it."""

    def __init__(self, holder: str) -> None:
        super().__init__(
            f"这份投稿正由{holder}处理。", "请先和对方商量；要由您处理，请点“接手”再继续。"
        )
        self.holder = holder


class SubmissionChanged(SixueError):
    """It was changed while something was done with it."""

    def __init__(self) -> None:
        super().__init__("这份投稿刚刚被别人改过，这一步没有做。", "请看过现在的样子，再做一次。")


class NothingToAdopt(SixueError):
    """No article of it is new to the library."""

    def __init__(self, duplicates: int) -> None:
        if duplicates:
            super().__init__(
                f"这份投稿里的 {duplicates} 篇文章文库里都已有。", "请退回它，理由写“已刊用”。"
            )
        else:
            super().__init__("这份投稿里没有可以采用的文章。", "请标出文章从哪里开始，或者退回它。")


def after(step: Step, status: Status) -> Status:
    """The state that a step leads to from this one.

    Raises:
        WrongStep: It cannot be done in this state.
    """
    allowed, to, _, _ = _STEPS[step]
    if status not in allowed:
        raise WrongStep(status, step)
    return to


def target(step: Step) -> Status:
    """The state that a step leads to, from wherever it can be done."""
    return _STEPS[step][1]


@dataclass(frozen=True, slots=True)
class Part:
    """The body of a submission or an attachment, without its bytes.

    Attributes:
        id: Positive, never used again.
        name: File name.
        size: Bytes.
        sha256: Hex digest of the bytes.
        is_body: True for the text of a message.
        material: False for what no article is in.
        revision: Counts the changes made to it.
    """

    id: int
    name: str
    size: int
    sha256: str
    is_body: bool
    material: bool
    revision: int


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission, without the bytes of its parts.

    Attributes:
        id: Positive, never used again.
        status: Its state.
        origin: On which way it came.
        sender: Who sent it.
        address: Their e-mail address, for editors only.
        subject: What it is called.
        note: The sender's remark to the editors.
        sent_at: When, as the sender's clock had it.
        received_at: When it came, UTC.
        holder: The editor who works on it.
        reason: Why it was returned or shelved.
        articles: Ids of the articles adopted from it; of those that stayed in the library,
            because they were changed, when its adoption was undone.
        findings: What was found in it on arrival.
        revision: The archive's revision that last changed it.
        actor: Who did.
        changed_at: When, UTC.
        twins: Other submissions with an article of the same text that are not done with.
    """

    id: int
    status: Status
    origin: Origin
    sender: str
    address: str
    subject: str
    note: str
    sent_at: datetime | None
    received_at: datetime
    holder: str | None
    reason: str
    articles: tuple[int, ...]
    findings: Findings
    revision: int
    actor: str
    changed_at: datetime
    twins: tuple[int, ...] = ()

    @property
    def is_open(self) -> bool:
        """True if it can be worked on."""
        return self.status in OPEN


def twins(found: Sequence[Submission]) -> dict[int, tuple[int, ...]]:
    """For each submission the others, not done with, that hold an article of the same text."""
    bearers: dict[str, set[int]] = {}
    for one in found:
        for verdict in one.findings.verdicts:
            if verdict.fingerprint and one.status in PENDING:
                bearers.setdefault(verdict.fingerprint, set()).add(one.id)
    return {
        one.id: tuple(
            sorted(
                set().union(*(bearers.get(v.fingerprint or "", ()) for v in one.findings.verdicts))
                - {one.id}
            )
        )
        for one in found
    }
