"""What people script of the dictionary: `python -m corpus dictionary export`, import, list."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from corpus import records
from corpus.archive import Archive
from corpus.dictionary_words import Kind
from corpus.readers.decoding import decode

app = typer.Typer(no_args_is_help=True, help="文库词典：导出、导入、列出。")

_NAMES: dict[Kind, str] = {"word": "词语", "stop": "停用", "spared": "保留", "refused": "不取"}
OfKind = Annotated[
    Kind | None,
    typer.Option(
        "--kind", "-k", help="只要一类：word 词语、stop 停用、spared 保留、refused 不取。"
    ),
]


@app.command("export", help="导出词典，每行一词；可原样导入，词语部分就是 jieba 的用户词典。")
def export(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写入文件；不写则输出到屏幕。")
    ] = None,
    kind: OfKind = None,
) -> None:
    """Exports the dictionary as text."""
    with Archive.open() as archive:
        text = archive.dictionary.as_text(kind)
    if output is None:
        typer.echo(text, nl=False)
    else:
        records.write_whole(output, [text.encode()])


@app.command("import", help="导入词典：jieba 用户词典、每行一词的词表，或 export 导出的文件。")
def import_(
    path: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="文本文件。")],
) -> None:
    """Adds the words of a file in one change, then brings the index up to date."""
    text = decode(path.read_bytes() or b"\n").text
    with Archive.open() as archive:
        pasted = archive.dictionary.paste(text)
        archive.index.catch_up()
    typer.echo(f"加入 {pasted.added:,} 个词，已有 {pasted.known:,} 个。")
    for line in pasted.bad:
        typer.echo(f"{line}{line.remedy}")
    raise typer.Exit(1 if pasted.bad else 0)


@app.command("list", help="列出词典里的词、类别、谁在何时所加。")
def list_(
    kind: OfKind = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出到标准输出。")] = False,
) -> None:
    """Lists the words, the last changed first."""
    with Archive.open() as archive:
        words = archive.dictionary.all(kind)
    if as_json:
        found = [
            {"id": w.id, **w.fields, "actor": w.actor, "changed_at": w.changed_at.isoformat()}
            for w in words
        ]
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return
    for word in words:
        day = word.changed_at.date().isoformat()
        typer.echo(f"{_NAMES[word.kind]}　{word.entry}　{word.actor}　{day}")
