"""Sending in: a form for everybody who may, and the receipt."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import streamlit as st

from corpus.arrival import Arrival, Incoming, Receipt, Verdict
from corpus.receiving import arrival_of_file
from pages.parts.errors import show
from pages.parts.jobs import Job, all_jobs
from pages.parts.keeping import duplicate_link, show_refusals
from pages.parts.literal import as_label
from pages.parts.resources import open_archive

PATIENCE = 1.5
"""Seconds a page run waits for files to be read before it shows progress instead."""
LISTED = 20
_KEY = "submission-job"


def form() -> None:
    """The form; below it the receipt of what was sent last."""
    archive = open_archive()
    with st.form("submission-form", clear_on_submit=True):
        files = st.file_uploader(
            "稿件（可以几个一起：Word、PDF、文本、网页、邮件、压缩包）",
            accept_multiple_files=True,
            key="submission-files",
        )
        left, right = st.columns([1, 2])
        name = left.text_input("您的姓名", archive.actor.name, max_chars=60)
        note = right.text_input("附言（可不写）", max_chars=500, placeholder="给编辑的一句话")
        if st.form_submit_button("投稿", type="primary", icon=":material/send:"):
            parts = tuple(Incoming(file.name, file.getvalue()) for file in files or ())
            arrival = _arrival(parts, name.strip() or archive.actor.name, note.strip())
            key = f"submit-{uuid4().hex}"
            all_jobs().start(key, "投稿", lambda _job: archive.submissions.receive(arrival))
            st.session_state[_KEY] = key
    _last()


def _arrival(parts: tuple[Incoming, ...], name: str, note: str) -> Arrival:
    address = open_archive().actor.email or ""
    if len(parts) == 1:
        # A saved message says itself who sent it.
        arrival = arrival_of_file(parts[0].name, parts[0].data, "form")
        return replace(
            arrival,
            sender=arrival.sender or name,
            address=arrival.address or address,
            note=note or arrival.note,
        )
    subject = parts[0].name.rpartition(".")[0] if parts else ""
    subject = f"{subject} 等 {len(parts)} 个文件" if parts else ""
    return Arrival("form", parts, sender=name, address=address, subject=subject, note=note)


def _last() -> None:
    job = all_jobs().get(st.session_state.get(_KEY, ""))
    if job is None:
        return
    if not job.wait(PATIENCE):
        wait_for(job, "正在读稿件……")
        return
    if job.error is not None:
        show(job.error)
    if isinstance(job.result, Receipt):
        receipt(job.result)


@st.fragment(run_every=1.0)
def wait_for(job: Job, said: str) -> None:
    """Says that something is under way, and draws the page anew once it is done."""
    st.info(said, icon="spinner")
    if job.state != "running":
        st.rerun(scope="app")


def receipt(found: Receipt) -> None:
    """What the sender is told: number, what was read, what the library has already."""
    articles = len(found.findings.verdicts)
    more = "以上" if found.findings.more else ""
    told = f"投稿编号 **{found.number}**：{articles} 篇{more}，{found.findings.characters:,} 字。"
    day = found.received_at.astimezone().strftime("%Y年%m月%d日 %H:%M")
    if found.again:
        st.info(f"这份稿件 {day} 已经收过，没有重复收。{told}", icon=":material/receipt_long:")
    else:
        st.success(f"已收到，编辑会处理。{told}", icon=":material/receipt_long:")
    for verdict in found.findings.verdicts[:LISTED]:
        _verdict(verdict)
    if articles > LISTED:
        st.caption(f"其余 {articles - LISTED} 篇没有列出。")
    show_refusals(found.findings.refusals)


def _verdict(verdict: Verdict) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(
            f"{as_label(verdict.title)}　:gray[{verdict.characters:,} 字　{said(verdict)}]",
            width="content",
        )
        if (same := verdict.same or verdict.like) is not None:
            duplicate_link(same)


def said(verdict: Verdict) -> str:
    """The duplicate verdict on an article in words."""
    if verdict.same is not None:
        return "文库里已有"
    if verdict.like is not None:
        return f"与已有文章相似，{verdict.containment:.0%} 的文字相同"
    return "文库里没有"
