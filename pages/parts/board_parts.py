"""One board on its page: what it is, how fresh it is, and the ways to show and take it along."""

from __future__ import annotations

import streamlit as st

from corpus.board import Board
from corpus.boards import LONGEST_NOTES
from corpus.exhibit import Exhibit
from corpus.named_items import LONGEST_NAME, ItemNotFound
from pages.parts import board_files, board_items, board_renewal
from pages.parts.errors import attempt
from pages.parts.links import link_to
from pages.parts.literal import as_html
from pages.parts.resources import may, open_archive
from pages.parts.undo_bar import remember, undo_bar

_REMOVED = "board-removed"


def show(one: Board) -> None:
    """Draws one board."""
    exhibits = open_archive().boards.exhibits(one)
    st.button(
        "全部专题板",
        key="board-back",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=_close,
    )
    st.html(f'<h2 class="sx-section">{as_html(one.name)}<small>{len(one.items)} 项</small></h2>')
    for line in filter(str.strip, one.note.splitlines()):
        st.html(f'<p class="sx-lead">{as_html(line)}</p>')
    _freshness(one, exhibits)
    _ways(one, exhibits)
    board_items.items(one, exhibits)


def show_undo() -> None:
    """Says which board this visitor has just removed, with the way back."""
    undo_bar(_REMOVED, _restore, key="board-restore")


def _close() -> None:
    st.query_params.from_dict({})


def _freshness(one: Board, exhibits: dict[str, Exhibit]) -> None:
    """Which state of the library the board shows, and the way to a newer one."""
    shown = [exhibits[item.exhibit] for item in one.items if item.exhibit in exhibits]
    made = [exhibit.card.revision for exhibit in shown if exhibit.kind != "passage"]
    if not made:
        return
    if one.frozen:
        st.caption(f"定格在文库第 {_range(made)} 版，图表不会再变。")
        return
    newest = open_archive().boards.shown_revision()
    stale = sum(revision < newest for revision in made)
    if not stale:
        st.caption(f"与文库一致（第 {_range(made)} 版）。")
        return
    with st.container(key="board-stale", horizontal=True, vertical_alignment="center"):
        st.info(
            f"文库有了新的内容：{stale} 项还是旧的（第 {_range(made)} 版）。",
            icon=":material/update:",
            width="stretch",
        )
        if may("reader") and st.button("更新全部", key="board-renew", type="primary"):
            board_renewal.begin(one, exhibits)


def _range(revisions: list[int]) -> str:
    low, high = min(revisions), max(revisions)
    return f"{low:,}" if low == high else f"{low:,}～{high:,}"


def _ways(one: Board, exhibits: dict[str, Exhibit]) -> None:
    with st.container(key="board-ways", horizontal=True, vertical_alignment="center", gap="small"):
        if one.items:
            st.link_button(
                "放映",
                f"{_root()}stage/{one.id}",
                type="primary",
                icon=":material/slideshow:",
                help="全屏放映：方向键翻页，N 看讲稿，D 换深浅，F 全屏",
            )
        with st.popover("网址", key="board-link", type="tertiary", icon=":material/link:"):
            st.caption("把这个网址发给别人，打开就是这个专题板：")
            st.code(link_to("boards.py", f"board={one.id}"), language=None)
        if one.items:
            board_files.files(one, exhibits)
        if may("reader"):
            _edit(one)
            st.button(
                "取消定格" if one.frozen else "定格",
                key="board-freeze",
                type="tertiary",
                icon=":material/lock_open:" if one.frozen else ":material/lock:",
                help="定格的专题板停在现在的样子，文库变了也不更新",
                on_click=attempt,
                args=(_freeze, one),
            )
            _undo_and_remove(one)


def _root() -> str:
    """The address of the app, up to and with its last slash."""
    return link_to("boards.py", "").removesuffix("boards")


def _undo_and_remove(one: Board) -> None:
    st.button(
        "撤销",
        key="board-undo",
        type="tertiary",
        icon=":material/undo:",
        help="撤销这个专题板的上一次修改",
        on_click=attempt,
        args=(_undo, one.id),
    )
    st.button(
        "删除",
        key="board-remove",
        type="tertiary",
        icon=":material/delete:",
        on_click=attempt,
        args=(_remove, one),
    )


def _edit(one: Board) -> None:
    tail = f"{one.id}-{one.version}"
    popover = st.popover(
        "名称和说明", key="board-edit", type="tertiary", icon=":material/edit:", on_change="rerun"
    )
    if not popover.open:
        return
    with popover, st.form(f"board-form-{tail}", border=False):
        st.text_input("名称", one.name, key=f"board-name-{tail}", max_chars=LONGEST_NAME)
        st.text_area("说明", one.note, key=f"board-note-{tail}", max_chars=LONGEST_NOTES)
        st.form_submit_button(
            "保存修改", key="board-keep", type="primary", on_click=attempt, args=(_keep, one)
        )


def _keep(one: Board) -> None:
    tail = f"{one.id}-{one.version}"
    open_archive().boards.change(
        one.id,
        name=st.session_state[f"board-name-{tail}"],
        note=st.session_state[f"board-note-{tail}"],
        expected_version=one.version,
    )
    st.session_state["board-edit"] = False


def _freeze(one: Board) -> None:
    open_archive().boards.change(one.id, frozen=not one.frozen)


def _undo(board_id: int) -> None:
    if open_archive().boards.undo(board_id) is None:
        _close()


def _remove(one: Board) -> None:
    open_archive().boards.remove(one.id)
    remember(_REMOVED, one.id, f"已删除专题板“{one.name}”。")
    _close()


def _restore(board_id: int) -> None:
    if open_archive().boards.undo(board_id) is None:
        raise ItemNotFound("这个专题板放不回去。", "请重新建一个。")
    st.query_params.from_dict({"board": str(board_id)})
