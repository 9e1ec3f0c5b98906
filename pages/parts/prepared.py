"""A file that takes a while: ordered by one click, told how far it is, saved by the browser.

Streamlit's own button makes a file while it keeps silent, and puts it where the next run of a
fragment sweeps it away. So the file is made by a job, which a visitor may leave alone or cancel.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import streamlit as st

from pages.parts.errors import show
from pages.parts.figure import STATIC
from pages.parts.jobs import Job, Jobs

KEPT = 8
"""Files that are remembered, whoever ordered them."""
PATIENCE = 0.3
"""Seconds a page run waits for a file before it shows progress instead."""
Report = Callable[[int, int], None]


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    """The jobs that make files."""
    return Jobs(KEPT)


@st.fragment
def prepared(
    label: str,
    make: Callable[[Report], bytes],
    *,
    key: str,
    made_of: str,
    file_name: str,
    mime: str,
) -> None:
    """Draws the button of a file or, while it is made, how far that is.

    Args:
        label: Of the button.
        make: Makes the file in another thread; tells how many parts are done, and of how many.
        key: Of the button.
        made_of: All that the file depends on; the same is not made twice.
        file_name: What it is saved as.
        mime: What it is.
    """
    name = f"{key}-{made_of}"
    job = jobs().get(name)
    # A place of its own, in which each state takes the last one's.
    with st.container(key=f"{key}-place", gap="small"):
        if job is not None and not job.wait(PATIENCE):
            _watch(job, label, key)
        elif job is not None and job.state == "done":
            st.download_button(
                label,
                job.result,
                file_name=file_name,
                mime=mime,
                key=key,
                on_click="ignore",
                width="stretch",
            )
            _save(name, key)
        else:
            if job is not None and job.error is not None:
                show(job.error)
            st.button(label, key=key, on_click=_order, args=(name, label, make), width="stretch")


def _order(name: str, label: str, make: Callable[[Report], bytes]) -> None:
    def work(job: Job) -> bytes:
        def report(done: int, total: int) -> None:
            job.report(done, total, f"正在做第 {min(done + 1, total)}/{total} 项")

        return make(report)

    jobs().forget(name)
    jobs().start(name, label, work)
    st.session_state[f"ordered-{name}"] = uuid4().hex


def _save(name: str, key: str) -> None:
    """Has the browser save a file that this visitor ordered; it does so once."""
    order = st.session_state.get(f"ordered-{name}")
    if order is not None:
        script = (STATIC / "save.js").read_text(encoding="utf-8")
        renderer = st.components.v2.component("sixue.save", js=script)
        renderer(key=f"save-{key}", data={"button": key, "order": order}, height=1)


@st.fragment(run_every=0.5)
def _watch(job: Job, label: str, key: str) -> None:
    if job.state != "running":
        st.rerun(scope="app")
    st.progress(job.share, text=f"{label}：{job.note or '正在准备'}")
    st.button(
        "取消", key=f"{key}-cancel", icon=":material/close:", on_click=job.cancel, type="tertiary"
    )
