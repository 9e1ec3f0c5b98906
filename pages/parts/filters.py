"""The facets beside a list of results: what can be narrowed, with counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from corpus.facets import MOST_VALUES
from corpus.search import FacetCount
from pages.parts.histogram import year_histogram
from pages.parts.literal import as_label
from pages.parts.selection import FACETS, Selection, to_url

NAMES = {"tags": "标签", "authors": "作者", "sources": "来源", "columns": "栏目", "years": "年份"}
SHOWN = 5
SHOWN_ALL = 60


def said(selection: Selection) -> str:
    """The filters of a selection in words, as plain text; empty if there are none."""
    parts = []
    for facet in FACETS:
        values = [str(value) for value in getattr(selection.filters, facet)]
        if values:
            parts.append(f"{NAMES[facet]} {'、'.join(values)}")
    return "；".join(parts)


def facets(selection: Selection, counts: Mapping[str, Sequence[FacetCount]]) -> None:
    """Draws every facet that has values; a choice goes to the URL.

    Args:
        selection: What is looked at now.
        counts: Values and counts by facet, the most frequent first.
    """
    st.button(
        "清除筛选",
        key="facets-clear",
        type="tertiary",
        icon=":material/filter_alt_off:",
        disabled=not selection.filters,
        on_click=to_url,
        args=(selection.narrowed(tags=(), authors=(), sources=(), columns=(), years=()),),
    )
    for facet in FACETS:
        _facet(facet, selection, counts.get(facet, ()))


def _facet(facet: str, selection: Selection, counts: Sequence[FacetCount]) -> None:
    chosen = [str(value) for value in getattr(selection.filters, facet)]
    number = {str(found.value): found.count for found in counts}
    ordered = sorted(number, reverse=True) if facet == "years" else list(number)
    options = [*(value for value in chosen if value not in number), *ordered]
    if not options:
        return
    st.session_state[_key(facet)] = chosen
    everything = st.session_state.get(f"facet-all-{facet}", False)
    few = SHOWN * (2 if facet == "years" else 1)
    shown = options[: SHOWN_ALL if everything else few]
    if not everything:
        # Values stay in their places even with nothing left; those that have something follow.
        rest = [value for value in options[few:] if number.get(value)]
        shown += rest[: sum(not number.get(value) for value in shown)]
    shown += [value for value in chosen if value not in shown]
    with st.container(key=f"facetbox-{facet}", gap=None):
        if facet == "years":
            st.html(f'<p class="sx-facet">{NAMES[facet]}</p>')
            year_histogram(selection, counts)
        st.pills(
            NAMES[facet],
            shown,
            key=_key(facet),
            selection_mode="multi",
            format_func=lambda value: f"{as_label(value)} :gray[{number.get(value, 0)}]",
            on_change=_choose,
            args=(facet, selection),
            width="stretch",
            label_visibility="collapsed" if facet == "years" else "visible",
        )
        if len(options) > len(shown) or everything:
            _more(facet, len(options), everything)


def _more(facet: str, count: int, everything: bool) -> None:
    st.button(
        "收起" if everything else _how_many(count),
        key=f"facet-more-{facet}",
        type="tertiary",
        on_click=_show_all,
        args=(facet, not everything),
    )


def _how_many(count: int) -> str:
    """Only so many of the most frequent values are counted."""
    return f"更多（共 {count} 个）" if count < MOST_VALUES else f"更多（{MOST_VALUES} 个以上）"


def _show_all(facet: str, everything: bool) -> None:
    st.session_state[f"facet-all-{facet}"] = everything


def _choose(facet: str, selection: Selection) -> None:
    values: list[str] = st.session_state[_key(facet)]
    chosen = tuple(int(v) for v in values) if facet == "years" else tuple(values)
    to_url(selection.narrowed(**{facet: chosen}))


def _key(facet: str) -> str:
    return f"facet-{facet}"
