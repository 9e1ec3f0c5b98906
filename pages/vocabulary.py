"""词表: the controlled vocabulary of tags, to be looked at by all and kept by editors."""

from __future__ import annotations

import streamlit as st

from corpus.tags import LONGEST_TAG
from pages.parts import basket, queries, tag_card, tag_queries, vocabulary_files
from pages.parts.empty import empty
from pages.parts.errors import attempt
from pages.parts.figure import STATIC
from pages.parts.resources import may, open_archive
from pages.parts.selection import number
from pages.parts.tag_tree_view import tag_tree_view
from pages.parts.vocabulary_changes import done, show_undo

_NAME = "tag-new-name"


def main() -> None:
    """Draws the page."""
    st.html(STATIC / "analysis.css")
    st.html(STATIC / "vocabulary.css")
    at_revision = queries.revision()
    tree = tag_queries.vocabulary(at_revision)
    given = number(st.query_params.get("tag", ""))
    chosen = tree.preferred(given) if given is not None and given in tree else None
    with st.container(key="vocabulary"):
        st.html(f'<h2 class="sx-section">词表<small>{len(tree):,} 个标签</small></h2>')
        show_undo()
        _ways(chosen.id if chosen else None)
        left, right = st.columns([1, 1.6], gap="large")
        with left:
            tag_tree_view(at_revision, chosen.id if chosen else None, _open, key="tag-tree")
        with right, st.container(key="tag-card"):
            if chosen is not None:
                tag_card.show(tree, chosen)
            else:
                _nothing(first=not len(tree), given=given)
    basket.bar()


def _open(tag_id: int | None) -> None:
    st.query_params.from_dict({} if tag_id is None else {"tag": str(tag_id)})


def _nothing(*, first: bool, given: int | None) -> None:
    if given is not None:
        st.warning("没有这个标签，它可能已被删除。", icon=":material/info:")
    words = (
        "给文章加上标签，它们就出现在这里；也可以新建，或者从文件导入。"
        if first
        else "从树里点一个标签，看它的说明、别名和用它的文章。"
    )
    title = "词表还是空的" if first else "选一个标签"
    empty(title, words)


def _ways(chosen: int | None) -> None:
    with st.container(key="vocabulary-ways", horizontal=True, gap="small"):
        if may("editor"):
            with st.popover("新建标签", key="tag-new", type="tertiary", icon=":material/add:"):
                st.text_input("名称", key=_NAME, max_chars=LONGEST_TAG)
                below = chosen is not None and st.checkbox(
                    "放在选中的标签下面", key="tag-new-below"
                )
                st.button(
                    "新建",
                    key="tag-create",
                    type="primary",
                    on_click=attempt,
                    args=(_create, chosen if below else None),
                )
            vocabulary_files.take_in()
        vocabulary_files.hand_out()


def _create(parent: int | None) -> None:
    made = open_archive().tag_vocabulary.create(st.session_state[_NAME], parent=parent)
    st.session_state[_NAME] = ""
    if made.tag is not None:
        done(made, f"已新建标签“{made.tag.name}”。")
        _open(made.tag.id)


main()
