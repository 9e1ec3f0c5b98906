"""The splitting workbench: the raw page left, the articles found on it right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from corpus.sheet import Sheet
from corpus.tally import tally
from pages.parts.drafts import cards, table
from pages.parts.errors import attempt
from pages.parts.literal import as_label
from pages.parts.split_view import page_view

_KEYS = (
    "点一行更正，或者用键：↑↓ 选行，N 另起一篇，M 并入上一篇，T 标题，A 作者，H 小标题，P 正文，"
    "F 附属文字，Alt+↑↓ 移动边界，Ctrl+Z 撤销。拖 ⠿ 把一篇的开头移到另一行。"
)


def workbench(sheet: Sheet, key: str, after: Callable[[Sheet], object]) -> None:
    """One document with its corrections.

    Args:
        sheet: The document.
        key: Unique on the page.
        after: Called with the sheet after a correction; a failure of it is shown.
    """
    for warning in sheet.prepared.document.warnings:
        st.warning(as_label(warning), icon=":material/info:")
    _encoding(sheet)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        with st.container(horizontal=True, vertical_alignment="center", key=f"page-head-{key}"):
            st.html('<h2 class="sx-section">原文</h2>')
            _step(sheet, f"undo-{key}", "撤销上一步", ":material/undo:", sheet.undo, after)
            _step(sheet, f"redo-{key}", "重做", ":material/redo:", sheet.redo, after)
        _meter(sheet)
        page_view(sheet, f"page-{key}", after)
        st.caption(_KEYS)
    with right:
        st.html('<h2 class="sx-section">切分出的文章</h2>')
        cards(sheet, key, after)
        _beside(sheet)


def rows(sheets: Sequence[Sheet], key: str, after: Callable[[Sheet], object]) -> None:
    """The rows of one table, an article each; as `workbench`."""
    documents = [sheet.prepared.document for sheet in sheets]
    for warning in dict.fromkeys(w for document in documents for w in document.warnings):
        st.warning(as_label(warning), icon=":material/info:")
    _encoding(sheets[0])
    st.caption("一行一篇。点格子可以改标题、作者、来源、栏目和日期。")
    table(sheets, f"table-{key}", after)


def _step(
    sheet: Sheet,
    key: str,
    label: str,
    icon: str,
    step: Callable[[], None],
    after: Callable[[Sheet], object],
) -> None:
    def done() -> None:
        step()
        after(sheet)

    possible = sheet.past if step == sheet.undo else sheet.future
    st.button(
        label,
        key=key,
        type="tertiary",
        icon=icon,
        disabled=not possible,
        on_click=attempt,
        args=(done,),
    )


def _meter(sheet: Sheet) -> None:
    counted = tally(sheet.split)
    state = "sx-lost" if counted.lost or counted.doubled else "sx-whole"
    places = "　".join(
        f"{name} {count:,}"
        for name, count in (
            ("正文", counted.body),
            ("标题", counted.titles),
            ("署名", counted.bylines),
            ("附属", counted.furniture),
        )
    )
    st.html(
        f'<p class="sx-meter {state}" role="status"><b>{counted.lost:,} 字丢失</b>'
        f"<span>原文 {counted.total:,} 字：{places}</span></p>"
    )


def _beside(sheet: Sheet) -> None:
    furniture = sheet.split.furniture
    if not furniture:
        return
    with st.expander(f"版面附属文字（{len(furniture)} 行，随原文保存，不进正文）"):
        st.text("\n".join(furniture[:50]))


def _encoding(sheet: Sheet) -> None:
    document = sheet.prepared.document
    if not document.encoding_guessed:
        return
    st.warning(
        f"“{as_label(sheet.name)}”没有注明文字编码，按 {(document.encoding or '').upper()} 读出。"
        "请看下面的开头是否通顺；如有乱码，请另存为 UTF-8 后重新上传。",
        icon=":material/translate:",
    )
    with st.container(border=True):
        st.text(document.text.strip()[:160])
