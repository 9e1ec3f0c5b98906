"""The map of the themes and the order in which they would merge; the mix of every article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from corpus.plot import Cell, Circle, Join, Node, Plot
from nlp.topic_map import Merge, hierarchy, topic_map
from pages.parts import figure, theme_parts
from pages.parts.figure import Figure
from pages.parts.literal import as_label
from pages.parts.paging import choice
from pages.parts.resources import open_archive
from pages.parts.selection import Selection
from pages.parts.theme_queries import Theme, ThemeMap

ARTICLES = 40
LONGEST_TITLE = 14
_ORDER = "mix-order"


def show_map(themes: ThemeMap, selection: Selection) -> None:
    """Draws the map and the hierarchy."""
    left, right = st.columns([1, 1], gap="large")
    with left:
        _map(themes, selection)
    with right:
        _hierarchy(themes, selection)


def _map(themes: ThemeMap, selection: Selection) -> None:
    found = topic_map(themes.found.model)
    marks = [
        Circle(_short(t), float(x), float(y), t.share, t.colour, str(t.index))
        for t, (x, y) in zip(themes.themes, found.positions, strict=True)
    ]

    described = Figure(
        name="map",
        title="主题地图",
        plot=Plot.of("circles", marks, unit="占比"),
        columns=("主题", "横", "纵", "占比"),
        rows=[(m.label, round(m.x, 4), round(m.y, 4), round(m.size, 4)) for m in marks],
        card=theme_parts.card(themes, selection, f"平面保留 {found.kept:.0%} 的差别"),
        alt="主题地图：" + "；".join(m.label for m in marks),
    )
    figure.head(described)
    picked = figure.chart_to_pick(
        described.on_screen("topic"),
        theme_parts.key(themes, "map"),
        described.alt,
        "topic",
    )
    if picked:
        st.query_params["topic"] = picked["id"]
        theme = themes.themes[int(picked["id"])]
        words = "、".join(word for word, _ in theme.words[:12])
        st.caption(as_label(f"{theme.label}（占 {theme.share:.0%}）：{words}"))
    else:
        st.caption("用词越像，离得越近；圆越大，占比越高。点一个圆，看它的词。")
    figure.foot(described)


def _short(theme: Theme) -> str:
    return theme.name or "、".join(word for word, _ in theme.words[:2])


def _hierarchy(themes: ThemeMap, selection: Selection) -> None:
    steps = hierarchy(themes.found.model)
    if not steps:
        return
    order, joins = _laid_out(len(themes.themes), steps)
    leaves = [Node(themes.themes[i].label, 1.0, themes.themes[i].colour) for i in order]

    members: dict[int, list[int]] = {i: [i] for i in range(len(themes.themes))}
    rows = []
    for place, step in enumerate(steps):
        both = members[step.left] + members[step.right]
        members[len(themes.themes) + place] = both
        named = [
            "＋".join(themes.themes[i].label for i in members[side])
            for side in (step.left, step.right)
        ]
        rows.append((place + 1, *named, round(step.height, 3)))
    described = Figure(
        name="hierarchy",
        title="主题的亲疏",
        plot=Plot.of("dendrogram", leaves, joins),
        columns=("次序", "一边", "另一边", "差别"),
        rows=rows,
        card=theme_parts.card(themes, selection),
        alt="最先合并的是：" + "、".join(rows[0][1:3]),
    )
    figure.head(described)
    figure.chart(described.on_screen(), theme_parts.key(themes, "hierarchy"), described.alt)
    nearest = f"用词最接近的是“{rows[0][1]}”和“{rows[0][2]}”"
    st.caption(as_label(f"{nearest}；要减少主题，先合并它们（在“调整”里）。"))
    figure.foot(described)


def _laid_out(count: int, steps: Sequence[Merge]) -> tuple[list[int], list[Join]]:
    """The topics in an order in which no line crosses another, and the steps between them."""
    inside: dict[int, list[int]] = {i: [i] for i in range(count)}
    for place, step in enumerate(steps):
        inside[count + place] = inside[step.left] + inside[step.right]
    order = inside[count + len(steps) - 1]
    at = {topic: float(place) for place, topic in enumerate(order)}
    heights = dict.fromkeys(range(count), 0.0)
    joins = []
    for place, step in enumerate(steps):
        low, high = sorted((step.left, step.right), key=lambda one: at[one])
        joins.append(Join(at[low], at[high], heights[low], heights[high], step.height))
        at[count + place] = (at[low] + at[high]) / 2
        heights[count + place] = step.height
    return order, joins


def show_mix(themes: ThemeMap, selection: Selection) -> None:
    """Draws how much of each theme stands in each article."""
    orders = {"newest": "按日期", **{str(t.index): t.label for t in themes.themes}}
    given = st.query_params.get("by", "newest")
    order = given if given in orders else "newest"
    choice("次序", orders, order, key=_ORDER, on_change=_change_order)
    rows = _rows(themes, order)
    articles = {a.id: a for a in open_archive().articles.find([themes.articles[r] for r in rows])}
    cells = []
    for row in rows:
        article = articles.get(themes.articles[row])
        if article is None:
            continue
        title = article.content.title
        short = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
        for theme in themes.themes:
            share = float(themes.mix[row, theme.index])
            cells.append(
                Cell(
                    f"{short}\u2060{article.id}",
                    theme.label,
                    share,
                    f"{share:.0%}",
                    str(article.id),
                )
            )
    # Articles of the same title must not lie on top of each other.
    known: dict[str, list[str]] = {}
    for cell in cells:
        ids = known.setdefault(cell.row.partition("\u2060")[0], [])
        if cell.id not in ids:
            ids.append(cell.id)
    shown = [cell._replace(row=_apart(cell, known)) for cell in cells]

    titles = {i: a.content.title for i, a in articles.items()}
    described = Figure(
        name="mix",
        title="每篇文章的主题",
        plot=Plot.of("heat", shown, unit="占比", row="文章"),
        columns=("文章编号", "标题", *(t.label for t in themes.themes)),
        rows=[
            (i, titles.get(i, ""), *(round(float(v), 4) for v in themes.mix[row]))
            for row, i in enumerate(themes.articles)
        ],
        card=theme_parts.card(themes, selection),
        alt=f"{len(rows)} 篇文章，{len(themes.themes)} 个主题",
    )
    figure.head(described)
    with st.container(key="heat-mix"):
        picked = figure.chart_to_leave_by(
            described.on_screen("article"),
            theme_parts.key(themes, f"mix-{order}"),
            described.alt,
            "article",
        )
    more = len(themes.articles) - len(rows)
    note = f"其余 {more:,} 篇在导出的表格里。" if more > 0 else ""
    st.caption(f"一行一篇，颜色越深，这个主题占得越多。点一格，打开那一篇。{note}")
    figure.foot(described)
    if picked:
        st.switch_page("read.py", query_params={**selection.params(), "article": picked["id"]})


def _apart(cell: Cell, known: Mapping[str, Sequence[str]]) -> str:
    """The title of a cell, numbered where others have the same."""
    title = cell.row.partition("\u2060")[0]
    ids = known[title]
    return title if len(ids) == 1 else f"{title} {ids.index(cell.id) + 1}"


def _change_order() -> None:
    st.query_params["by"] = st.session_state[_ORDER]


def _rows(themes: ThemeMap, order: str) -> list[int]:
    if order != "newest":
        shares = themes.mix[:, int(order)]
        return np.argsort(-shares, kind="stable")[:ARTICLES].tolist()
    days = open_archive().articles.published(themes.articles)
    dated = [(days.get(i), place) for place, i in enumerate(themes.articles)]
    dated.sort(key=lambda pair: (pair[0] is not None, pair[0] or 0, -pair[1]), reverse=True)
    return [place for _, place in dated[:ARTICLES]]
