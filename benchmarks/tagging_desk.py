"""How fast an editor tags: suggestions, training, many articles at once, the next article.

`python -m benchmarks.tagging_desk` makes a library with tags given by rule (see
`benchmarks.tagged_library`), or takes the one in `--home`, which it changes. Tagging many is
measured on SQLite and, if SIXUE_BENCH_POSTGRESQL names an empty database, there as well.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from benchmarks.articles import DATA_VARIABLE, articles, default_data
from benchmarks.page_speed import server
from benchmarks.search_speed import Latency
from benchmarks.tagged_library import tag_by_words
from corpus.archive import Archive
from corpus.article import ArticleDraft, Paragraph
from corpus.document import RawDocument
from corpus.importing import Prepared
from corpus.splitting import Split

POSTGRESQL_VARIABLE = "SIXUE_BENCH_POSTGRESQL"
ASKED = 200
MANY = 5_000
TURNS = 20
_TURN = """async () => {
    const place = () => document.querySelector(".st-key-tag-text .sx-progress b")?.textContent
    const title = () => document.querySelector(".sx-article .sx-title")?.textContent
    const painted = () => new Promise(requestAnimationFrame)
    const before = [place(), title()]
    const start = performance.now()
    document.dispatchEvent(new KeyboardEvent("keydown", { key: "n", code: "KeyN" }))
    while (place() === before[0] || title() === before[1]) await painted()
    await painted()
    return performance.now() - start
}"""
"""From the key to the frame that shows the next title."""


def _line(name: str, value: str) -> None:
    print(f"{name:<34}{value}", flush=True)


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def fill(archive: Archive, number: int, data: Path | None) -> None:
    """Keeps so many articles without tags."""

    def rows() -> list[Prepared]:
        made = []
        for row, record in enumerate(islice(articles(number, data), number), 1):
            paragraphs = tuple(Paragraph(p, "paragraph") for p in record["text"].split("\n") if p)
            draft = ArticleDraft(title=record["title"], paragraphs=paragraphs)
            document = RawDocument("articles.jsonl", "jsonl", draft.text, "0" * 64, 1, row=row)
            made.append(Prepared(document, Split(draft.text, (), (draft,), ()), (None,)))
        return made

    for _ in archive.imports.keep(rows()):
        pass


def suggestions(archive: Archive) -> None:
    """Trains, then asks for articles without tags."""
    seconds = _seconds(lambda: archive.tagging.train(lambda *_: None))
    learnt = archive.tag_training.learnt()
    if learnt is None:
        raise SystemExit("nothing was learnt")
    _line("training", f"{seconds:.1f} s, {learnt.articles:,} articles")
    tags = len(archive.tag_training.current().model.labels)
    quality = learnt.model.quality
    _line("  F1 on articles not learnt from", f"{quality.ours.micro.f1:.3f}")
    _line("    where its name stands", f"{quality.keyword.micro.f1:.3f}")
    ids = archive.tag_queue.untagged(ASKED) or learnt.model.documents[:ASKED].tolist()
    taken = [_seconds(lambda i=i: archive.tagging.suggest(i, nearly=3)) for i in ids]
    p95 = statistics.quantiles(taken, n=20)[-1]
    _line(f"suggestions, {tags:,} tags", str(Latency(statistics.median(taken), p95)))
    archive.tags.put_on(ids[0], "刚刚新立的标签")
    _line(
        "  the first after a new tag", f"{_seconds(lambda: archive.tagging.suggest(ids[0])):.3f} s"
    )


def many(archive: Archive, name: str) -> None:
    """Tags thousands of articles at once, and takes that back."""
    ids = archive.tag_queue.untagged(MANY)
    ids += [i for i in range(1, MANY + 1) if len(ids) < MANY]
    done = []
    seconds = _seconds(lambda: done.append(archive.tags.put_on_many(ids[:MANY], "批量")))
    _line(f"tag {done[0].changed:,} articles, {name}", f"{seconds:.2f} s")
    seconds = _seconds(lambda: archive.undoing.undo(done[0].batch))
    _line("  undo", f"{seconds:.2f} s")


def next_article(home: Path) -> str:
    """From the key to the title of the next article in a real browser."""
    from playwright.sync_api import sync_playwright

    from tests.e2e.server import CHROMIUM_ARGUMENTS, chromium

    taken = []
    with server(home) as (host, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"http://{host}/tagging")
        page.locator(".foot").wait_for(timeout=60_000)
        for _ in range(TURNS):
            page.wait_for_timeout(1_000)
            taken.append(page.evaluate(_TURN))
        browser.close()
    return f"{statistics.median(taken):.0f} ms median, {max(taken):.0f} ms at most, of {TURNS}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Parses the command line, measures, prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tagging_desk", description=__doc__)
    parser.add_argument("--articles", type=int, default=10_500)
    parser.add_argument("--tagged", type=int, default=10_000, help="so many of them get tags")
    parser.add_argument("--tags", type=int, default=2_000)
    parser.add_argument("--home", type=Path, help="a library that is there already")
    parser.add_argument("--browser-only", action="store_true", help="only the next article")
    parser.add_argument(
        "--data", type=Path, default=default_data(), help=f".jsonl(.xz), or {DATA_VARIABLE}"
    )
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="sixue-tagging-") as folder:
        home = given.home or Path(folder) / "home"
        with Archive.open(home=home) as archive:
            if not given.home:
                fill(archive, given.articles, given.data)
                tag_by_words(archive, given.tags, given.tagged)
            _line("articles", f"{archive.articles.count():,}")
            if not given.browser_only:
                suggestions(archive)
                many(archive, "SQLite")
            archive.index.catch_up()
            # Read from their files then; a server makes them before its first visitor comes.
            archive.duplicates.of_text("")
            archive.suggestions.warm()
        address = os.environ.get(POSTGRESQL_VARIABLE)
        if address and not given.browser_only:
            with Archive.open(address, home=Path(folder) / "other") as archive:
                fill(archive, MANY, given.data)
                many(archive, "PostgreSQL")
        _line("next article in the browser", next_article(home))


if __name__ == "__main__":
    main()
