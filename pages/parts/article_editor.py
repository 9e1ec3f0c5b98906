"""An article under an editor's hands: its fields and its text, saved or kept for later."""

from __future__ import annotations

import streamlit as st

from corpus.article import Article
from corpus.errors import EditConflict, FieldConflict
from pages.parts import draft_form
from pages.parts.article_text import chinese_date
from pages.parts.errors import attempt
from pages.parts.figure import STATIC
from pages.parts.literal import as_html
from pages.parts.resources import open_archive
from pages.parts.unsaved import Choice, Edit, begin, edit_of, forget
from pages.parts.versions import versions_html

CHOICES: dict[Choice, str] = {"mine": "用我的", "theirs": "用对方的", "both": "手工合并"}
_HINT = "一行一段；小标题前写“# ”。空行不算。"


def show(article: Article) -> None:
    """Draws the form of an article; what is typed stays until it is saved or discarded."""
    edit = begin(article)
    key = f"edit-{article.id}-{edit.turn}"
    st.html(STATIC / "history.css")
    with st.container(key="article-editor"):
        st.html(f'<h2 class="sx-section">修改《{as_html(article.content.title)}》</h2>')
        _told(article, edit)
        for conflict in edit.conflicts:
            _conflict(edit, conflict)

        def typed(name: str, widget: str) -> None:
            edit.now[name] = st.session_state[widget]

        draft_form.draw(edit.now, key, on_change=typed)
        widget = f"{key}-paragraphs"
        if widget not in st.session_state:
            st.session_state[widget] = edit.now["paragraphs"]
        st.text_area(
            "正文",
            key=widget,
            height=520,
            help=_HINT,
            on_change=typed,
            args=("paragraphs", widget),
        )
        _buttons(edit)
        hand_over = (STATIC / "typing.js").read_text(encoding="utf-8")
        st.components.v2.component("sixue.typing", js=hand_over)(key="typing", height=1)


def unsaved_notice(article_id: int) -> None:
    """Says on the page of an article that something typed into it is not saved yet."""
    edit = edit_of(article_id)
    if edit is None or not edit.changed:
        return
    said = "、".join(draft_form.NAMES[name] for name in edit.changed)
    with st.container(key="read-unsaved", horizontal=True, vertical_alignment="center"):
        st.info(f"您对{said}的修改还没有保存。", icon=":material/edit:", width="stretch")
        st.button("继续修改", key="read-go-on", on_click=open_editor)


def open_editor() -> None:
    """Turns the page of an article into its form."""
    st.query_params["edit"] = "1"


def close_editor() -> None:
    """Goes back to reading; what was typed is kept."""
    st.query_params.pop("edit", None)


def _told(article: Article, edit: Edit) -> None:
    if edit.conflicts:
        st.warning(
            "有几处您和别人都改过，写法不同。请逐处选定，再保存；别处的修改已经合并。",
            icon=":material/call_split:",
        )
    elif article.revision != edit.article.revision:
        st.info(
            "您打开以后，这篇文章又被改过。保存时不同的地方会合并；同一处都改过的，会请您选。",
            icon=":material/info:",
        )


def _conflict(edit: Edit, conflict: FieldConflict) -> None:
    name = draft_form.NAMES[conflict.field]
    when = conflict.at.astimezone()
    with st.container(key=f"conflict-{conflict.field}", border=True, gap="xsmall"):
        st.html(
            f'<p class="sx-group"><b>{name}</b><small class="sx-n">{as_html(conflict.by)} · '
            f"{chinese_date(when.date())} {when:%H:%M}</small></p>"
            + versions_html(conflict.field, conflict.mine, conflict.theirs, ("我的", "对方的"))
        )
        key = f"choice-{edit.article.id}-{edit.article.revision}-{conflict.field}"
        st.session_state[key] = edit.choices.get(conflict.field)
        st.segmented_control(
            f"{name}用哪一种",
            list(CHOICES),
            key=key,
            format_func=CHOICES.__getitem__,
            label_visibility="collapsed",
            on_change=_choose,
            args=(edit, conflict, key),
        )
        if edit.choices.get(conflict.field) == "both":
            st.caption(f"请在下面“{name}”一栏里写定。")


def _choose(edit: Edit, conflict: FieldConflict, key: str) -> None:
    chosen: Choice | None = st.session_state[key]
    if chosen:
        edit.choose(conflict, chosen)


def _buttons(edit: Edit) -> None:
    with st.container(key="editor-buttons", horizontal=True, vertical_alignment="center"):
        st.button(
            "保存",
            key="editor-save",
            type="primary",
            disabled=bool(edit.undecided),
            on_click=attempt,
            args=(_save, edit),
        )
        st.button("先不保存，回去阅读", key="editor-close", on_click=close_editor)
        st.button(
            "放弃修改",
            key="editor-discard",
            type="tertiary",
            icon=":material/delete_sweep:",
            on_click=_discard,
            args=(edit,),
        )


def _save(edit: Edit) -> None:
    try:
        open_archive().articles.update(
            edit.article.id, expected_revision=edit.article.revision, **edit.fields()
        )
    except EditConflict as conflict:
        edit.begin_again(conflict)
        return
    forget(edit.article.id)
    close_editor()
    st.toast("已保存。" if edit.changed else "没有改动。", icon=":material/check:")


def _discard(edit: Edit) -> None:
    forget(edit.article.id)
    close_editor()
