"""书单: articles to be read in an order, made by everybody and handed on by their address."""

from __future__ import annotations

import streamlit as st

from corpus.named_items import LONGEST_NAME
from corpus.reading_lists import LONGEST_NOTE, ReadingList
from pages.parts import basket, list_parts, list_queries, queries
from pages.parts.empty import empty
from pages.parts.errors import attempt
from pages.parts.figure import STATIC
from pages.parts.literal import as_html, as_label
from pages.parts.resources import may, open_archive
from pages.parts.selection import number

_NAME, _NOTE = "list-new-name", "list-new-note"


def main() -> None:
    """Draws the page."""
    st.html(STATIC / "analysis.css")
    st.html(STATIC / "notebook.css")
    lists = list_queries.lists(queries.revision())
    given = st.query_params.get("list", "")
    chosen = next((one for one in lists if one.id == number(given)), None)
    with st.container(key="reading-lists"):
        list_parts.show_undo()
        if chosen is None:
            st.html('<h2 class="sx-section">书单</h2>')
            if given:
                st.warning(
                    "没有这个书单，它可能已被删除。现有的书单都在下面。", icon=":material/info:"
                )
            _all(lists)
            if may("reader"):
                _new(empty=not lists)
        else:
            list_parts.show(chosen)
    basket.bar()


def _all(lists: list[ReadingList]) -> None:
    if not lists:
        empty(
            "还没有书单",
            "书单是按次序一起读的几篇文章，每篇可以写一句附言，把网址发给别人就能一起读。",
        )
    for one in lists:
        with st.container(
            key=f"list-row-{one.id}", horizontal=True, vertical_alignment="center", gap="small"
        ):
            st.button(
                as_label(one.name),
                key=f"list-open-{one.id}",
                type="tertiary",
                icon=":material/list_alt:",
                on_click=_open,
                args=(one.id,),
            )
            day = one.changed_at.astimezone().strftime("%Y-%m-%d")
            facts = (f"{len(one.articles)} 篇", f"{day} 修改", one.note.partition("\n")[0][:40])
            spans = "".join(f"<span>{as_html(fact)}</span>" for fact in facts if fact)
            st.html(f'<p class="sx-meta">{spans}</p>')


def _open(list_id: int) -> None:
    st.query_params.from_dict({"list": str(list_id)})


def _new(*, empty: bool) -> None:
    with (
        st.expander("新建书单", key="list-new", icon=":material/add:", expanded=empty),
        st.form("list-new-form", border=False),
    ):
        st.text_input("名称", key=_NAME, max_chars=LONGEST_NAME, placeholder="例如：共同富裕十篇")
        st.text_area("说明（可不写）", key=_NOTE, max_chars=LONGEST_NOTE, height=80)
        st.form_submit_button(
            "新建", key="list-create", type="primary", on_click=attempt, args=(_create,)
        )


def _create() -> None:
    made = open_archive().reading_lists.create(
        st.session_state[_NAME], note=st.session_state[_NOTE]
    )
    st.session_state[_NAME] = st.session_state[_NOTE] = ""
    _open(made.id)


main()
