"""Searches kept under a name: saved from the page that shows them, listed with links to them."""

from __future__ import annotations

from typing import get_args
from urllib.parse import parse_qs, urlencode

import streamlit as st

from corpus.saved_searches import LONGEST_NAME, NameTaken, Page, SavedSearch
from pages.parts.errors import attempt
from pages.parts.filters import NAMES
from pages.parts.links import link_to
from pages.parts.literal import as_html, as_label
from pages.parts.resources import may, open_archive
from pages.parts.selection import FACETS, Params, Selection
from pages.parts.undo_bar import remember, remembered, undo_bar

PAGES: dict[Page, str] = {"search": "检索", "concordance": "语境", "themes": "主题"}
PASSING = frozenset({"article", "at", "page"})
"""Parameters that say where one is in a list, not what the list is."""
SHOWN = 6
_POPOVER = "save-search"
_TAKEN, _REMOVED = "save-search-taken", "saved-removed"


@st.cache_data(max_entries=8, show_spinner=False)
def _all(at_revision: int) -> list[SavedSearch]:  # noqa: ARG001
    """Every saved search, the last saved first."""
    return open_archive().saved_searches.all()


def address() -> str:
    """The query string of the page as it is looked at, from the first page of its list."""
    names = [name for name in st.query_params if name not in PASSING]
    return urlencode({name: st.query_params.get_all(name) for name in names}, doseq=True)


def save_search(selection: Selection, page: Page = "search") -> None:
    """A button that gives what is looked at a name, and shows its link.

    Args:
        selection: What is looked at, for the name that is proposed.
        page: Which page shows it.
    """
    name, icon = ("保存", "bookmark_add") if may("reader") else ("网址", "link")
    popover = st.popover(
        name, key=_POPOVER, type="tertiary", icon=f":material/{icon}:", on_change="rerun"
    )
    if not popover.open:
        st.session_state.pop(_TAKEN, None)
        return
    where = address()
    with popover:
        if may("reader"):
            _form(selection, page, where)
        st.caption("把这个网址发给别人，打开就是同样的检索词、筛选和排序：")
        st.code(link_to(f"{page}.py", where), language=None)


def _form(selection: Selection, page: Page, where: str) -> None:
    with st.form("save-search-form", border=False):
        key = f"save-search-name-{where}"
        st.session_state.setdefault(key, proposed_name(selection))
        st.text_input("名称", key=key, max_chars=LONGEST_NAME)
        taken = st.session_state.get(_TAKEN)
        if taken:
            st.warning(f"已有一个名为“{as_label(taken)}”的检索。", icon=":material/info:")
        st.form_submit_button(
            f"替换“{as_label(taken)}”" if taken else "保存到文库",
            key="save-search-go",
            type="primary",
            on_click=attempt,
            args=(_save, key, page, where),
        )


def _save(key: str, page: Page, where: str) -> None:
    name = st.session_state[key]
    taken = st.session_state.pop(_TAKEN, None)
    try:
        saved = open_archive().saved_searches.save(name, page, where, replace=name == taken)
    except NameTaken:
        st.session_state[_TAKEN] = name
        return
    st.session_state[_POPOVER] = False
    st.toast(f"已保存“{as_label(saved.name)}”，在首页可以找到。", icon=":material/bookmark_added:")


def proposed_name(selection: Selection) -> str:
    """The query, or else the chosen values."""
    values = [str(value) for name in FACETS for value in getattr(selection.filters, name)]
    return (selection.query or " ".join(values) or "全部文章")[:LONGEST_NAME]


def saved_list(at_revision: int, shown: int = SHOWN) -> None:
    """The saved searches as links, each with the way to remove it; nothing if there are none.

    Args:
        at_revision: The archive's revision.
        shown: How many stand open; the others are folded away.
    """
    searches = [search for search in _all(at_revision) if search.page in get_args(Page)]
    if not searches and not remembered(_REMOVED):
        return
    with st.container(key="saved-list", gap="xsmall"):
        st.html('<h2 class="sx-section">保存的检索</h2>')
        undo_bar(_REMOVED, _restore, key="saved-restore")
        for search in searches[:shown]:
            _one(search)
        if len(searches) > shown:
            with st.expander(f"其余 {len(searches) - shown} 个"):
                for search in searches[shown:]:
                    _one(search)


def _one(search: SavedSearch) -> None:
    params = params_of(search)
    with st.container(
        key=f"saved-{search.id}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        with st.container(gap=None):
            st.page_link(f"{search.page}.py", label=as_label(search.name), query_params=params)
            st.html(f'<p class="sx-meta">{as_html(described(search))}</p>')
        if may("reader"):
            st.button(
                "删除",
                key=f"saved-remove-{search.id}",
                type="tertiary",
                icon=":material/delete:",
                on_click=attempt,
                args=(_remove, search.id, search.name),
            )


def params_of(search: SavedSearch) -> Params:
    """The parameters of the page's URL."""
    return dict(parse_qs(search.address))


def described(search: SavedSearch) -> str:
    """What a saved search shows, in one line."""
    params = parse_qs(search.address)
    parts = [PAGES[search.page], *params.get("q", ())]
    parts += [f"{NAMES[name]} {'、'.join(params[name])}" for name in FACETS if name in params]
    return " · ".join(parts)


def _restore(search_id: int) -> None:
    open_archive().saved_searches.restore(search_id)


def _remove(search_id: int, name: str) -> None:
    open_archive().saved_searches.remove(search_id)
    remember(_REMOVED, search_id, f"已删除“{name}”。")
