"""Who is who, from the command line: `python -m corpus member add`, list, remove.

The first admin of a group is made here, where the archive is.
"""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from corpus.actor import ROLE_NAMES
from corpus.archive import Archive

app = typer.Typer(no_args_is_help=True, help="成员：给角色、列出、取消。")


class MemberRole(StrEnum):
    """The roles that can be given."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"


Email = Annotated[str, typer.Argument(help="登录时用的电子邮箱地址。")]


@app.command("add", help="给一个人角色：reader 读者、editor 编辑、admin 管理员；已有的改成新的。")
def add(
    email: Email,
    role: Annotated[MemberRole, typer.Option("--role", "-r", help="角色。")] = MemberRole.READER,
    note: Annotated[str, typer.Option("--note", "-n", help="备注，比如姓名和单位。")] = "",
) -> None:
    """Gives somebody a role."""
    with Archive.open() as archive:
        member = archive.members.put(email, role.value, note)
    typer.echo(f"{member.name} 现在是{ROLE_NAMES[member.role]}。")


@app.command("list", help="列出有角色的人；其他人登录后都是读者。")
def list_(
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出到标准输出。")] = False,
) -> None:
    """Lists the members in the order they were added."""
    with Archive.open() as archive:
        members = archive.members.all()
    if as_json:
        found = [{"email": m.name, "role": m.role, "note": m.note} for m in members]
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    for member in members:
        typer.echo(f"{ROLE_NAMES[member.role]}　{member.name}　{member.note}".rstrip("　"))


@app.command("remove", help="取消一个人的角色；他登录后是读者。")
def remove(email: Email) -> None:
    """Takes somebody's role away."""
    with Archive.open() as archive:
        archive.members.remove(email)
    typer.echo(f"{email} 不再有角色。")
