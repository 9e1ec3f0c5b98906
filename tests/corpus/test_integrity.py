from __future__ import annotations

import json
import os
import random
import shutil
import signal
import time
from collections import defaultdict
from pathlib import Path

import pytest
import sqlalchemy as sa

from corpus.archive import DATABASE_FILE, Archive
from corpus.article import ArticleDraft
from corpus.integrity import check
from corpus.keeping import ROWS_AT_ONCE
from tests.articles import draft, keep
from tests.corpus.pages import PAGE
from tests.forking import forked

ARTICLES = 2000
KILLS = 10


@pytest.fixture
def full(archive: Archive) -> Archive:
    """An archive in which everything has happened once."""
    archive.imports.run([("第6版.txt", PAGE.encode())])
    first, second, third = keep(archive, draft("甲。", tags=("路",)), draft("乙。"), draft("丙。"))
    archive.articles.update(first, expected_revision=archive.revision(), title="改过的")
    archive.articles.trash([second, third])
    archive.articles.restore([third])
    archive.tags.put_on(1, "竹")
    assert check(archive) == []
    return archive


def harm(archive: Archive, *statements: str) -> None:
    """Changes the database behind the archive's back."""
    with archive.database.engine.begin() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))


@pytest.mark.parametrize(
    ("statement", "part", "words"),
    [
        ("UPDATE articles SET title = '换了' WHERE id = 1", "article", "文章 1 与它的修改历史"),
        ("UPDATE articles SET status = 'kept' WHERE id = 4", "article", "文章 4 与它的修改历史"),
        ("UPDATE articles SET revision = 1 WHERE id = 5", "article", "文章 5 与它的修改历史"),
        ("DELETE FROM article_tags WHERE article_id = 1", "article", "文章 1 与它的修改历史"),
        ("UPDATE articles SET fingerprint = 'x' WHERE id = 2", "article", "文章 2 的查重指纹"),
        ("UPDATE sources SET text = replace(text, '竹', '木')", "source", "与原文件“第6版.txt”"),
        ("UPDATE sources SET text = text || '尾巴' WHERE id = 1", "source", "有文字不在任何位置"),
        ("UPDATE archive_state SET next_article = 3", "database", "articles 比文库的版本记录更新"),
        ("UPDATE archive_state SET revision = 2", "database", "比文库的版本记录更新"),
    ],
)
def test_what_does_not_agree_is_found(full: Archive, statement: str, part: str, words: str) -> None:
    harm(full, statement)
    problems = check(full)
    assert [p for p in problems if p.part == part and words in str(p)], problems


def test_a_source_without_articles_is_found(full: Archive) -> None:
    columns = "revision, format, sha256, size, encoding_guessed, text, spans, furniture, metadata"
    harm(
        full,
        f"INSERT INTO sources (id, name, warnings, imported_at, {columns}) "
        f"SELECT 99, '孤.txt', warnings, imported_at, {columns} FROM sources WHERE id = 1",
        "UPDATE archive_state SET next_source = 100",
    )
    (problem,) = check(full)
    assert (problem.part, problem.source_id) == ("source", 99)
    assert "孤.txt" in str(problem)


def test_an_index_that_misses_or_invents_articles_is_found(full: Archive) -> None:
    # The index cannot know of what no revision tells.
    harm(full, "UPDATE articles SET status = 'trashed' WHERE id = 3")
    assert any(p.part == "index" and "多出文章 3" in str(p) for p in check(full))
    harm(full, "UPDATE articles SET status = 'kept' WHERE id IN (3, 4)")
    assert any(p.part == "index" and "缺少文章 4" in str(p) for p in check(full))
    full.articles.trash([4])
    assert check(full) == [], "a real write puts it right"


def test_a_damaged_file_is_a_problem_not_a_crash(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *(draft(f"第{n}篇。" * 200) for n in range(50)))
    sqlite_archive.close()
    file = sqlite_archive.home / DATABASE_FILE
    content = bytearray(file.read_bytes())
    for page in range(20, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 4096] = b"\xa5" * 4096
    file.write_bytes(content)
    with Archive.open(home=sqlite_archive.home) as archive:
        problems = check(archive)
    assert problems
    assert {p.part for p in problems} == {"database"}
    assert "备份" in str(problems[0])


def big_import() -> list[tuple[str, bytes]]:
    """Pages of two articles and a table, ARTICLES in all, no two alike."""
    chance = random.Random(20260101)
    rows = []
    for n in range(ARTICLES // 2):
        text = "".join(chance.choices("山水田路桥村民党员学习增收创业", k=300))
        rows.append(json.dumps({"title": f"第{n}条", "content": text}, ensure_ascii=False))
    pages = [
        (f"{n}.txt", PAGE.replace("竹", f"竹{n}").replace("党课", f"党课{n}").encode())
        for n in range(ARTICLES // 4)
    ]
    half = len(pages) // 2
    return [*pages[:half], ("新闻.jsonl", "\n".join(rows).encode()), *pages[half:]]


def import_all(home: str) -> None:
    with Archive.open(home=home) as archive:
        archive.imports.run(big_import())
        archive.index.catch_up()


def killed_after(delay: float, home: str) -> None:
    """Imports in a process that dies without warning."""
    process = forked(import_all, home)
    process.join(delay)
    if process.exitcode is None and process.pid:
        os.kill(process.pid, signal.SIGKILL)
    process.join()


def contents(archive: Archive) -> dict[str, set[ArticleDraft]]:
    """What is kept, by the file it came from."""
    kept: dict[str, set[ArticleDraft]] = defaultdict(set)
    names: dict[int, str] = {}
    for article in archive.articles.iterate():
        if article.source_id not in names:
            names[article.source_id] = archive.sources.get(article.source_id).name
        kept[names[article.source_id]].add(article.content)
    return kept


def test_kill_9_at_any_moment_leaves_whole_articles(empty_home: Path, tmp_path: Path) -> None:
    chance = random.Random()
    started = time.monotonic()
    import_all(str(tmp_path / "whole"))
    seconds = time.monotonic() - started
    with Archive.open(home=tmp_path / "whole") as archive:
        whole = contents(archive)
        assert check(archive) == []
        assert archive.articles.count() == ARTICLES

    counts = []
    for n in range(KILLS):
        home = tmp_path / str(n)
        shutil.copytree(empty_home, home)
        # One moment in each tenth of the import.
        killed_after(seconds * (n + chance.random()) / KILLS, str(home))
        with Archive.open(home=home) as archive:
            assert check(archive) == []
            counts.append(archive.articles.count())
            for name, articles in contents(archive).items():
                assert articles <= whole[name]
                assert len(articles) == len(whole[name]) or len(articles) % ROWS_AT_ONCE == 0
    assert len(set(counts)) > 2, "some kills came in the middle"

    middle = min(counts, key=lambda count: abs(count - ARTICLES // 2))
    with Archive.open(home=tmp_path / str(counts.index(middle))) as archive:
        report = archive.imports.run(big_import())
        assert sum(len(file.duplicates) for file in report.files) == middle
        assert sum(len(file.kept) for file in report.files) == ARTICLES - middle
        assert contents(archive) == whole
        assert check(archive) == []
