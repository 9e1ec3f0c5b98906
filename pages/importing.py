"""导入: files come in, are read and cut, checked, corrected, and only then kept."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from corpus.intake import Intake, look_for_duplicates, read
from corpus.readers import DEFAULT
from corpus.sheet import Sheet
from pages.parts import basket, keeping
from pages.parts.desk import Desk
from pages.parts.empty import empty
from pages.parts.errors import attempt, show
from pages.parts.jobs import Job, all_jobs
from pages.parts.literal import as_label
from pages.parts.resources import open_archive, stop_unless
from pages.parts.split_view import STATIC
from pages.parts.trash import undo_button
from pages.parts.workbench import rows, workbench

PATIENCE = 1.5
"""Seconds a page run waits for files to be read before it shows progress instead."""
TRASH_SHOWN = 100
FORMATS = "TXT、Markdown、Word（docx）、PDF（有文字层）、网页、邮件（eml）、CSV、Excel、JSONL、ZIP"


def main() -> None:
    """Draws the page."""
    stop_unless("editor")
    st.html(STATIC / "importing.css")
    archive = open_archive()
    thrown = archive.articles.trashed(TRASH_SHOWN + 1)
    many = f"{TRASH_SHOWN}+" if len(thrown) > TRASH_SHOWN else str(len(thrown))
    import_tab, trash_tab = st.tabs(["导入文件", f"回收站（{many}）"])
    with import_tab:
        _import()
    with trash_tab:
        if not thrown:
            empty("", "回收站是空的。移入回收站的文章会列在这里，可以放回文库。")
        for article in thrown[:TRASH_SHOWN]:
            with st.container(
                horizontal=True, vertical_alignment="center", key=f"bin-{article.id}"
            ):
                st.markdown(as_label(article.content.title), width="stretch")
                undo_button(article.id)
        if len(thrown) > TRASH_SHOWN:
            st.caption(f"只列出最近移入的 {TRASH_SHOWN} 篇。")
    basket.bar()


def _import() -> None:
    desk = _desk()
    job = all_jobs().get(f"{keeping.PREFIX}{desk.token}")
    if job is not None:
        _kept(job)
        return
    _upload()
    reading = _readings(desk)
    if desk.intakes:
        _review(desk, reading)
    elif not reading:
        _others()


def _desk() -> Desk:
    desk: Desk = st.session_state.setdefault("desk", Desk())
    return desk


def _upload() -> None:
    size = st.get_option("server.maxUploadSize")
    taken = st.session_state.setdefault("uploads_taken", 0)
    files = st.file_uploader(
        f"把文件拖到这里，或点按钮选择。可以一次选多个，每个不超过 {size} MB。",
        accept_multiple_files=True,
        key=f"files-{taken}",
    )
    # Shown with files on the desk too: what stands below must not move up and lose its place.
    with st.container(key="formats"):
        st.caption(
            f"能读：{FORMATS}。类型按内容判断，不看扩展名；PDF 不超过 {DEFAULT.pages:,} 页，"
            f"压缩包不超过 {DEFAULT.entries:,} 个文件，表格一行一篇。"
            "先核对切分，点“存入文库”之后才会保存。"
        )
    if not files:
        return
    archive = open_archive()
    desk = _desk()
    for file in files:
        desk.order.append(file.file_id)
        key = f"read-{file.file_id}"
        st.session_state.setdefault("reading", {})[file.file_id] = key
        name, data = file.name, file.getvalue()
        all_jobs().start(key, name, lambda _job, n=name, d=data: read(archive.imports, n, d))
    # What was taken lies on the desk from now on; the uploader is free for more.
    st.session_state["uploads_taken"] = taken + 1
    st.rerun()


def _readings(desk: Desk) -> list[Job]:
    """Takes what was read onto the desk; gives the files that are still being read."""
    waiting: dict[str, str] = st.session_state.setdefault("reading", {})
    left = PATIENCE / max(1, len(waiting))
    still = []
    for file_id, key in list(waiting.items()):
        job = all_jobs().get(key)
        if job is not None and not job.wait(left):
            still.append(job)
            continue
        del waiting[file_id]
        if job is None:
            continue
        if isinstance(job.result, Intake):
            desk.lay_down(file_id, job.result)
        elif job.error is not None:
            show(job.error)
        all_jobs().forget(key)
    if still:
        _wait_for(still)
    return still


@st.fragment(run_every=1.0)
def _wait_for(jobs: list[Job]) -> None:
    names = "、".join(as_label(job.title) for job in jobs[:3])
    more = f" 等 {len(jobs)} 个文件" if len(jobs) > 3 else ""
    st.info(f"正在读取 {names}{more}……", icon="spinner")
    if any(job.state != "running" for job in jobs):
        st.rerun(scope="app")


def _review(desk: Desk, reading: list[Job]) -> None:
    keeping.show_refusals(desk.refusals)
    sheets = [sheet for sheet in desk.sheets if sheet.drafts]
    _summary(desk, sheets, reading)
    units = [
        list(group)
        for _, group in groupby(
            sheets, key=lambda s: (s.name, s.prepared.document.row is not None or id(s))
        )
    ]
    if not units:
        return
    labels = [_unit_label(unit) for unit in units]
    chosen = 0
    if len(units) > 1:
        chosen = st.selectbox(
            "核对哪个文件",
            range(len(units)),
            format_func=lambda i: labels[i],
            key=f"unit-{desk.token}-{len(units)}",
        )
    unit = units[chosen]
    if unit[0].prepared.document.row is not None:
        rows(unit, unit[0].prepared.document.sha256[:12], _check)
    else:
        sheet = unit[0]
        key = f"{sheet.prepared.document.sha256[:12]}-{abs(hash(sheet.name))}"
        workbench(sheet, key, _check)


def _unit_label(unit: list[Sheet]) -> str:
    count = sum(len(sheet.drafts) for sheet in unit)
    doubts = f"，{doubt}" if (doubt := _doubt(unit)) else ""
    return f"{unit[0].name}（{count} 篇{doubts}）"


def _doubt(unit: list[Sheet]) -> str:
    """Why somebody should look at a file before it is kept; empty if there is no reason."""
    if any(sheet.prepared.document.encoding_guessed for sheet in unit):
        return "编码待核对"
    return "有提示" if any(sheet.prepared.document.warnings for sheet in unit) else ""


def _summary(desk: Desk, sheets: list[Sheet], reading: list[Job]) -> None:
    new, duplicates = desk.count()
    more = any(intake.more for intake in desk.intakes.values())
    found = sum(len(sheet.drafts) for sheet in sheets)
    said = [f"{len(desk.intakes)} 个文件，找到 <b>{found}</b> 篇{'以上' if more else ''}"]
    doubtful = {sheet.name for sheet in sheets if _doubt([sheet])}
    if doubtful and len(desk.intakes) > 1:
        said.append(f"{len(doubtful)} 个文件有提示，请先看一看")
    if duplicates:
        said.append(f"其中 {duplicates} 篇文库里已有")
    with st.container(key="import-bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<p class="sx-count">{"，".join(said)}。核对后存入文库。</p>')
        st.button(
            f"存入文库（{new} 篇{'以上' if more else ''}）",
            key="keep",
            type="primary",
            icon=":material/save:",
            disabled=bool(reading) or not (new or more),
            on_click=attempt,
            args=(keeping.start, all_jobs(), open_archive(), desk),
        )
        st.button("全部放弃", key="discard", type="tertiary", on_click=_start_anew)


def _check(sheet: Sheet) -> None:
    look_for_duplicates(open_archive().imports, [sheet])


def _start_anew() -> None:
    st.session_state["desk"] = Desk()


def _kept(job: Job) -> None:
    if job.state == "running" and not job.wait(PATIENCE):
        _progress(job)
        return
    if job.error is not None:
        show(job.error)
        st.caption("出错之前存入的文章都在，列在下面；重新导入同一文件不会存重。")
    if isinstance(job.result, keeping.Report):
        keeping.show_report(job.result, job.key)
    with st.container(horizontal=True):
        st.button(
            "继续导入", key="anew", type="primary", icon=":material/add:", on_click=_start_anew
        )
        st.page_link("themes.py", label="看主题", icon=":material/hub:")


@st.fragment(run_every=1.0)
def _progress(job: Job) -> None:
    if job.state != "running":
        st.rerun(scope="app")
    st.progress(
        job.share,
        text=f"正在存入 {as_label(job.title)}：{job.done:,} 篇。可以离开这一页，导入会继续。",
    )


def _others() -> None:
    """Imports of this process: those that run, and those that can still be undone."""
    jobs = all_jobs()
    others = [job for job in jobs.known() if job.key.startswith(keeping.PREFIX)]
    for job in others:
        if job.state == "running":
            _progress(job)
    done = [job for job in others if job.state != "running"]
    if done:
        st.html('<h2 class="sx-section">最近的导入</h2>')
    for job in reversed(done):
        local = job.started.astimezone().strftime("%m月%d日 %H:%M")
        with st.expander(f"{local}　{as_label(job.title)}"):
            if job.error is not None:
                show(job.error)
            if isinstance(job.result, keeping.Report):
                keeping.show_report(job.result, f"past-{job.key}")


main()
