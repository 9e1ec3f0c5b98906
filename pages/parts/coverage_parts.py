"""The coverage matrix on the page, and the articles behind a cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from corpus.article_facets import Facet
from corpus.coverage import Coverage
from corpus.exhibit import Card
from corpus.plot import Cell, Plot
from pages.parts import article_list, card_queries, figure, queries
from pages.parts.empty import empty
from pages.parts.figure import Figure
from pages.parts.filters import said
from pages.parts.jobs import Job
from pages.parts.links import card_link
from pages.parts.literal import as_html
from pages.parts.selection import Selection
from pages.parts.theme_queries import themes_of

ROWS = {"cards": "主题卡", "topics": "主题"}
PATIENCE = 3.0
LEAST = 1
"""So often the words of a card must stand in an article that touches it."""
SHARE = 0.2
"""So much of an article must be about a topic for the article to touch it."""
CROSS = "×"
"""Between theme and value in the address of a cell."""
Themes = dict[str, tuple[int, ...]]


def usual_rows() -> str:
    """What the rows are if nobody says: cards, if there are any."""
    return "cards" if card_queries.cards(queries.revision()) else "topics"


def themes(rows: str, selection: Selection) -> Themes | Job:
    """For each theme the articles that touch it, or the job that is looking for topics."""
    revision = queries.revision()
    if rows == "cards":
        return {
            card.name: card_queries.touched(revision, card.words, LEAST)
            for card in card_queries.cards(revision)
        }
    found = themes_of(selection, None, PATIENCE)
    if isinstance(found, Job):
        return found
    ids = np.array(found.articles, dtype=np.int64)
    return {
        theme.label: tuple(ids[found.mix[:, theme.index] >= SHARE].tolist())
        for theme in found.themes
    }


@st.fragment(run_every=1.0)
def wait_for(job: Job) -> None:
    """Waits for topics that are still being looked for."""
    st.progress(job.share, text=f"正在计算主题……{job.note}")
    if job.state != "running":
        st.rerun(scope="app")


def no_themes(rows: str) -> None:
    """Says what is missing."""
    if rows == "cards":
        empty("还没有主题卡", "先建几张主题卡，或在上面改看“主题”。")
        card_link("新建主题卡")
    else:
        st.info("这些文章的文字太少，还看不出主题。请放宽筛选，或导入更多文章。")


def matrix(
    its: Themes,
    by: Facet,
    named: str,
    measure: str,
    ids: tuple[int, ...] | None,
    selection: Selection,
) -> None:
    """Draws the matrix and, once a cell is clicked, what stands behind it."""
    found = card_queries.covered(its, by, ids)
    if not found.values:
        st.info(f"这些文章都没有{named}。请换一种列，或在文章里补上。")
        return
    cells = _cells(found, measure)

    empty = int((found.counts == 0).sum())
    described = Figure(
        name="coverage",
        title=f"主题在各{named}的覆盖",
        plot=Plot.of("heat", cells, unit="篇", row="主题"),
        columns=("主题", named, "篇数", "这一列的全部篇数"),
        rows=[
            (theme, value, int(found.counts[r, c]), int(found.totals[c]))
            for r, theme in enumerate(found.themes)
            for c, value in enumerate(found.values)
        ],
        card=Card(
            found.articles,
            found.revision,
            f"筛选：{said(selection)}" if selection else "未筛选",
            dictionary=queries.dictionary_version(found.revision),
            settings=(_rule(its),),
            period=queries.period(found.revision, selection),
        ),
        alt=f"{len(found.themes)} 个主题、{len(found.values)} 个{named}，{empty} 格是空的",
    )
    figure.head(described)
    with st.container(key="heat-coverage"):
        picked = figure.chart_to_pick(
            described.on_screen("cell"), _key(found, measure), described.alt, "cell"
        )
    note = [f"{empty} 格是空的"]
    if found.left_out:
        note.append(f"另有 {found.left_out:,} 个较少见的{named}没有列出")
    if found.without:
        note.append(f"{found.without:,} 篇没有{named}")
    st.caption(f"{'，'.join(note)}。{_rule(its)}。点一格，看是哪几篇。")
    figure.foot(described)
    _behind(_cell(picked), found, its, by, named, ids)


def _rule(its: Themes) -> str:
    cards = {card.name for card in card_queries.cards(queries.revision())}
    if set(its) <= cards:
        return "文章里有主题的一个词，就算谈到"
    return f"文章有 {SHARE:.0%} 以上属于一个主题算谈到"


def _cells(found: Coverage, measure: str) -> list[Cell]:
    cells = []
    for r, theme in enumerate(found.themes):
        for c, value in enumerate(found.values):
            count, total = int(found.counts[r, c]), int(found.totals[c])
            share = count / total if total else 0.0
            shown = f"{share:.0%}" if measure == "share" else str(count)
            size = share if measure == "share" else float(count)
            cells.append(Cell(theme, value, size, shown, f"{theme}{CROSS}{value}"))
    return cells


def _key(found: Coverage, measure: str) -> str:
    named = abs(hash((found.themes, found.values, measure))) % 10**8
    return f"coverage-{found.revision}-{named}"


def _cell(picked: Mapping[str, Any] | None) -> tuple[str, str]:
    """Theme and value of the cell that was clicked, or of the one of the address."""
    if picked and st.query_params.get("cell") != picked["id"]:
        st.query_params["cell"] = picked["id"]
    theme, _, value = st.query_params.get("cell", "").partition(CROSS)
    return theme, value


def _behind(
    cell: tuple[str, str],
    found: Coverage,
    its: Themes,
    by: Facet,
    named: str,
    ids: tuple[int, ...] | None,
) -> None:
    theme, value = cell
    if theme not in found.themes or value not in found.values:
        return
    everything = card_queries.bearing(by, value, ids)
    touching = set(its[theme])
    here = [article for article in everything if article in touching]
    others = [article for article in everything if article not in touching]
    st.html(
        f'<h2 class="sx-section">{as_html(value)} × {as_html(theme)}'
        f"<small>{len(here):,} / {len(everything):,} 篇</small></h2>"
    )
    if here:
        article_list.articles(here, name="coverage-here", params={by: [value]})
    else:
        empty(
            "还没有人写",
            f"{named}“{value}”的 {len(everything):,} 篇文章里，没有一篇谈到“{theme}”。",
        )
    if others:
        with st.expander(f"没有谈到的 {len(others):,} 篇", key="coverage-others"):
            article_list.articles(others, name="coverage-silent", params={by: [value]})
    st.page_link(
        "search.py",
        label=f"检索{named}“{value}”的全部文章",
        icon=":material/search:",
        query_params={by: [value]},
    )
