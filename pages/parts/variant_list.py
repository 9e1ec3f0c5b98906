"""The 同义词 view of the dictionary page: words that mean the same, counted as one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from corpus.variants import Pasted, VariantGroup
from nlp.variants import variant_form
from pages.parts import queries, variant_rows
from pages.parts.empty import empty
from pages.parts.errors import attempt
from pages.parts.literal import as_html, as_label
from pages.parts.resources import may, open_archive

EXAMPLES = ("共富 = 共同富裕", "千万工程 = “千村示范、万村整治”工程")
PER_PAGE = 20
FEW = 3
BAD_SHOWN = 20
_LINE, _MANY, _PASTED = "variants-line", "variants-many", "variants-pasted"


def show() -> None:
    """Draws the groups with the ways to add, change and remove some."""
    at_revision = queries.revision()
    groups = open_archive().variants.all()
    st.html(
        '<p class="sx-lead">意思相同的词列为一组：检索其中一个，也会找到另一个；'
        "关键词、主题和对比把它们合为一个词来数。</p>"
    )
    if may("editor"):
        _add()
        if len(groups) < FEW:
            _proposals(groups)
        variant_rows.show_undo()
    _list(groups, at_revision)
    if may("editor"):
        _many(groups)


def _add() -> None:
    st.text_input(
        "加一组词，用等号连接，回车加入",
        key=_LINE,
        placeholder="例如：共富 = 共同富裕",
        icon=":material/add:",
        help="最长的写法作通用词（一样长时取最后一个），图表里显示它；要另选，用箭头指向它："
        "共同富裕示范区 → 示范区。一组可以有多个词：共富 = 共裕 = 共同富裕。",
        on_change=attempt,
        args=(_take,),
    )


def _take() -> None:
    if st.session_state[_LINE].strip():
        variant_rows.add(st.session_state[_LINE])
        st.session_state[_LINE] = ""


def _proposals(groups: Sequence[VariantGroup]) -> None:
    known = {variant_form(form) for group in groups for form in group.all_forms}
    offered = [line for line in EXAMPLES if variant_form(line.partition("=")[0]) not in known]
    if not offered:
        return
    with st.container(
        key="variants-offers", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.caption("点一下就加入：", width="content")
        for place, line in enumerate(offered):
            st.button(
                as_label(line),
                key=f"variants-offer-{place}",
                on_click=attempt,
                args=(variant_rows.add, line),
            )


def _list(groups: Sequence[VariantGroup], at_revision: int) -> None:
    if not groups:
        how = "在上面写一组词后回车，或点上面的例子；已有现成的列表，可以一次粘贴。"
        empty("还没有同义词", how if may("editor") else "")
        return
    shown = _found(groups) if len(groups) > PER_PAGE else groups
    last = max(1, (len(shown) - 1) // PER_PAGE + 1)
    page = min(st.session_state.get("variants-page", 1), last)
    count = f"<b>{len(shown):,}</b> 组"
    if len(shown) < len(groups):
        count += f"<span>共 {len(groups):,} 组</span>"
    st.html(f'<p class="sx-count">{count}</p>')
    variant_rows.rows(shown[(page - 1) * PER_PAGE : page * PER_PAGE], at_revision)
    if last > 1:
        with st.container(horizontal_alignment="center"):
            st.pagination(last, key="variants-page")


def _found(groups: Sequence[VariantGroup]) -> Sequence[VariantGroup]:
    """The groups that hold what was typed; all of them while nothing is."""
    typed = st.text_input(
        "在同义词里找", key="variants-find", type="search", icon=":material/search:"
    )
    wanted = variant_form(typed)
    return [g for g in groups if any(wanted in variant_form(form) for form in g.all_forms)]


def _many(groups: Sequence[VariantGroup]) -> None:
    # With a key and a memory it stays open when the list above it grows.
    with st.expander(
        "一次粘贴多组，或存成文件",
        key="variants-more",
        icon=":material/playlist_add:",
        on_change="rerun",
    ):
        st.text_area(
            "一行一组",
            key=_MANY,
            height=160,
            placeholder="共富 = 共同富裕\n共同富裕：共富、共裕\n共同富裕示范区 → 示范区",
        )
        with st.container(horizontal=True):
            st.button(
                "加入同义词",
                key="variants-paste",
                icon=":material/playlist_add:",
                on_click=attempt,
                args=(_paste,),
            )
            st.download_button(
                "存成文本文件",
                lambda: open_archive().variants.as_text(),
                file_name=f"思学同义词-{datetime.now().astimezone():%Y%m%d}.txt",
                mime="text/plain",
                key="variants-export",
                icon=":material/download:",
                disabled=not groups,
                on_click="ignore",
            )
        if _PASTED in st.session_state:
            _report(st.session_state.pop(_PASTED))


def _paste() -> None:
    pasted = open_archive().variants.paste(st.session_state[_MANY])
    st.session_state[_PASTED] = pasted
    # What could not be taken stays in the field, to be put right there.
    st.session_state[_MANY] = "\n".join(bad.text for bad in pasted.bad)


def _report(pasted: Pasted) -> None:
    parts = [f"加入 {pasted.added:,} 组"]
    if pasted.extended:
        parts.append(f"补充 {pasted.extended:,} 组")
    if pasted.known:
        parts.append(f"{pasted.known:,} 行已经有了")
    st.success("，".join(parts) + "。", icon=":material/check:")
    if pasted.bad:
        lines = "".join(f"<li>{as_html(str(bad))}</li>" for bad in pasted.bad[:BAD_SHOWN])
        st.html(
            f'<div class="sx-empty"><p><b>{len(pasted.bad):,}</b> 行没有加入，留在上面待改：</p>'
            f"<ul>{lines}</ul></div>"
        )
