"""The batches of the history: when, who, what; opened, each change with both versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

import streamlit as st

from corpus.changes import Change, LibraryChange, item_name
from corpus.history_batches import Batch, HistoryFilter
from pages.parts.article_text import chinese_date
from pages.parts.errors import attempt
from pages.parts.history_words import FIELDS, KINDS, done, foreseen, skipped, told, value_of
from pages.parts.literal import as_html, as_label
from pages.parts.paging import first_shown, turn
from pages.parts.resources import open_archive
from pages.parts.undo_bar import remember, undo_bar
from pages.parts.versions import versions_html

WITHIN = 10
SKIPPED_SHOWN = 10
_OPENED = "history-opened"
_LAST = "history-last"


def undone_notice() -> None:
    """Says what this visitor has just taken back, with the way forward again."""
    undo_bar(_LAST, _undo, key="history-redo", label="重做", icon=":material/check:")


def rows(batches: Sequence[Batch], wanted: HistoryFilter) -> None:
    """Draws batches under the days on which they were done."""
    ids = [one.article_id for b in batches for one in b.sample if isinstance(one, Change)]
    titles = open_archive().history.titles(ids)
    for day, its in groupby(batches, key=lambda batch: batch.at.astimezone().date()):
        st.html(f'<p class="sx-day">{chinese_date(day)}</p>')
        for batch in its:
            _row(batch, titles, wanted)


def _row(batch: Batch, titles: Mapping[int, str], wanted: HistoryFilter) -> None:
    opened: set[str] = st.session_state.setdefault(_OPENED, set())
    is_open = batch.id in opened
    with st.container(
        key=f"batch-{batch.id}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.html(
            f'<p class="sx-group"><span class="sx-time">{batch.at.astimezone():%H:%M}</span>'
            f"<b>{as_html(batch.actor)}</b>{as_html(told(batch, titles))}</p>",
            width="stretch",
        )
        st.button(
            "收起" if is_open else "展开",
            key=f"open-{batch.id}",
            type="tertiary",
            icon=":material/expand_less:" if is_open else ":material/expand_more:",
            on_click=_toggle,
            args=(batch.id,),
        )
        if st.button("撤销", key=f"undo-{batch.id}", type="tertiary", icon=":material/undo:"):
            _dialog(batch, told(batch, titles))
    if is_open:
        _within(batch, wanted)


def _toggle(batch: str) -> None:
    opened: set[str] = st.session_state[_OPENED]
    opened ^= {batch}


def _within(batch: Batch, wanted: HistoryFilter) -> None:
    """The changes of a batch, some at a time."""
    total = sum(count.number for count in batch.counts)
    key = f"within-page-{batch.id}"
    history = open_archive().history
    first = first_shown(total, WITHIN, key)
    changes = history.of_batch(batch.id, wanted, offset=first, limit=WITHIN)
    titles = history.titles(one.article_id for one in changes if isinstance(one, Change))
    with st.container(key=f"within-{batch.id}", gap="small"):
        for change in changes:
            _change(change, titles)
        turn(total, WITHIN, key)


def _change(change: Change | LibraryChange, titles: Mapping[int, str]) -> None:
    if isinstance(change, Change):
        st.page_link(
            "read.py",
            label=as_label(f"《{titles.get(change.article_id, '？')}》"),
            query_params={"article": str(change.article_id)},
        )
        if change.before is None:
            st.caption("入库")
            return
    else:
        st.html(f"<p>{KINDS.get(change.kind, change.kind)} <b>{as_html(item_name(change))}</b></p>")
    before, after = change.before or {}, change.after or {}
    for field in dict.fromkeys((*before, *after)):
        pair = [value_of(field, side.get(field)) for side in (before, after)]
        if pair[0] != pair[1]:
            st.html(
                f'<p class="sx-by">{as_html(FIELDS.get(field, field))}</p>'
                + versions_html(field, *pair)
            )


@st.dialog("撤销这次修改", width="medium")
def _dialog(batch: Batch, said: str) -> None:
    """What would be taken back, before it is."""
    undone = open_archive().undoing.preview(batch.id)
    st.html(f"<p><b>{as_html(batch.actor)}</b>　{as_html(said)}</p>")
    st.markdown(as_label(foreseen(undone)))
    for one in undone.skipped[:SKIPPED_SHOWN]:
        st.caption(as_label(skipped(one)))
    if len(undone.skipped) > SKIPPED_SHOWN:
        st.caption(f"另有 {len(undone.skipped) - SKIPPED_SHOWN:,} 项也跳过。")
    with st.container(horizontal=True):
        if st.button(
            "撤销", key="undo-now", type="primary", disabled=not undone.done, icon=":material/undo:"
        ):
            attempt(_undo, batch.id)
            st.rerun()
        if st.button("不撤销", key="undo-not"):
            st.rerun()


def _undo(batch: str) -> None:
    undone = open_archive().undoing.undo(batch)
    if undone.batch is None:
        st.session_state.pop(_LAST, None)
        st.toast(as_label(done(undone)), icon=":material/info:")
    else:
        remember(_LAST, undone.batch, done(undone))
