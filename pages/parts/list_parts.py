"""One reading list on its page: what it is, how it is handed on, and what may be done to it."""

from __future__ import annotations

import streamlit as st

from corpus.article import Article
from corpus.named_items import LONGEST_NAME, ItemNotFound
from corpus.reading_list_export import COLUMNS, list_as_text, list_rows, reading_minutes
from corpus.reading_lists import LONGEST_NOTE, ReadingList
from corpus.tables import csv_bytes
from pages.parts import basket, list_items, list_queries, queries
from pages.parts.errors import attempt
from pages.parts.links import link_to
from pages.parts.literal import as_html
from pages.parts.resources import may, open_archive
from pages.parts.undo_bar import remember, undo_bar

_REMOVED = "list-removed"


def show(one: ReadingList) -> None:
    """Draws one list."""
    known = list_queries.articles_of(queries.revision(), one.articles)
    st.button(
        "全部书单",
        key="list-back",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=_close,
    )
    _head(one, known)
    _ways(one, known)
    list_items.items(one, known)
    if may("reader"):
        list_items.choose(one)


def show_undo() -> None:
    """Says which list this visitor has just removed, with the way back."""
    undo_bar(_REMOVED, _restore, key="list-restore")


def _close() -> None:
    st.query_params.from_dict({})


def _head(one: ReadingList, known: dict[int, Article]) -> None:
    minutes = sum(reading_minutes(article.content) for article in known.values())
    about = f"{len(one.articles)} 篇" + (f"，约需 {minutes} 分钟" if known else "")
    st.html(f'<h2 class="sx-section">{as_html(one.name)}<small>{about}</small></h2>')
    for line in filter(str.strip, one.note.splitlines()):
        st.html(f'<p class="sx-lead">{as_html(line)}</p>')


def _ways(one: ReadingList, known: dict[int, Article]) -> None:
    with st.container(key="list-ways", horizontal=True, vertical_alignment="center", gap="small"):
        if basket.LEAST <= len(known) <= basket.MOST:
            st.page_link(
                "compare.py",
                label="并排对比",
                icon=":material/compare:",
                query_params={"articles": ",".join(map(str, known))},
                width="content",
            )
        _link(one)
        _export(one, known)
        if may("reader"):
            _edit(one)
            _undo_and_remove(one)


def _undo_and_remove(one: ReadingList) -> None:
    st.button(
        "撤销",
        key="list-undo",
        type="tertiary",
        icon=":material/undo:",
        help="撤销这个书单的上一次修改",
        on_click=attempt,
        args=(_undo, one.id),
    )
    st.button(
        "删除",
        key="list-remove",
        type="tertiary",
        icon=":material/delete:",
        on_click=attempt,
        args=(_remove, one),
    )


def _link(one: ReadingList) -> None:
    with st.popover("网址", key="list-link", type="tertiary", icon=":material/link:"):
        st.caption("把这个网址发给别人，打开就是这个书单：")
        st.code(link_to("reading_lists.py", f"list={one.id}"), language=None)


def _export(one: ReadingList, known: dict[int, Article]) -> None:
    with st.popover("导出", key="list-export", type="tertiary", icon=":material/download:"):
        st.download_button(
            "Markdown 文档",
            lambda: list_as_text(one, known.values()).encode(),
            file_name=f"书单-{one.name}.md",
            mime="text/markdown",
            key="list-md",
            on_click="ignore",
            width="stretch",
        )
        st.download_button(
            "CSV 表格",
            lambda: csv_bytes(COLUMNS, list_rows(one, known.values())),
            file_name=f"书单-{one.name}.csv",
            mime="text/csv",
            key="list-csv",
            on_click="ignore",
            width="stretch",
        )


def _edit(one: ReadingList) -> None:
    tail = f"{one.id}-{one.revision}"
    popover = st.popover(
        "名称和说明",
        key="list-edit",
        type="tertiary",
        icon=":material/edit:",
        on_change="rerun",
    )
    if not popover.open:
        return
    with popover, st.form(f"list-form-{tail}", border=False):
        st.text_input("名称", one.name, key=f"list-name-{tail}", max_chars=LONGEST_NAME)
        st.text_area("说明", one.note, key=f"list-note-{tail}", max_chars=LONGEST_NOTE)
        st.form_submit_button(
            "保存修改", key="list-keep", type="primary", on_click=attempt, args=(_keep, one)
        )


def _keep(one: ReadingList) -> None:
    tail = f"{one.id}-{one.revision}"
    open_archive().reading_lists.change(
        one.id,
        name=st.session_state[f"list-name-{tail}"],
        note=st.session_state[f"list-note-{tail}"],
        expected_revision=one.revision,
    )
    st.session_state["list-edit"] = False


def _undo(list_id: int) -> None:
    if open_archive().reading_lists.undo(list_id) is None:
        _close()


def _remove(one: ReadingList) -> None:
    open_archive().reading_lists.remove(one.id)
    remember(_REMOVED, one.id, f"已删除书单“{one.name}”。")
    _close()


def _restore(list_id: int) -> None:
    if open_archive().reading_lists.undo(list_id) is None:
        raise ItemNotFound("这个书单放不回去。", "请重新建一个。")
    st.query_params.from_dict({"list": str(list_id)})
