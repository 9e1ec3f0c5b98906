"""The groups of the 同义词 view: shown, changed, removed, and brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from corpus.form_counts import form_counts
from corpus.variant_lines import read_lines, write_line
from corpus.variants import InvalidVariants, VariantGroup
from pages.parts.caching import kept
from pages.parts.errors import attempt
from pages.parts.literal import as_html
from pages.parts.resources import may, open_archive
from pages.parts.selection import Params, word_params
from pages.parts.undo_bar import remember, undo_bar

_REMOVED = "variants-removed"


@kept(64)
def counts(at_revision: int, forms: tuple[str, ...]) -> dict[str, int]:  # noqa: ARG001
    """In how many articles each form stands."""
    return form_counts(open_archive(), forms)


def add(line: str) -> None:
    """Adds one group, written as a line.

    Raises:
        InvalidVariants: It cannot be added.
    """
    if not line.strip():
        raise InvalidVariants("还没有写词。", "请写成：共富 = 共同富裕，然后回车。")
    pasted = open_archive().variants.paste(line)
    for bad in pasted.bad:
        raise InvalidVariants(bad.problem, bad.remedy)
    if pasted.known:
        st.toast("已经有这一组。", icon=":material/info:")


def rows(groups: Sequence[VariantGroup], at_revision: int) -> None:
    """Groups one below the other, each with the ways to change it."""
    found = counts(at_revision, tuple(form for group in groups for form in group.all_forms))
    changing = may("editor")
    for group in groups:
        with st.container(
            key=f"variants-{group.id}",
            horizontal=True,
            vertical_alignment="center",
            gap="small",
        ):
            st.html(_words(group, found), width="stretch")
            with st.container(
                key=f"variants-do-{group.id}",
                horizontal=True,
                vertical_alignment="center",
                width="content",
            ):
                st.page_link("search.py", label="检索", query_params=_params(group))
                if changing:
                    _change(group)
                    st.button(
                        "删除",
                        key=f"variants-remove-{group.id}",
                        type="tertiary",
                        icon=":material/delete:",
                        on_click=attempt,
                        args=(_remove, group.id, group.preferred),
                    )


def _words(group: VariantGroup, found: Mapping[str, int]) -> str:
    def form(tag: str, word: str) -> str:
        number = found[word]
        return f'<{tag}>{as_html(word)}<small class="sx-n">{number:,} 篇</small></{tag}>'

    others = "".join(form("span", word) for word in group.forms)
    return f'<p class="sx-group">{form("b", group.preferred)}{others}</p>'


def _params(group: VariantGroup) -> Params:
    """A search for one form finds them all, if it needs no quotes: those keep it as it stands."""
    plain = [word for word in group.all_forms if word.isalnum()]
    return word_params(plain[0] if plain else group.preferred)


def _change(group: VariantGroup) -> None:
    key = f"variants-change-{group.id}"
    popover = st.popover(
        "修改", key=key, type="tertiary", icon=":material/edit:", on_change="rerun"
    )
    if not popover.open:
        return
    with popover, st.form(f"{key}-form", border=False):
        line = f"{key}-{group.revision}"
        st.session_state.setdefault(line, write_line(group.preferred, group.forms))
        st.text_input("这一组词，箭头指向通用词", key=line)
        st.form_submit_button(
            "保存修改",
            key=f"variants-save-{group.id}",
            type="primary",
            on_click=attempt,
            args=(_rewrite, group, line, key),
        )


def _rewrite(group: VariantGroup, line: str, popover: str) -> None:
    written = list(read_lines(st.session_state[line]))
    if len(written) != 1:
        raise InvalidVariants("这一组词还没有写完。", "请写成：共富 = 共同富裕。")
    open_archive().variants.change(
        group.id, written[0].preferred, written[0].others, expected_revision=group.revision
    )
    st.session_state[popover] = False


def _remove(group_id: int, preferred: str) -> None:
    open_archive().variants.remove(group_id)
    remember(_REMOVED, group_id, f"已删除“{preferred}”这一组。")


def show_undo() -> None:
    """Says which group this visitor has just removed, with the way back."""
    undo_bar(_REMOVED, _restore, key="variants-restore")


def _restore(group_id: int) -> None:
    open_archive().variants.restore(group_id)
