"""What sets two sides apart: the chart, the list, and the sentences behind a word."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from corpus.contrast import Contrast, ContrastRow, Side
from corpus.exhibit import Card
from corpus.plot import Bar, Plot
from nlp.keyness import SIGNIFICANT
from pages.parts import figure, kwic_list, queries
from pages.parts.caching import kept
from pages.parts.contrast_sides import Sides
from pages.parts.figure import Figure
from pages.parts.literal import as_html
from pages.parts.palette import PALETTE
from pages.parts.resources import open_archive
from pages.parts.selection import Params

SHOWN = 15
LISTED = 200
SENTENCES = 5
TALLEST = 560
"""Pixels of the list; a longer one is scrolled."""
COLOURS = (PALETTE[2], PALETTE[0])


@kept(64)
def contrast(at_revision: int, first: Side, second: Side | None) -> Contrast:  # noqa: ARG001
    """The words that set two sides apart."""
    return open_archive().contrasts.between(first, second, LISTED)


@kept(64)
def _period(at_revision: int, first: Side, second: Side | None) -> tuple[int, int] | None:  # noqa: ARG001
    archive = open_archive()
    if second is None:
        return archive.facets.table().period()
    ids = (i for side in (first, second) for i in archive.contrasts.ids(side))
    return archive.facets.table().period(ids)


def summary(found: Contrast, sides: Sides) -> None:
    """What is compared, in one sentence, and how sure it is."""
    one, other = (as_html(name) for name in sides.names)
    overlap = f"（两边都有的 {found.overlap:,} 篇只算在甲方）" if found.overlap else ""
    st.html(
        f'<p class="sx-lead"><b>{one}</b>（{found.first_articles:,} 篇，{found.first_words:,} 词）'
        f"与 <b>{other}</b>（{found.second_articles:,} 篇，{found.second_words:,} 词）{overlap}"
        "相比，用得明显更多的词。"
        f"{_sureness(found)}（G² ≥ {found.threshold}）。</p>"
    )


def _sureness(found: Contrast) -> str:
    if found.threshold >= SIGNIFICANT:
        return "只列出偶然出现这种差别的可能不到万分之一的"
    return "文字不多，这里列出偶然出现的可能不到百分之一的，请当作线索"


def chart(found: Contrast, sides: Sides) -> str | None:
    """The strongest words of both sides; gives the word that was clicked last."""
    rows = sorted(
        (*found.of(first=True, limit=SHOWN), *found.of(first=False, limit=SHOWN)),
        key=lambda row: (-row.log_ratio, row.term),
    )

    described = _figure(found, sides, rows)
    figure.head(described)
    figure.legend(dict(zip(sides.names, COLOURS, strict=True)))
    picked = figure.chart_to_pick(
        described.on_screen("word"),
        f"contrast-{found.revision}-{abs(hash((sides.first, sides.second))) % 10**8}",
        described.alt,
        "word",
    )
    st.caption("向右的词甲方用得多，向左的词乙方用得多；越长差得越多。点一个词看句子。")
    figure.foot(described)
    return picked["id"] if picked else None


def _figure(found: Contrast, sides: Sides, rows: Sequence[ContrastRow]) -> Figure:
    bars = [Bar(r.term, r.log_ratio, COLOURS[r.log_ratio <= 0]) for r in rows]
    return Figure(
        name="contrast",
        title="差异词",
        plot=Plot.of("diverging", bars, unit="倍数（以 2 为底的对数）", sides=list(sides.names)),
        columns=(
            "词",
            f"{sides.names[0]}次数",
            f"{sides.names[1]}次数",
            "甲方每万词",
            "乙方每万词",
            "甲方篇数",
            "乙方篇数",
            "G²",
            "倍数的对数",
        ),
        rows=[_cells(row) for row in found.rows],
        card=Card(
            found.first_articles + found.second_articles,
            found.revision,
            f"{sides.names[0]} 对 {sides.names[1]}",
            dictionary=queries.dictionary_version(found.revision),
            settings=(f"G² ≥ {found.threshold}",),
            period=_period(found.revision, sides.first, sides.second),
        ),
        alt="差异词：" + "、".join(f"{row.term} {row.log_ratio:+.1f}" for row in rows),
    )


def _cells(row: ContrastRow) -> tuple[object, ...]:
    return (
        row.term,
        row.first,
        row.second,
        round(row.first_per_10k, 2),
        round(row.second_per_10k, 2),
        row.first_articles,
        row.second_articles,
        round(row.log_likelihood, 1),
        round(row.log_ratio, 2),
    )


def table(found: Contrast, sides: Sides) -> None:
    """All words as a list that can be sorted."""
    names = ("词", *(f"{n}每万词" for n in "甲乙"), *(f"{n}篇数" for n in "甲乙"), "倍数", "G²")
    cells = [
        (
            row.term,
            round(row.first_per_10k, 2),
            round(row.second_per_10k, 2),
            row.first_articles,
            row.second_articles,
            round(2 ** abs(row.log_ratio), 1) * (1 if row.log_ratio > 0 else -1),
            round(row.log_likelihood, 1),
        )
        for row in found.rows
    ]
    st.dataframe(
        {name: [row[i] for row in cells] for i, name in enumerate(names)},
        key=f"contrast-table-{found.revision}-{abs(hash((sides.first, sides.second))) % 10**8}",
        hide_index=True,
        width="stretch",
        height=min(TALLEST, 37 + 35 * len(cells)),
    )
    st.caption("倍数为正，甲方用得多；为负，乙方用得多。点列名可以排序。")


def sentences(word: str, sides: Sides) -> None:
    """The sentences with a word on either side."""
    st.html(f'<h2 class="sx-section">“{as_html(word)}”的句子</h2>')
    left, right = st.columns(2, gap="large")
    for column, side, name in zip(
        (left, right), (sides.first, sides.second), sides.names, strict=True
    ):
        with column:
            st.html(f'<p class="sx-rail">{as_html(name)}</p>')
            _lines(word, side, sides)


def _lines(word: str, side: Side | None, sides: Sides) -> None:
    archive = open_archive()
    if side is None:
        without = set(archive.contrasts.ids(sides.first))
        ids = [
            i
            for i in archive.concordance.count(archive.formulations.forms(word)).articles.tolist()
            if i not in without
        ]
    else:
        ids = archive.contrasts.ids(side)
    params: Params = {}
    if side is not None and side.filters:
        filters = side.filters
        params = {k: [str(v) for v in getattr(filters, k)] for k in ("tags", "years", "sources")}
        params = {**params, "authors": list(filters.authors)}
    given = {name: value for name, value in params.items() if value}
    kwic_list.lines(word, ids, given, SENTENCES, link=bool(given))
