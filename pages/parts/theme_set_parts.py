"""Named sets of themes on the page: chosen, saved, edited by hand, fitted again, undone."""

from __future__ import annotations

import streamlit as st

from corpus.theme_set import Refit, ThemeSet
from pages.parts.empty import empty
from pages.parts.errors import attempt
from pages.parts.literal import as_html
from pages.parts.palette import PALETTE
from pages.parts.resources import may, open_archive
from pages.parts.selection import Selection, number
from pages.parts.theme_queries import ThemeMap
from pages.parts.undo_bar import remember, undo_bar

_PICK, _NAME, _MERGE, _HIDE, _REFIT = (
    "theme-set",
    "theme-set-name",
    "theme-set-merge",
    "theme-set-hide",
    "theme-set-refit",
)
_REMOVED = "theme-set-removed"
_CHANGED = 0.03


@st.cache_data(max_entries=8, show_spinner=False)
def sets(at_revision: int) -> list[ThemeSet]:  # noqa: ARG001
    """Every named set."""
    return open_archive().theme_sets.all()


def chosen(at_revision: int) -> ThemeSet | None:
    """The set of the URL, if there is one."""
    given = number(st.query_params.get("set", ""))
    return next((one for one in sets(at_revision) if one.id == given), None)


def pick(at_revision: int, one: ThemeSet | None) -> None:
    """The choice of a set, or of themes found anew."""
    known = sets(at_revision)
    if not known:
        return
    st.session_state[_PICK] = one.id if one else 0
    names = {0: "自动找出的主题", **{its.id: its.name for its in known}}
    st.selectbox(
        "主题集",
        list(names),
        key=_PICK,
        format_func=names.__getitem__,
        on_change=_choose,
        label_visibility="collapsed",
        width=220,
    )


def _choose() -> None:
    st.query_params.pop("topic", None)
    if st.session_state[_PICK]:
        st.query_params["set"] = str(st.session_state[_PICK])
        st.query_params.pop("topics", None)
    else:
        st.query_params.pop("set", None)


def save(themes: ThemeMap, selection: Selection) -> None:
    """The button that gives found themes a name, to be kept and edited, for whoever may."""
    if not may("editor"):
        return
    popover = st.popover(
        "保存为主题集",
        key="theme-set-save",
        type="tertiary",
        icon=":material/bookmark_add:",
        on_change="rerun",
    )
    if not popover.open:
        return
    with popover, st.form("theme-set-form", border=False):
        st.text_input("主题集的名称", key=_NAME, placeholder="例如：共同富裕专题")
        st.caption("存下以后，可以给主题改名、合并、拆分；有新文章时，名称和合并都还在。")
        st.form_submit_button(
            "保存", type="primary", on_click=attempt, args=(_save, themes, selection)
        )


def _save(themes: ThemeMap, selection: Selection) -> None:
    slots = [theme.slot for theme in themes.themes]
    made = open_archive().theme_sets.create(
        st.session_state[_NAME], themes.found, selection.filters, slots
    )
    st.session_state["theme-set-save"] = False
    st.query_params["set"] = str(made.id)
    st.query_params["view"] = "edit"
    st.query_params.pop("topics", None)


def edit(themes: ThemeMap) -> None:
    """The ways to change a set."""
    one = themes.set
    if one is None:
        empty(
            "先保存为主题集",
            "给现在的主题起个名字存下来，就可以改名、合并、拆分、固定或隐藏词语；以后有新文章，这些都还在。",
        )
        return
    _head(one)
    _what_changed()
    for theme in themes.themes:
        _row(one, themes, theme.index)
    left, right = st.columns([1, 1], gap="large")
    with left:
        _merge(one, themes)
    with right:
        _hide(one)


def _head(one: ThemeSet) -> None:
    with st.container(
        key="theme-set-head", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.html(
            f'<p class="sx-count"><b>{as_html(one.name)}</b>'
            f"<span>{len(one.themes)} 个主题，按文库第 {one.fitted_revision:,} 版找出</span></p>",
            width="stretch",
        )
        st.button(
            "按现在的文章更新",
            key="theme-set-update",
            icon=":material/refresh:",
            type="tertiary",
            help="主题、名称和合并都保留，词语按现在的文章重新衡量，并告诉您变了什么",
            on_click=attempt,
            args=(_refit, one.id),
        )
        st.button(
            "撤销",
            key="theme-set-undo",
            icon=":material/undo:",
            type="tertiary",
            help="撤销这个主题集的上一次修改",
            on_click=attempt,
            args=(_undo, one.id),
        )
        st.button(
            "删除主题集",
            key="theme-set-remove",
            icon=":material/delete:",
            type="tertiary",
            on_click=attempt,
            args=(_remove, one.id),
        )


def _undo(set_id: int) -> None:
    if open_archive().theme_sets.undo(set_id) is None:
        st.query_params.pop("set", None)


def _remove(set_id: int) -> None:
    open_archive().theme_sets.remove(set_id)
    remember(_REMOVED, set_id, "已删除这个主题集。")
    st.query_params.pop("set", None)


def show_undo() -> None:
    """Says that this visitor has just removed a set, with the way back."""
    undo_bar(_REMOVED, _restore, key="theme-set-restore")


def _restore(set_id: int) -> None:
    open_archive().theme_sets.undo(set_id)
    st.query_params["set"] = str(set_id)


def _refit(set_id: int) -> None:
    st.session_state[_REFIT] = open_archive().theme_sets.refit(set_id)


def _what_changed() -> None:
    """What the last update has changed, told once."""
    refit: Refit | None = st.session_state.pop(_REFIT, None)
    if refit is None:
        return
    told = []
    for change in refit.themes:
        parts = []
        if change.words.come:
            parts.append(f"多了{'、'.join(change.words.come[:4])}")
        if change.words.gone:
            parts.append(f"少了{'、'.join(change.words.gone[:4])}")
        if abs(change.after - change.before) >= _CHANGED:
            parts.append(f"占比 {change.before:.0%} → {change.after:.0%}")
        if parts:
            told.append(f"“{change.name}”{'，'.join(parts)}")
    if told:
        lines = "".join(f"<li>{as_html(line)}</li>" for line in told)
        st.html(
            f'<div class="sx-empty"><p>已按 {refit.articles:,} 篇文章更新，主题的名称和合并都在：'
            f"</p><ul>{lines}</ul></div>"
        )
    else:
        st.success(
            f"已按 {refit.articles:,} 篇文章更新，主题没有明显变化。", icon=":material/check:"
        )


def _row(one: ThemeSet, themes: ThemeMap, place: int) -> None:
    theme, kept = themes.themes[place], one.themes[place]
    key = f"{one.id}-{kept.id}-{one.revision}"
    with st.container(
        key=f"theme-row-{kept.id}", horizontal=True, vertical_alignment="bottom", gap="small"
    ):
        st.html(
            f'<span class="sx-swatch" style="background:{theme.colour}"></span>', width="content"
        )
        st.text_input(
            f"主题 {place + 1}",
            kept.label,
            key=f"theme-label-{key}",
            placeholder=theme.label,
            label_visibility="collapsed",
            on_change=attempt,
            args=(_label, one.id, kept.id, f"theme-label-{key}"),
            width=220,
        )
        words = "、".join(word for word, _ in theme.words[:6])
        st.html(
            f'<p class="sx-group"><span>{as_html(words)}</span>'
            f'<small class="sx-n">占 {theme.share:.0%}</small></p>',
            width="stretch",
        )
        with st.popover("固定词语和颜色", type="tertiary", icon=":material/push_pin:"):
            options = list(dict.fromkeys([*kept.pinned, *(w for w, _ in theme.words)]))
            st.multiselect(
                "总属于这个主题的词",
                options,
                list(kept.pinned),
                key=f"theme-pin-{key}",
                accept_new_options=True,
                placeholder="选一个，或写一个后回车",
                on_change=attempt,
                args=(_pin, one.id, kept.id, f"theme-pin-{key}"),
            )
            st.selectbox(
                "颜色",
                range(len(PALETTE)),
                kept.slot if kept.slot < len(PALETTE) else 0,
                key=f"theme-slot-{key}",
                format_func=lambda slot: f"第 {slot + 1} 色",
                on_change=attempt,
                args=(_colour, one.id, kept.id, f"theme-slot-{key}"),
            )
        st.button(
            "拆分",
            key=f"theme-split-{key}",
            type="tertiary",
            icon=":material/call_split:",
            help="合并来的主题退回原来的几个；其他的一分为二",
            on_click=attempt,
            args=(_split, one.id, kept.id),
        )


def _split(set_id: int, theme_id: int) -> None:
    open_archive().theme_sets.split(set_id, theme_id)


def _label(set_id: int, theme_id: int, key: str) -> None:
    open_archive().theme_sets.label(set_id, theme_id, st.session_state[key])


def _pin(set_id: int, theme_id: int, key: str) -> None:
    open_archive().theme_sets.pin(set_id, theme_id, st.session_state[key])


def _colour(set_id: int, theme_id: int, key: str) -> None:
    open_archive().theme_sets.colour(set_id, theme_id, st.session_state[key])


def _merge(one: ThemeSet, themes: ThemeMap) -> None:
    key = f"{_MERGE}-{one.id}-{one.revision}"
    names = {kept.id: theme.label for kept, theme in zip(one.themes, themes.themes, strict=True)}
    st.multiselect(
        "合并主题",
        list(names),
        key=key,
        format_func=names.__getitem__,
        placeholder="选两个或更多",
    )
    st.button(
        "合并",
        key="theme-set-merge-go",
        icon=":material/call_merge:",
        disabled=len(st.session_state.get(key, ())) < 2,
        on_click=attempt,
        args=(_merge_now, one.id, key),
    )


def _merge_now(set_id: int, key: str) -> None:
    open_archive().theme_sets.merge(set_id, st.session_state[key])
    st.query_params.pop("topic", None)


def _hide(one: ThemeSet) -> None:
    key = f"{_HIDE}-{one.id}-{one.revision}"
    st.multiselect(
        "隐藏词语：不算，也不显示",
        list(one.hidden),
        list(one.hidden),
        key=key,
        accept_new_options=True,
        placeholder="写一个词，回车",
        on_change=attempt,
        args=(_hide_now, one.id, key),
    )


def _hide_now(set_id: int, key: str) -> None:
    open_archive().theme_sets.hide(set_id, st.session_state[key])
