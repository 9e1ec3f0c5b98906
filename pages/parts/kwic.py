"""Lines of a concordance, aligned on the keyword, with the way to the articles they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

import streamlit as st

from corpus.concordance import KwicLine, KwicSort
from pages.parts.article_text import chinese_date
from pages.parts.concordance_queries import Lines
from pages.parts.literal import as_html, as_label
from pages.parts.results import title_link
from pages.parts.selection import Params

LEAST_RUN = 2
"""From so many characters on it is shown that neighbours agree."""
WIDEST_KEYWORD = 14.0


def by_article(lines: Lines, params: Params) -> None:
    """The lines below the titles of their articles.

    Args:
        lines: Those of the page.
        params: What a link to an article carries, so that the words are marked there.
    """
    width = _width(lines.found.lines)
    for article_id, group in groupby(lines.found.lines, lambda line: line.article_id):
        together = list(group)
        with st.container(key=f"kwic-{article_id}", gap=None):
            title_link(article_id, together[0].title, params, key="kwic")
            count = lines.each.get(article_id, len(together))
            day = together[0].published
            facts = [chinese_date(day) if day else "没有日期", f"{count:,} 处"]
            spans = "".join(f"<span>{fact}</span>" for fact in facts)
            rows = "".join(_row(as_html(line.left), line, as_html(line.right)) for line in together)
            st.html(f'<p class="sx-meta">{spans}</p>{_table(rows, width)}')


def by_context(lines: Lines, order: KwicSort, params: Params) -> None:
    """The lines in the order of their context, each beside a link to its article."""
    found = lines.found.lines
    runs = _runs(found, order)
    rows = []
    for line, run in zip(found, runs, strict=True):
        left, right = as_html(line.left), as_html(line.right)
        if run and order == "left":
            left = f"{as_html(line.left[:-run])}<u>{as_html(line.left[-run:])}</u>"
        elif run:
            right = f"<u>{as_html(line.right[:run])}</u>{as_html(line.right[run:])}"
        rows.append(_row(left, line, right))
    with st.container(key="kwic-rows", horizontal=True, wrap=False, gap="small"):
        st.html(_table("".join(rows), _width(found)))
        with st.container(key="kwic-links", gap=None, width=190):
            for line in found:
                year = f"{line.published.year}　" if line.published else "————　"
                st.page_link(
                    "read.py",
                    label=year + as_label(line.title),
                    help=as_label(line.title),
                    query_params={**params, "article": str(line.article_id)},
                )


def _row(left: str, line: KwicLine, right: str) -> str:
    # Overflow leaves a cell at its end: the left one runs from right to left, its text does not.
    return (
        f'<tr><td><bdi dir="ltr">{left}</bdi></td><td>{as_html(line.keyword)}</td>'
        f"<td>{right}</td></tr>"
    )


def _table(rows: str, width: float) -> str:
    columns = f'<col><col style="width:{width:.1f}em"><col>'
    return f'<table class="sx-kwic"><colgroup>{columns}</colgroup><tbody>{rows}</tbody></table>'


def _width(lines: Iterable[KwicLine]) -> float:
    """Room for the longest keyword, in the width of a Han character."""
    widths = (sum(1.0 if c >= "\u2e80" else 0.62 for c in line.keyword) for line in lines)
    return min(max(widths, default=2.0), WIDEST_KEYWORD) + 1.0


def _runs(lines: Sequence[KwicLine], order: KwicSort) -> list[int]:
    """For each line how many characters beside the keyword it has in common with a neighbour."""
    texts = [line.left[::-1] if order == "left" else line.right for line in lines]
    alike = [_common(one, other) for one, other in pairwise(texts)]
    nearest = map(max, [0, *alike], [*alike, 0])
    return [run if run >= LEAST_RUN else 0 for run, _ in zip(nearest, texts, strict=False)]


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common from their start on."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length
