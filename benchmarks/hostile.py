"""Queries that are no queries, and how long they take: lone operators, control characters."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

from corpus.archive import Archive
from corpus.query_parser import parse

_FIXED = [
    '"',
    "“",
    "”“”",
    "((((",
    "))))",
    "()",
    "(“",
    "-",
    "--",
    "- -",
    "*",
    "**",
    "~",
    "~5",
    '""~5',
    '"~5"',
    "“甲”~",
    "“甲 乙”~99999",
    "OR",
    "OR OR",
    "AND OR NOT",
    "(OR)",
    "-(OR",
    "标题:",
    "标题:()",
    "标题:(",
    "标题:OR",
    "年:",
    "年:(",
    "年:0000",
    "年:99999999",
    "日期:9999-99",
    "日期:..",
    "日期:>9999",
    "作者:*",
    "来源:“",
    "栏目:-",
    "标签:~",
    ".*",
    "^.*$",
    "(?=x)*+",
    "[[:alpha:]]",
    "'; DROP TABLE articles; --",
    "1 OR 1=1",
    "%_%",
    "\\",
    "\\\\",
    "\\x00",
    "\0",
    "\x1b[31m",
    "\ud800",
    "\udfff\ud800",
    "\u202e富裕",
    "\ufeff",
    "😀" * 50,
    "<script>alert(1)</script>",
    "{{7*7}}",
    "${7*7}",
    "../../etc/passwd",
    "富裕" * 2500,
    "的" * 5000,
    "“" * 5000,
    "(" * 5000,
    ")" * 5000,
    "-" * 5000,
    "a " * 2500,
    "增 " * 2500,
    "OR " * 1600,
    "年:2021 " * 600,
    "标题:a " * 800,
    "(a OR " * 800,
    "“富裕 共同”~20 " * 300,
    "共同* " * 1000,
    "-富裕 " * 1000,
    "\n" * 5000,
    "a\tb\rc\n",
    "((((((((((富裕))))))))))",
    "富裕 -富裕",
    "-(富裕 OR -富裕)",
    "NOT NOT NOT 富裕",
    "::::",
    "年:年:年:2021",
]


def report(home: Path) -> Iterator[tuple[str, str]]:
    """Measures each of them once on the library in `home`, understanding included."""
    with Archive.open(home=home) as archive:
        archive.search.run("预热")
        seconds: dict[str, float] = {}
        for query in queries():
            parse.cache_clear()
            start = time.perf_counter()
            archive.search.run(query)
            seconds[query] = time.perf_counter() - start
        slowest = max(seconds, key=seconds.__getitem__)
        median = sorted(seconds.values())[len(seconds) // 2]
        yield (
            f"{len(seconds)} hostile queries",
            f"{median * 1e3:.1f} ms p50, {seconds[slowest] * 1e3:.1f} ms at most ({slowest[:9]!r})",
        )


def queries() -> list[str]:
    """Two hundred things that no search box should be asked, the same every time."""
    chance = random.Random(3)
    signs = "\"“”'()（）[]{}<>*?~^:：-－+|&!\\/%_;,.#@$=\0\x01\x1b\u200b\u202e\ufeff\ud800 "
    words = ("OR", "AND", "NOT", "或", "年:", "标题:", "日期:", "共同富裕", "a", "1")
    mixed = [
        "".join(chance.choice([chance.choice(signs), chance.choice(words)]) for _ in range(length))
        for length in range(1, 201)
    ]
    return [*_FIXED, *mixed][:200]
