"""The items of a board: looked at, told in the presenter's words, moved, taken off."""

from __future__ import annotations

import streamlit as st

from corpus.board import Board, BoardItem
from corpus.boards import LONGEST_NOTES, LONGEST_TAKEAWAY, LONGEST_TITLE
from corpus.exhibit import Exhibit
from pages.parts import figure
from pages.parts.board_button import file_of, query_of
from pages.parts.empty import empty
from pages.parts.errors import attempt
from pages.parts.literal import as_html
from pages.parts.plots import specification
from pages.parts.resources import may, open_archive


def items(one: Board, exhibits: dict[str, Exhibit]) -> None:
    """Draws the items of a board in their order."""
    if not one.items:
        empty(
            "专题板上还没有东西",
            "打开主题、提法、覆盖、差异、对比或语境页，在图的标题旁点“加入专题板”。",
        )
        return
    for place, item in enumerate(one.items):
        with st.container(key=f"board-item-{item.key}", gap="xsmall"):
            _item(one, place, item, exhibits.get(item.exhibit))


def _item(one: Board, place: int, item: BoardItem, exhibit: Exhibit | None) -> None:
    takeaway = f'<p class="sx-takeaway">{as_html(item.takeaway)}</p>' if item.takeaway else ""
    st.html(
        f'<h3 class="sx-board-title"><span class="sx-place">{place + 1}</span>'
        f"{as_html(item.title)}</h3>{takeaway}"
    )
    if exhibit is None:
        st.error("这一项的内容不见了，请用备份恢复。", icon=":material/error:")
    else:
        _content(one, item, exhibit)
        st.html(f'<p class="sx-card">{as_html(str(exhibit.card))}</p>')
    if item.notes:
        with st.expander("讲稿", icon=":material/speaker_notes:"):
            st.text(item.notes)
    _acts(one, place, item, exhibit)


def _content(one: Board, item: BoardItem, exhibit: Exhibit) -> None:
    says = f"{item.takeaway} {exhibit.says}".strip()
    if exhibit.plot is not None:
        drawn = specification(exhibit.plot, figure.board_look())
        figure.chart(drawn, f"board-{one.id}-{item.key}-{item.exhibit[:8]}", says)
    elif exhibit.passage is not None:
        text = as_html(exhibit.passage.text, list(exhibit.passage.marks))
        by = f"——《{as_html(exhibit.passage.title)}》 {as_html(exhibit.passage.byline)}"
        st.html(f'<blockquote class="sx-passage">{text}<br><small>{by}</small></blockquote>')
    else:
        rows = [dict(zip(exhibit.columns, row, strict=False)) for row in exhibit.rows]
        st.dataframe(rows, hide_index=True, alt=says)


def _acts(one: Board, place: int, item: BoardItem, exhibit: Exhibit | None) -> None:
    with st.container(
        key=f"board-acts-{item.key}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        if may("reader"):
            for name, icon, to, end in (
                ("上移", ":material/arrow_upward:", place - 1, place == 0),
                ("下移", ":material/arrow_downward:", place + 1, place == len(one.items) - 1),
            ):
                st.button(
                    name,
                    key=f"board-{'up' if to < place else 'down'}-{item.key}",
                    type="tertiary",
                    icon=icon,
                    disabled=end,
                    on_click=attempt,
                    args=(_move, one.id, item.key, to),
                )
            _words(one, item)
            st.button(
                "移出",
                key=f"board-take-{item.key}",
                type="tertiary",
                icon=":material/close:",
                on_click=attempt,
                args=(_take, one.id, item.key),
            )
        file = exhibit and file_of(exhibit.address)
        if exhibit and file:
            st.page_link(
                file,
                label="来处",
                icon=":material/north_east:",
                query_params=dict(query_of(exhibit.address)),
                width="content",
            )


def _words(one: Board, item: BoardItem) -> None:
    key = f"board-words-{item.key}"
    popover = st.popover(
        "标题、要点和讲稿", key=key, type="tertiary", icon=":material/edit:", on_change="rerun"
    )
    if not popover.open:
        return
    tail = f"{one.id}-{item.key}-{one.version}"
    with popover, st.form(f"board-item-form-{tail}", border=False):
        st.text_input("标题", item.title, key=f"item-title-{tail}", max_chars=LONGEST_TITLE)
        st.text_input(
            "要点，一句话",
            item.takeaway,
            key=f"item-takeaway-{tail}",
            max_chars=LONGEST_TAKEAWAY,
            placeholder="请大家记住什么？",
        )
        st.text_area(
            "讲稿，只有放映的人看", item.notes, key=f"item-notes-{tail}", max_chars=LONGEST_NOTES
        )
        st.form_submit_button(
            "保存修改", type="primary", on_click=attempt, args=(_say, one, item, tail)
        )


def _say(one: Board, item: BoardItem, tail: str) -> None:
    open_archive().boards.say(
        one.id,
        item.key,
        title=st.session_state[f"item-title-{tail}"] or item.title,
        takeaway=st.session_state[f"item-takeaway-{tail}"],
        notes=st.session_state[f"item-notes-{tail}"],
    )
    st.session_state[f"board-words-{item.key}"] = False


def _move(board_id: int, key: int, place: int) -> None:
    open_archive().boards.move(board_id, key, place)


def _take(board_id: int, key: int) -> None:
    open_archive().boards.take(board_id, key)
