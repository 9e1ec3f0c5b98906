"""A race on a page: the chart of one year, a slider for the years, and a button that runs them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from pages.parts import figure
from pages.parts.figure import Figure
from pages.parts.plots import specification
from pages.parts.race_chart import years_in

PACE = 1.2
"""Seconds a year stands."""


def show(described: Figure, key: str) -> None:
    """Draws a race; while it runs only the chart and its slider are drawn anew.

    Args:
        described: A figure with a plot of a race.
        key: Of the chart.
    """
    running = st.session_state.get(_running(key), False)
    st.fragment(_frame, run_every=PACE if running else None)(described, key)


def _frame(described: Figure, key: str) -> None:
    years = years_in(described.plot.rows)
    if st.session_state.pop(_turned(key), False):
        # How often a fragment is drawn is settled where it is called.
        st.rerun()
    if st.session_state.get(_year(key)) not in years:
        st.session_state[_year(key)] = years[-1]
    if st.session_state.get(_running(key)):
        _advance(years, key)
    year = st.session_state[_year(key)]
    drawn = specification(
        replace(described.plot, options={**described.plot.options, "year": year}),
        figure.screen_look(),
    )
    figure.chart(drawn, f"race-{key}", f"截至 {year} 年。{described.alt}")
    if len(years) > 1:
        _controls(years, key)


def _advance(years: list[int], key: str) -> None:
    if st.session_state.pop(_fresh(key), False):
        return
    place = years.index(st.session_state[_year(key)])
    if place + 1 < len(years):
        st.session_state[_year(key)] = years[place + 1]
    else:
        st.session_state[_running(key)] = False
        st.rerun()


def _controls(years: list[int], key: str) -> None:
    running = st.session_state.get(_running(key), False)
    with st.container(key=f"race-{key}", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.button(
            "暂停" if running else "播放",
            key=f"race-play-{key}",
            icon=":material/pause:" if running else ":material/play_arrow:",
            on_click=_turn,
            args=(years, key),
        )
        st.select_slider(
            "截至哪一年",
            years,
            key=_year(key),
            format_func=lambda year: f"{year} 年",
            on_change=_stop,
            args=(key,),
        )


def _turn(years: list[int], key: str) -> None:
    running = not st.session_state.get(_running(key), False)
    st.session_state[_running(key)] = running
    st.session_state[_turned(key)] = True
    if running:
        st.session_state[_fresh(key)] = True
        if st.session_state[_year(key)] == years[-1]:
            st.session_state[_year(key)] = years[0]


def _stop(key: str) -> None:
    if st.session_state.get(_running(key)):
        st.session_state[_running(key)] = False
        st.session_state[_turned(key)] = True


def _year(key: str) -> str:
    return f"race-year-{key}"


def _running(key: str) -> str:
    return f"race-running-{key}"


def _fresh(key: str) -> str:
    return f"race-fresh-{key}"


def _turned(key: str) -> str:
    return f"race-turned-{key}"
