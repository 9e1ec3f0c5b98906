"""The 缺口 view of the tagging page: what many articles speak of and no tag has a name for."""

from __future__ import annotations

import streamlit as st

from corpus.query import quoted
from corpus.tag_gaps import Gap
from corpus.tag_tree import Alias
from nlp.text import fold_text
from pages.parts import queries, tagging_queries
from pages.parts.empty import empty
from pages.parts.errors import attempt
from pages.parts.jobs import Job
from pages.parts.literal import as_html, as_label
from pages.parts.paging import first_shown, turn
from pages.parts.resources import open_archive
from pages.parts.waiting import wait_for

PER_PAGE = 20
PATIENCE = 3.0
_PAGE, _OPEN, _FIND = "gaps-page", "gap-open", "gaps-find"


def show() -> None:
    """Draws the view."""
    st.html(
        '<p class="sx-lead">文库里常说、词表里却没有标签或别名的提法。'
        "立为标签，或者记作已有标签的别名，建议马上就会用上。</p>"
    )
    found = tagging_queries.gaps(PATIENCE)
    if isinstance(found, Job):
        wait_for(found, "正在找没有标签的提法")
        return
    if not found:
        empty("", "没有找到缺口：常见的提法都有标签。")
        return
    st.text_input(
        "在提法里找",
        key=_FIND,
        type="search",
        icon=":material/search:",
        placeholder="在提法里找，例如：城乡",
        label_visibility="collapsed",
    )
    wanted = fold_text(st.session_state[_FIND].strip())
    found = tuple(gap for gap in found if wanted in fold_text(gap.form))
    st.html(f'<p class="sx-count"><b>{len(found):,}</b> 个提法没有标签</p>')
    start = first_shown(len(found), PER_PAGE, _PAGE)
    for gap in found[start : start + PER_PAGE]:
        _row(gap)
    turn(len(found), PER_PAGE, _PAGE)


def _row(gap: Gap) -> None:
    key = f"gap-{gap.form}"
    is_open = st.session_state.get(_OPEN) == gap.form
    with st.container(key=key, horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f'<p class="sx-group"><b>{as_html(gap.form)}</b>'
            f'<small class="sx-n">{gap.articles:,} 篇</small></p>',
            width="stretch",
        )
        with st.container(
            key=f"{key}-do", horizontal=True, vertical_alignment="center", width="content"
        ):
            st.button(
                "收起" if is_open else "看例句",
                key=f"{key}-open",
                type="tertiary",
                on_click=_open,
                args=("" if is_open else gap.form,),
            )
            st.button(
                "立为标签",
                key=f"{key}-make",
                type="tertiary",
                icon=":material/add:",
                on_click=attempt,
                args=(_make, gap.form),
            )
            st.page_link(
                "tagging.py",
                label="批量标引",
                icon=":material/sell:",
                query_params={"view": "many", "q": quoted(gap.form)},
            )
    if is_open:
        with st.container(key=f"{key}-detail", border=True):
            _detail(gap, key)


def _detail(gap: Gap, key: str) -> None:
    seen = tagging_queries.gap_seen(queries.revision(), gap.form)
    for use in seen.uses:
        st.html(f'<blockquote class="sx-quote">{as_html(use.text, [use.span])}</blockquote>')
        st.page_link(
            "read.py",
            label=f"——{as_label(use.title)}",
            query_params={"article": str(use.article_id)},
        )
    near = [name for name, _ in seen.near]
    others = [use.name for use in queries.all_tags(queries.revision()) if use.name not in near]
    shares = dict(seen.near)
    box = f"{key}-alias"
    st.selectbox(
        "记作哪个标签的别名",
        [*near, *others],
        index=None,
        key=box,
        placeholder="记作哪个标签的别名",
        format_func=lambda n: f"{n}（其中 {shares[n]:.0%} 的文章带它）" if n in shares else n,
        on_change=attempt,
        args=(_alias, gap.form, box),
    )


def _open(form: str) -> None:
    st.session_state[_OPEN] = form


def _make(form: str) -> None:
    open_archive().tag_vocabulary.create(form)
    st.toast(f"已立为标签“{as_label(form)}”。", icon=":material/sell:")


def _alias(form: str, box: str) -> None:
    name = st.session_state[box]
    vocabulary = open_archive().tag_vocabulary
    tag = vocabulary.tree().resolve(name) if name else None
    if tag is not None:
        vocabulary.change(
            tag.id, expected_revision=tag.revision, aliases=(*tag.aliases, Alias(form))
        )
        st.toast(f"“{as_label(form)}”已记作“{as_label(tag.name)}”的别名。")
