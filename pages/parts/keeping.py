"""Keeping what lies on the desk, in a job of its own, and the report of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from corpus.archive import Archive
from corpus.document import Refusal
from corpus.importing import Duplicate, FileReport
from pages.parts.article_text import byline
from pages.parts.desk import Desk
from pages.parts.errors import attempt
from pages.parts.jobs import Job, Jobs
from pages.parts.literal import as_label
from pages.parts.resources import open_archive

LISTED = 30
PREFIX = "keep-"


@dataclass(slots=True)
class Report:
    """What became of an import; grows while the import runs.

    Attributes:
        files: One report a file.
        undone: True after its articles were moved to the trash.
    """

    files: list[FileReport] = field(default_factory=list)
    undone: bool = False

    @property
    def kept(self) -> list[int]:
        """The ids of all new articles."""
        return [i for file in self.files for i in file.kept]


def start(jobs: Jobs, archive: Archive, desk: Desk) -> Job:
    """Starts to keep what lies on the desk; a second start of the same desk does nothing."""
    new, _ = desk.count()
    intakes = list(desk.intakes.values())
    names = "、".join(intake.name for intake in intakes[:3])
    title = names if len(intakes) <= 3 else f"{names} 等 {len(intakes)} 个文件"

    def work(job: Job) -> Report:
        job.result = report = Report()
        done = 0
        for intake in intakes:
            refusals = list(intake.refusals)
            ids: list[int] = []
            duplicates: list[Duplicate] = []
            warnings: list[str] = []
            try:
                final = intake.final(archive.imports, refusals)
                for kept in archive.imports.keep(final, batch=desk.token):
                    ids += kept.article_ids
                    duplicates += kept.duplicates
                    about = "" if kept.name == intake.name else f"{kept.name}："
                    warnings += [about + warning for warning in kept.warnings]
                    done += len(kept.article_ids)
                    job.report(done, max(new, done), intake.name)
            finally:
                report.files.append(
                    FileReport(
                        intake.name,
                        tuple(ids),
                        tuple(duplicates),
                        tuple(warnings),
                        tuple(refusals),
                    )
                )
        job.report(done, max(new, done), "正在更新检索索引")
        archive.index.catch_up()
        return report

    return jobs.start(f"{PREFIX}{desk.token}", title, work)


def show_report(report: Report, key: str) -> None:
    """What was kept, with links; duplicates; refusals with reason and remedy; the way back."""
    kept = len(report.kept)
    duplicates = sum(len(file.duplicates) for file in report.files)
    refused = sum(len(file.refusals) for file in report.files)
    parts = [f"入库 **{kept:,}** 篇"]
    if duplicates:
        parts.append(f"重复未存 **{duplicates:,}** 篇")
    if refused:
        parts.append(f"读不了 **{refused:,}** 个文件")
    if report.undone:
        st.info("这次导入已撤销，文章在回收站里。", icon=":material/undo:")
    elif kept:
        st.success("，".join(parts) + "。", icon=":material/check_circle:")
    else:
        st.warning("，".join(parts) + "。", icon=":material/info:")
    for number, file in enumerate(report.files):
        _file(file, f"{key}-{number}")
    if kept:
        st.button(
            "恢复这次导入" if report.undone else "撤销这次导入",
            key=f"{key}-undo",
            icon=":material/redo:" if report.undone else ":material/undo:",
            help="把这次存入的文章移到回收站；可以再恢复",
            on_click=attempt,
            args=(_undo, report),
        )


def _undo(report: Report) -> None:
    articles = open_archive().articles
    (articles.restore if report.undone else articles.trash)(report.kept)
    report.undone = not report.undone


def _file(file: FileReport, key: str) -> None:
    with st.container(key=f"report-{key}", border=True, gap="xsmall"):
        st.markdown(f"**{as_label(file.name)}**　入库 {len(file.kept):,} 篇")
        article_links(file.kept)
        for duplicate in file.duplicates[:LISTED]:
            _duplicate(duplicate)
        if len(file.duplicates) > LISTED:
            st.caption(f"另有 {len(file.duplicates) - LISTED:,} 篇重复，没有再存。")
        for warning in dict.fromkeys(file.warnings):
            st.warning(as_label(warning), icon=":material/info:")
        show_refusals(file.refusals)


def article_links(ids: Sequence[int]) -> None:
    """The way to each of the articles, the first ones of many."""
    for article in open_archive().articles.find(ids[:LISTED]):
        content = article.content
        about = byline(content.authors, content.source, content.column, content.published)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.page_link(
                "read.py",
                label=as_label(content.title),
                icon=":material/article:",
                query_params={"article": str(article.id)},
            )
            st.html(about, width="content")
    if len(ids) > LISTED:
        st.caption(f"其余 {len(ids) - LISTED:,} 篇可在检索页查看。")


def _duplicate(duplicate: Duplicate) -> None:
    row = f"（第 {duplicate.row} 行）" if duplicate.row else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":gray[重复未存：{as_label(duplicate.title)}{row}]", width="content")
        duplicate_link(duplicate.of)


def duplicate_link(article_id: int) -> None:
    """The way to the kept article that has the same text."""
    st.page_link(
        "read.py",
        label="看已有的那一篇",
        icon=":material/arrow_forward:",
        query_params={"article": str(article_id)},
    )


def show_refusals(refusals: Sequence[Refusal]) -> None:
    """Files that could not be read, each with its reason and what to do."""
    for refusal in refusals[:LISTED]:
        st.error(
            f"**{as_label(refusal.name)}**　{as_label(refusal.problem)}{as_label(refusal.remedy)}",
            icon=":material/block:",
        )
    if len(refusals) > LISTED:
        st.caption(f"另有 {len(refusals) - LISTED:,} 个文件读不了。")
