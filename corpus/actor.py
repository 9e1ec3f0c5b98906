"""Who acts on the archive, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from corpus.errors import SixueError

Role = Literal["visitor", "reader", "editor", "admin"]
"""Each may do what those before it may.

A visitor looks and writes nothing. A reader keeps notes, reading lists and searches and sends
articles in. An editor decides what stands in the library and how it is tagged. An admin says who
is who.
"""

ROLE_NAMES: dict[Role, str] = {
    "visitor": "访客",
    "reader": "读者",
    "editor": "编辑",
    "admin": "管理员",
}
_RANKS = {role: rank for rank, role in enumerate(get_args(Role))}


class NotAllowed(SixueError):
    """Whoever asked for this has not the role for it."""

    def __init__(self, actor: Actor, needs: Role) -> None:
        problem = f"这项操作需要{ROLE_NAMES[needs]}权限，您现在是{ROLE_NAMES[actor.role]}。"
        remedy = "请先登录。" if actor.role == "visitor" else "请联系管理员，或者换一个账号登录。"
        super().__init__(problem, remedy)
        self.needs = needs


@dataclass(frozen=True, slots=True)
class Actor:
    """A person at the archive.

    Attributes:
        name: What the history calls them.
        role: What they may do.
        email: The address by which members are known, in lower case; None for whoever is not
            logged in.
        reader: Whose notes are theirs, at most 64 characters; empty for whoever has none.
    """

    name: str
    role: Role
    email: str | None = None
    reader: str = ""

    def may(self, needs: Role) -> bool:
        """True if the role is the needed one or above it."""
        return _RANKS[self.role] >= _RANKS[needs]

    def must_be(self, needs: Role) -> None:
        """Lets pass who may.

        Raises:
            NotAllowed: The role is below the needed one.
        """
        if not self.may(needs):
            raise NotAllowed(self, needs)


LOCAL = Actor("本机", "admin")
"""Whoever sits at the machine that holds the archive."""

VISITOR = Actor("访客", "visitor")
"""Whoever is not known."""
