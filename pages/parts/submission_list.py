"""The list of submissions, by state, and what receives them."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from corpus.arrival import ORIGIN_NAMES, Findings
from corpus.drop_folder import DEFAULT_NAME
from corpus.receiving import checked_at, is_configured
from corpus.submission import STATUS_NAMES, STATUSES, Status, Submission
from pages.parts.empty import empty
from pages.parts.errors import say
from pages.parts.jobs import all_jobs
from pages.parts.literal import as_html, as_label
from pages.parts.resources import open_archive, receiving
from pages.parts.submission_form import PATIENCE, wait_for

SHOWN = 50
_EMPTY: dict[Status, str] = {
    "new": "没有待处理的投稿。投稿可以从这一页的“投稿”、邮箱或投稿文件夹进来。",
    "held": "没有人在处理投稿。打开一份待处理的，点“我来处理”。",
    "adopted": "还没有采用过投稿。",
    "returned": "没有退回的投稿。",
    "shelved": "没有搁置的投稿。",
}


def submission_list() -> None:
    """Tabs with counts, a filter, and a row for each submission."""
    found = open_archive().submissions.all()
    counts = {status: sum(one.status == status for one in found) for status in STATUSES}
    with st.container(horizontal=True, vertical_alignment="bottom", key="submission-bar"):
        status = st.segmented_control(
            "状态",
            STATUSES,
            default="new",
            required=True,
            format_func=lambda one: f"{STATUS_NAMES[one]} {counts[one]}",
            key="submission-state",
            label_visibility="collapsed",
            persist_state="session",
        )
        wanted = st.text_input(
            "筛选",
            key="submission-filter",
            label_visibility="collapsed",
            placeholder="筛选：投稿人、题目、篇名",
            persist_state="session",
            width=260,
        )
    chosen = [one for one in found if one.status == status and _matches(one, wanted or "")]
    if not chosen:
        nothing = "没有符合筛选的投稿。" if wanted else _EMPTY[status]
        empty("", nothing)
    for one in chosen[:SHOWN]:
        _row(one)
    if len(chosen) > SHOWN:
        st.caption(f"只列出最近的 {SHOWN} 份，共 {len(chosen):,} 份。用筛选找更早的。")


def open_one(submission_id: int | None) -> None:
    """Goes to a submission, or back to the list."""
    st.query_params.from_dict({"submission": str(submission_id)} if submission_id else {})


def local(at: datetime | None) -> str:
    """An instant as people here write it."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M") if at else ""


def verdict_of(found: Findings) -> str:
    """How much of a submission the library has, in a few words."""
    pieces = [f"{found.same} 篇已有"] if found.same else []
    pieces += [f"{found.like} 篇相似"] if found.like else []
    pieces += [f"{len(found.refusals)} 个读不出"] if found.refusals else []
    return "，".join(pieces)


def _matches(one: Submission, wanted: str) -> bool:
    titles = (verdict.title for verdict in one.findings.verdicts)
    return wanted.strip().casefold() in "\n".join((one.sender, one.subject, *titles)).casefold()


def _row(one: Submission) -> None:
    more = "以上" if one.findings.more else ""
    facts = (
        one.sender or "没有署名",
        local(one.sent_at or one.received_at),
        ORIGIN_NAMES[one.origin],
        f"{len(one.findings.verdicts)} 篇{more}，{one.findings.characters:,} 字",
        verdict_of(one.findings),
        f"与投稿 {'、'.join(map(str, one.twins))} 相同" if one.twins else "",
        f"{one.holder}在处理" if one.holder else "",
        one.reason,
    )
    spans = "".join(f"<span>{as_html(fact)}</span>" for fact in facts if fact)
    with st.container(key=f"submission-row-{one.id}", gap=None):
        st.button(
            f"{one.id}　{as_label(one.subject or '（没有题目）')}",
            key=f"submission-open-{one.id}",
            type="tertiary",
            on_click=open_one,
            args=(one.id,),
        )
        st.html(f'<p class="sx-meta">{spans}</p>')


def inlet() -> None:
    """When mailbox and folder were looked at last, what went wrong, and a button to look now."""
    archive, watch = open_archive(), receiving()
    if not is_configured(archive):
        st.caption(
            f"还没有设置收稿邮箱（SIXUE_MAILBOX）。也可以建立文件夹 {archive.home / DEFAULT_NAME}，"
            "放进去的文件会自动收下。"
        )
        return
    job = all_jobs().get("receive-now")
    with st.container(horizontal=True, vertical_alignment="center", key="inlet"):
        at = watch.at or checked_at(archive)
        last = f"上次收取 {local(at)}" if at else "还没有收取过"
        if watch.last is not None and watch.at:
            last += "，另一个程序正在收取" if watch.last.busy else f"，收到 {watch.last.new} 份"
        st.html(f'<p class="sx-meta"><span>{last}</span></p>')
        if st.button("现在收取", key="receive-now", type="tertiary", icon=":material/inbox:"):
            all_jobs().forget("receive-now")
            job = all_jobs().start("receive-now", "收取", lambda _job: watch.look())
    if job is not None and job.state == "running":
        if not job.wait(PATIENCE):
            wait_for(job, "正在收取……")
            return
        st.rerun()
    for error in (watch.error, *(watch.last.errors if watch.last else ())):
        if error is not None:
            say(error.problem, error.remedy)
