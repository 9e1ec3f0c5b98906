"""历史: what was done in the library, by whom and when, with the way back."""

from __future__ import annotations

from typing import Any, cast

import streamlit as st

from corpus.database import Action, LibraryAction
from corpus.history_batches import HistoryFilter, Kind
from pages.parts import history_rows
from pages.parts.empty import empty
from pages.parts.figure import STATIC
from pages.parts.history_words import ACTIONS, KINDS
from pages.parts.literal import as_label
from pages.parts.resources import may, open_archive, stop_unless
from pages.parts.selection import number

SHOWN = 30
LONGEST = 60


def main() -> None:
    """Draws the page."""
    st.html(STATIC / "history.css")
    with st.container(key="history"):
        st.html('<h2 class="sx-section">历史</h2>')
        stop_unless("editor")
        wanted = _wanted()
        history_rows.undone_notice()
        _filters(wanted)
        _article(wanted)
        _list(wanted)


def _wanted() -> HistoryFilter:
    """What the address asks for; whatever makes no sense in it is ignored."""
    params = st.query_params
    kind, action = params.get("kind", ""), params.get("did", "")
    return HistoryFilter(
        actor=params.get("who") or None,
        kind=cast(Kind, kind) if kind in KINDS else None,
        action=cast(Action | LibraryAction, action) if action in ACTIONS else None,
        article_id=number(params.get("article", "")),
        text=params.get("find", "").strip()[:LONGEST],
    )


def _filters(wanted: HistoryFilter) -> None:
    kinds = [kind for kind in KINDS if kind != "member" or may("admin")]
    with st.container(key="history-filters", horizontal=True, gap="small"):
        _select("who", "谁", open_archive().history.actors(), wanted.actor, "所有人")
        _select("kind", "什么", kinds, wanted.kind, "所有内容", KINDS)
        _select("did", "做了什么", list(ACTIONS), wanted.action, "所有操作", ACTIONS)
        st.session_state["history-find"] = wanted.text
        st.text_input(
            "找",
            key="history-find",
            placeholder="标题、标签或改动的文字",
            label_visibility="collapsed",
            max_chars=LONGEST,
            on_change=_to_url,
            args=("find",),
        )


def _select(
    name: str,
    label: str,
    options: list[Any],
    chosen: str | None,
    everything: str,
    names: dict[Any, str] | None = None,
) -> None:
    key = f"history-{name}"
    st.session_state[key] = chosen if chosen in options else None
    st.selectbox(
        label,
        options,
        key=key,
        index=None,
        format_func=lambda value: (names or {}).get(value, value),
        placeholder=everything,
        label_visibility="collapsed",
        on_change=_to_url,
        args=(name,),
    )


def _to_url(name: str) -> None:
    value = st.session_state[f"history-{name}"]
    st.query_params.pop("before", None)
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def _article(wanted: HistoryFilter) -> None:
    """Says of which article the history is, with the way to the whole one."""
    if wanted.article_id is None:
        return
    title = open_archive().history.titles([wanted.article_id]).get(wanted.article_id)
    with st.container(horizontal=True, vertical_alignment="center"):
        if title:
            st.page_link(
                "read.py",
                label=as_label(f"《{title}》的修改记录"),
                query_params={"article": str(wanted.article_id)},
            )
        st.button(
            "看全部历史",
            key="history-all",
            type="tertiary",
            on_click=lambda: st.query_params.pop("article", None),
        )


def _list(wanted: HistoryFilter) -> None:
    before = number(st.query_params.get("before", ""))
    batches = open_archive().history.batches(wanted, before=before, limit=SHOWN + 1)
    if not batches:
        _nothing(wanted)
        return
    history_rows.rows(batches[:SHOWN], wanted)
    with st.container(key="history-foot", horizontal=True, horizontal_alignment="center"):
        if before is not None:
            st.button("最近的", key="history-newest", on_click=_page, args=(None,))
        if len(batches) > SHOWN:
            last = batches[SHOWN - 1].revision
            st.button("更早的", key="history-older", on_click=_page, args=(last,))


def _page(before: int | None) -> None:
    if before is None:
        st.query_params.pop("before", None)
    else:
        st.query_params["before"] = str(before)


def _nothing(wanted: HistoryFilter) -> None:
    if wanted == HistoryFilter():
        empty("还没有历史", "导入、修改、加标签之后，每一次都记在这里，都可以撤销。")
    else:
        empty("没有这样的修改", "请换一个人、一类内容，或去掉几个筛选条件。")


main()
