"""Receiving from the command line: `python -m corpus receive`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from corpus.archive import Archive
from corpus.arrival import Receipt
from corpus.drop_folder import DropFolder
from corpus.receiving import RECEIVER, arrival_of_file, poll

Files = Annotated[
    list[Path] | None,
    typer.Argument(exists=True, dir_okay=False, help="投稿的文件；不写则收取邮箱和投稿文件夹。"),
]
Watch = Annotated[
    float | None, typer.Option("--watch", "-w", min=1, help="每隔几秒收取一次，直到按 Ctrl+C。")
]


def receive(files: Files = None, watch: Watch = None) -> None:
    """Takes files in as submissions, or what lies in mailbox and drop folder."""
    with Archive.open(actor=RECEIVER) as archive:
        if files:
            for file in files:
                arrival = arrival_of_file(file.name, file.read_bytes(), "command")
                typer.echo(_line(archive.submissions.receive(arrival)))
            return
        typer.echo(f"投稿文件夹：{DropFolder.of(archive.home).folder}")
        while True:
            failed = _look(archive)
            if watch is None:
                raise typer.Exit(1 if failed else 0)
            time.sleep(watch)


def _look(archive: Archive) -> bool:
    """One look; True if something could not be read."""
    found = poll(archive)
    for receipt in found.receipts:
        typer.echo(_line(receipt))
    for error in found.errors:
        typer.echo(f"{error}", err=True)
    if found.busy:
        typer.echo("另一个程序正在收取。")
    elif not found.errors:
        typer.echo(f"收到 {found.new} 份投稿。")
    return bool(found.errors)


def _line(receipt: Receipt) -> str:
    found = receipt.findings
    said = [f"{len(found.verdicts)} 篇，{found.characters:,} 字"]
    said += [f"文库已有 {found.same} 篇"] if found.same else []
    said += [f"相似 {found.like} 篇"] if found.like else []
    said += [f"读不出 {len(found.refusals)} 个"] if found.refusals else []
    again = "（以前收过）" if receipt.again else ""
    return f"投稿 {receipt.number}{again}：{'，'.join(said)}"
