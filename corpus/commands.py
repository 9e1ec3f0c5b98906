"""What people script: one command for each thing that the library can be asked or told.

Exit status: 0 done, 1 done but something was refused or found wrong, 2 the command line was not
understood, 3 the archive could not be used.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from corpus import (
    dictionary_commands,
    member_commands,
    receiving_commands,
    records,
    result_export,
)
from corpus.archive import Archive
from corpus.duplicates import LEAST
from corpus.integrity import check as find_problems
from corpus.result_export import FORMATS, FormatName

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="思学：理论学习文库的命令行。",
    pretty_exceptions_enable=False,
)
app.add_typer(dictionary_commands.app, name="dictionary")
app.add_typer(member_commands.app, name="member")
app.command(help="收稿：收取邮箱和投稿文件夹，或者收下写明的文件。")(receiving_commands.receive)

AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出到标准输出。")]


def _say(line: str = "") -> None:
    typer.echo(line)


def _print_json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _progress(label: str) -> Progress:
    return Progress(
        TextColumn(label),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _files(paths: list[Path]) -> list[tuple[str, Path]]:
    """Every file below the paths, with the name it is known by, in a stable order."""
    found: list[tuple[str, Path]] = []
    for path in paths:
        if path.is_dir():
            below = sorted(p for p in path.rglob("*") if p.is_file())
            found += [(str(p.relative_to(path)), p) for p in below]
        else:
            found.append((path.name, path))
    return found


@app.command("import", help="导入文件：识别格式、切分成文章、入库并建立索引。")
def import_(
    paths: Annotated[list[Path], typer.Argument(exists=True, help="文件或文件夹。")],
    as_json: AsJson = False,
) -> None:
    """Imports files and folders."""
    files = _files(paths)
    with Archive.open() as archive, _progress("导入") as progress:
        task = progress.add_task("", total=len(files))

        def read() -> Iterator[tuple[str, bytes]]:
            for name, path in files:
                yield name, path.read_bytes()
                progress.advance(task)

        report = archive.imports.run(read())
        archive.index.catch_up()
    if as_json:
        _print_json(records.import_report(report))
    else:
        for line in records.import_report_lines(report):
            _say(line)
    refused = any(file.refusals for file in report.files)
    raise typer.Exit(1 if refused else 0)


@app.command(help="检索文库。")
def search(
    query: Annotated[str, typer.Argument(help="检索词，写法同网页的检索框。")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="最多列出几篇。")] = 20,
    as_json: AsJson = False,
) -> None:
    """Searches the library."""
    with Archive.open() as archive:
        result = archive.search.run(query, limit=limit)
    if as_json:
        _print_json(records.search_result(result))
        return
    for notice in result.notices:
        _say(notice)
    _say(f"共 {result.total} 篇")
    for hit in result.hits:
        byline = "　".join(x for x in ("、".join(hit.authors), hit.source or "") if x)
        _say(f"\n[{hit.article_id}] {hit.title}　{byline}".rstrip("　"))
        for snippet in hit.snippets:
            _say(f"    {records.marked(snippet.text, snippet.marks)}")


@app.command(help="显示一篇文章和它的关键词。")
def show(
    article_id: Annotated[int, typer.Argument(metavar="ID", help="文章编号。")],
    as_json: AsJson = False,
) -> None:
    """Shows one article and its keywords."""
    with Archive.open() as archive:
        article = archive.articles.get(article_id)
        keywords = archive.keywords.of_article(article_id, limit=12)
    if as_json:
        _print_json({**records.article(article), "keywords": records.keywords(keywords)})
        return
    for line in records.article_lines(article):
        _say(line)
    _say(f"\n关键词：{'、'.join(k.term for k in keywords)}")


@app.command(help="列出文库的主题、主题词和每篇文章的主题构成。")
def themes(
    count: Annotated[int | None, typer.Option(min=2, max=100, help="主题数；不写则自动。")] = None,
    query: Annotated[str, typer.Option("--query", "-q", help="只看检索到的文章。")] = "",
    as_json: AsJson = False,
) -> None:
    """Lists topics, their words and the topic mix of each article."""
    with Archive.open() as archive:
        ids = archive.search.ids(query)
        found = archive.themes.fit(ids, count=count)
        articles = archive.articles.find(ids[: records.ARTICLES_SHOWN])
        keywords = {a.id: archive.keywords.of_article(a.id, limit=12) for a in articles}
    if as_json:
        _print_json(records.themes(found, articles, keywords))
        return
    for line in records.theme_lines(found, articles):
        _say(line)


@app.command(help="列出文库里的词组和提法，附凝固度、次数和篇数。")
def phrases(
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="最多列出几个。")] = 50,
    as_json: AsJson = False,
) -> None:
    """Lists the phrases that the library proposes."""
    with Archive.open() as archive, _progress("找词组") as progress:
        task = progress.add_task("", total=None)

        def report(done: int, total: int, _what: str) -> None:
            progress.update(task, completed=done, total=total or None)

        found = archive.phrases.all(report).proposed[:limit]
    if as_json:
        _print_json([records.phrase(phrase) for phrase in found])
        return
    for phrase in found:
        _say(f"{phrase.form}　{phrase.count} 次，{phrase.documents} 篇，把握 {phrase.score:.2f}")


@app.command(help="列出文库里大段相同的文章：转载、节选、拼接、改写过几个字的。")
def duplicates(
    least: Annotated[
        float, typer.Option(min=0.2, max=1, help="较短的一篇至少有多少出现在另一篇里。")
    ] = LEAST,
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="最多列出几对。")] = 50,
    as_json: AsJson = False,
) -> None:
    """Lists pairs of articles that share much of their text."""
    with Archive.open() as archive, _progress("找相似") as progress:
        task = progress.add_task("", total=None)

        def report(done: int, total: int, _what: str) -> None:
            progress.update(task, completed=done, total=total or None)

        pairs = archive.duplicates.pairs(least=least, report=report)
        shown = pairs[:limit]
        contents = archive.articles.contents(i for p in shown for i in (p.one, p.other))
    titles = {i: content.title for i, content in contents.items()}
    if as_json:
        _print_json([records.alike_pair(pair, titles) for pair in shown])
        return
    _say(f"共 {len(pairs)} 对")
    for pair in shown:
        _say(records.alike_pair_line(pair, titles))


@app.command(help="导出文章：纯文本、JSON、JSONL、CSV、XLSX、DOCX 或 GB/T 7714 参考文献。")
def export(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写入文件；不写则输出到屏幕。")
    ] = None,
    query: Annotated[str, typer.Option("--query", "-q", help="只导出检索到的文章。")] = "",
    format_: Annotated[
        FormatName, typer.Option("--format", "-f", help="文件格式；xlsx 和 docx 须写明 --output。")
    ] = "txt",
    as_json: Annotated[bool, typer.Option("--json", help="同 --format json。")] = False,
) -> None:
    """Exports articles in one of several formats."""
    kind: FormatName = "json" if as_json else format_
    if output is None and FORMATS[kind].binary:
        raise typer.BadParameter("请用 --output 写明文件名。", param_hint="--format")
    with Archive.open() as archive:
        ids = archive.search.ids(query) if query else None
        if ids and kind in {"txt", "json"}:
            ids.sort()  # as ever; the others keep the order of the results
        pieces = result_export.export(archive, ids, kind)
        if output is None:
            sys.stdout.buffer.writelines(pieces)
        else:
            records.write_whole(output, pieces)


@app.command(help="删除检索索引并从数据库重建。")
def reindex(as_json: AsJson = False) -> None:
    """Builds the search index anew from the database."""
    with Archive.open() as archive, _progress("重建索引") as progress:
        task = progress.add_task("", total=archive.articles.count())
        archive.index.rebuild(progress=lambda done: progress.update(task, completed=done))
        revision, count = archive.index.revision(), archive.articles.count()
    if as_json:
        _print_json({"revision": revision, "articles": count})
    else:
        _say(f"索引已重建：{count} 篇文章，文库版本 {revision}。")


@app.command(help="检查数据库、索引与原文是否一致。")
def check(as_json: AsJson = False) -> None:
    """Checks that database, index and source texts agree."""
    with Archive.open() as archive:
        archive.index.catch_up()
        problems = find_problems(archive)
        count = archive.articles.count()
    if as_json:
        _print_json(
            {"articles": count, "problems": [records.problem(p) for p in problems]},
        )
    elif problems:
        for problem in problems:
            _say(f"{problem}")
    else:
        _say(f"一切正常：{count} 篇文章，数据库、索引与原文一致。")
    raise typer.Exit(1 if problems else 0)
