"""The figures of articles: what is measured, from how much to how much, when and where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from corpus.anatomy import Anatomy
from corpus.tables import csv_bytes, xlsx_bytes
from nlp.figures import Figure
from nlp.quantities import change
from pages.parts.literal import as_html

COLUMNS = ("指标", "从", "数值", "归一后", "单位", "变化", "年份", "地区", "原句")


def moved(figure: Figure) -> str:
    """From how much to how much, as written."""
    return f"{figure.start.text} → {figure.value.text}" if figure.start else figure.value.text


def changed(figure: Figure) -> str:
    """By how much it changed, or which share of what it is; empty if neither can be told."""
    told = change(figure)
    whole = f"共 {figure.whole.text}" if figure.whole else ""
    return f"{told}（{whole}）" if told and whole else told or whole


def row(figure: Figure, paragraphs: Sequence[str]) -> tuple[object, ...]:
    """A figure as a row of the table, amounts also in the unit all are counted in."""
    return (
        figure.indicator,
        figure.start and figure.start.text,
        figure.value.text,
        None if figure.value.parts else figure.value.value,
        figure.value.unit,
        changed(figure),
        figure.year,
        figure.place,
        paragraphs[figure.paragraph][slice(*figure.sentence_span)],
    )


def figures(article_id: int, anatomy: Anatomy) -> None:
    """Draws the figures of the article that is read, each leading to its sentence."""
    if not anatomy.figures:
        st.caption("这一篇里没有带指标的数字。")
        return
    st.html(f'<p class="sx-rail">文中的数字　{len(anatomy.figures)} 项</p>')
    rows = "".join(_line(figure) for figure in anatomy.figures)
    st.html(f'<table class="sx-figures-table sx-wrapped"><tbody>{rows}</tbody></table>')
    if st.button("排序和导出", key="figures-table", type="tertiary", icon=":material/table:"):
        st.dialog("文中的数字", width="large")(_table)(article_id, anatomy)


def _line(figure: Figure) -> str:
    facts = "　".join(filter(None, (changed(figure), figure.year, figure.place)))
    return (
        f'<tr><td><a href="#p-{figure.paragraph}">{as_html(figure.indicator)}</a></td>'
        f'<td>{as_html(moved(figure))}<br><span class="sx-by">{as_html(facts)}</span></td></tr>'
    )


def _table(article_id: int, anatomy: Anatomy) -> None:
    rows = [row(figure, anatomy.paragraphs) for figure in anatomy.figures]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    config: dict[str, Any] = {
        "归一后": st.column_config.NumberColumn(help="换算成元、人、% 等同一单位，便于排序比较"),
        "原句": st.column_config.TextColumn(width="large"),
    }
    st.dataframe(frame, hide_index=True, column_config=config, alt="文中的数字")
    with st.container(horizontal=True):
        st.download_button(
            "CSV 表格",
            lambda: csv_bytes(COLUMNS, rows),
            file_name=f"数字-{article_id}.csv",
            mime="text/csv",
            key="figures-csv",
            on_click="ignore",
        )
        st.download_button(
            "Excel 表格",
            lambda: xlsx_bytes("数字", COLUMNS, rows),
            file_name=f"数字-{article_id}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="figures-xlsx",
            on_click="ignore",
        )
