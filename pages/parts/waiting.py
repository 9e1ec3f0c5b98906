"""What a page shows while a job behind it goes on."""

from __future__ import annotations

import streamlit as st

from pages.parts.jobs import Job


@st.fragment(run_every=1.0)
def wait_for(job: Job, doing: str) -> None:
    """Shows how far a job is; draws the page anew when it has come to its end.

    Args:
        job: The job.
        doing: What it does, for people.
    """
    st.progress(job.share, text=f"{doing}……{job.note}")
    if job.state != "running":
        st.rerun(scope="app")
