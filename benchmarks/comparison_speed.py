"""How long a comparison takes: four essays, and two long reports, beside comparing paragraphs.

`python -m benchmarks.comparison_speed REPORTS.jsonl` reads texts of 20,000 characters and more
(field `text`) and keeps them in a library: four cut to 3,000 characters, two to 20,000. It prints
the seconds of the first comparison in a process and the median of five more.
The peer finds for each paragraph the most like one of the next article by difflib, as scripts do
that know nothing of outlines; it tells neither keywords nor figures nor what stands in one alone.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from statistics import median

from corpus.archive import Archive

CASES = ((4, 3_000), (2, 20_000))
AGAIN = 5
ALIKE = 0.5


def cut(text: str, length: int) -> str:
    """The first paragraphs of a text, of about so many characters."""
    lines, size = [], 0
    for line in filter(str.strip, text.split("\n")):
        if size >= length:
            break
        lines.append(line.strip())
        size += len(lines[-1])
    return "\n".join(lines)


def by_paragraphs(texts: Sequence[str]) -> int:
    """The peer: how many paragraphs have one like them in the next text."""
    found = 0
    for one, other in pairwise(text.split("\n") for text in texts):
        for paragraph in one:
            matcher = SequenceMatcher(None, "", paragraph, autojunk=False)
            best = 0.0
            for candidate in other:
                matcher.set_seq1(candidate)
                if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                    best = max(best, matcher.ratio())
            found += best >= ALIKE
    return found


def seconds(act: Callable[[], object]) -> float:
    """How long something takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def measure(texts: Sequence[str]) -> None:
    """Compares texts in a library of their own and prints what it took."""
    rows = ({"title": f"第 {n} 篇", "text": text} for n, text in enumerate(texts, 1))
    data = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    with tempfile.TemporaryDirectory() as home, Archive.open(home=home) as archive:
        archive.imports.run([("文章.jsonl", data)])
        archive.index.catch_up()
        ids = archive.search.ids()
        first = seconds(lambda: archive.comparing.of(ids))
        again = median(seconds(lambda: archive.comparing.of(ids)) for _ in range(AGAIN))
        points = len(archive.comparing.of(ids).alignment.shared)
    peer = seconds(lambda: by_paragraphs(texts))
    print(
        f"{len(texts)} × {sum(map(len, texts)) // len(texts):,} characters: "
        f"first {first:.2f} s, then {again:.2f} s, {points} shared points; "
        f"difflib by paragraphs {peer:.2f} s ({peer / again:.1f} times ours)"
    )


def main() -> None:
    """Reads the command line and measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path)
    lines = parser.parse_args().reports.read_text(encoding="utf-8").splitlines()
    texts = [text for line in lines if len(text := json.loads(line)["text"]) >= 20_000]
    for articles, length in CASES:
        measure([cut(text, length) for text in texts[:articles]])


if __name__ == "__main__":
    main()
