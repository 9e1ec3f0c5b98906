"""专题板: what a presenter collects, orders, shows to a room and takes away."""

from __future__ import annotations

import streamlit as st

from corpus.board import Board
from corpus.boards import LONGEST_NOTES
from corpus.named_items import LONGEST_NAME
from pages.parts import board_parts
from pages.parts.empty import empty
from pages.parts.errors import attempt
from pages.parts.figure import STATIC
from pages.parts.literal import as_html, as_label
from pages.parts.resources import may, open_archive
from pages.parts.selection import number

_NAME, _NOTE = "board-new-name", "board-new-note"


def main() -> None:
    """Draws the page."""
    st.html(STATIC / "analysis.css")
    st.html(STATIC / "notebook.css")
    st.html(STATIC / "boards.css")
    boards = open_archive().boards.all()
    given = st.query_params.get("board", "")
    chosen = next((one for one in boards if one.id == number(given)), None)
    with st.container(key="boards"):
        board_parts.show_undo()
        if chosen is None:
            st.html('<h2 class="sx-section">专题板</h2>')
            if given:
                st.warning(
                    "没有这个专题板，它可能已被删除。现有的专题板都在下面。", icon=":material/info:"
                )
            _all(boards)
            if may("reader"):
                _new(empty=not boards)
        else:
            board_parts.show(chosen)


def _all(boards: list[Board]) -> None:
    if not boards:
        empty(
            "还没有专题板",
            "专题板把图、段落和数据按次序收在一起，每项一句要点，可以放映，也可以做成幻灯片。在任何一张图上点“加入专题板”，或在下面新建一个。",
        )
    for one in boards:
        with st.container(
            key=f"board-row-{one.id}", horizontal=True, vertical_alignment="center", gap="small"
        ):
            st.button(
                as_label(one.name),
                key=f"board-open-{one.id}",
                type="tertiary",
                icon=":material/co_present:",
                on_click=_open,
                args=(one.id,),
            )
            day = one.changed_at.astimezone().strftime("%Y-%m-%d")
            state = "定格" if one.frozen else "随文库更新"
            facts = (f"{len(one.items)} 项", state, f"{day} 修改", one.note.partition("\n")[0][:40])
            spans = "".join(f"<span>{as_html(fact)}</span>" for fact in facts if fact)
            st.html(f'<p class="sx-meta">{spans}</p>')


def _open(board_id: int) -> None:
    st.query_params.from_dict({"board": str(board_id)})


def _new(*, empty: bool) -> None:
    with (
        st.expander("新建专题板", key="board-new", icon=":material/add:", expanded=empty),
        st.form("board-new-form", border=False),
    ):
        st.text_input("名称", key=_NAME, max_chars=LONGEST_NAME, placeholder="例如：共同富裕专题")
        st.text_area("说明（可不写）", key=_NOTE, max_chars=LONGEST_NOTES, height=80)
        st.form_submit_button(
            "新建", key="board-create", type="primary", on_click=attempt, args=(_create,)
        )


def _create() -> None:
    made = open_archive().boards.create(st.session_state[_NAME], st.session_state[_NOTE])
    for key in (_NAME, _NOTE):
        st.session_state[key] = ""
    _open(made.id)


main()
