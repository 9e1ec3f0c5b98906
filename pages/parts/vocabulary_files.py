"""The vocabulary as files: handed out, and taken in after a look at what would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import get_args

import streamlit as st

from corpus.errors import SixueError
from corpus.result_export import FORMATS
from corpus.tag_files import read_tags_csv, tags_csv
from corpus.tag_import import GivenTag, PlannedTag, Verdict
from corpus.tag_skos import read_tags_skos, tags_skos
from corpus.tag_tables import TableForm, read_tags_table, tags_table
from pages.parts.errors import attempt, say
from pages.parts.resources import open_archive
from pages.parts.vocabulary_changes import done

VERDICTS: dict[Verdict, str] = {
    "added": "新增",
    "changed": "修改",
    "unchanged": "不变",
    "bad": "有误，不导入",
}
_UPLOAD = "vocabulary-upload"
XLSX, DOCX = FORMATS["xlsx"].mime, FORMATS["docx"].mime


def hand_out() -> None:
    """The vocabulary as a table, and as SKOS."""
    archive = open_archive()

    def table(form: TableForm) -> Callable[[], bytes]:
        return lambda: tags_table(archive.tag_vocabulary.tree(), form)

    def skos_turtle() -> bytes:
        return tags_skos(archive.tag_vocabulary.tree(), archive.identity(), "turtle")

    def skos_xml() -> bytes:
        return tags_skos(archive.tag_vocabulary.tree(), archive.identity(), "xml")

    with st.popover("导出", key="vocabulary-export", type="tertiary", icon=":material/download:"):
        for label, make, suffix, kind in (
            ("CSV 表格", lambda: tags_csv(archive.tag_vocabulary.tree()), "csv", "text/csv"),
            ("XLSX 工作簿", table("xlsx"), "xlsx", XLSX),
            ("DOCX 文档", table("docx"), "docx", DOCX),
            ("JSONL 数据", table("jsonl"), "jsonl", "application/jsonl"),
            ("SKOS（Turtle）", skos_turtle, "ttl", "text/turtle"),
            ("SKOS（RDF/XML）", skos_xml, "rdf", "application/rdf+xml"),
        ):
            st.download_button(
                label,
                make,
                file_name=f"词表.{suffix}",
                mime=kind,
                key=f"vocabulary-{suffix}",
                on_click="ignore",
                width="stretch",
            )


def take_in() -> None:
    """The way to the dialog in which a file is looked at."""
    if st.button("导入", key="vocabulary-import", type="tertiary", icon=":material/upload_file:"):
        st.dialog("导入词表", width="large")(_look)()


def _look() -> None:
    file = st.file_uploader(
        "表格（CSV、XLSX、DOCX、JSONL：标签、上级、颜色、说明、别名、旧提法）或 SKOS（.ttl、.rdf）",
        type=["csv", "txt", "tsv", "xlsx", "docx", "jsonl", "ttl", "rdf", "xml"],
        key=_UPLOAD,
        max_upload_size=8,
    )
    if file is None:
        return
    try:
        given = read_file(file.name, file.getvalue())
        planned = open_archive().tag_vocabulary.preview_import(given)
    except SixueError as error:
        say(error.problem, error.remedy)
        return
    counts = Counter(one.verdict for one in planned)
    st.html(
        '<p class="sx-meta">'
        + "".join(f"<span>{VERDICTS[v]} {counts[v]:,}</span>" for v in get_args(Verdict))
        + "</p>"
    )
    st.dataframe(_table(planned), hide_index=True, height="content" if len(planned) < 12 else 420)
    good = counts["added"] + counts["changed"]
    if good and st.button(f"导入这 {good:,} 个标签", key="vocabulary-take", type="primary"):
        attempt(_take, given, counts)
        st.rerun()


def read_file(name: str, data: bytes) -> list[GivenTag]:
    """The tags of a file, by what its name ends in and what it begins with.

    Raises:
        SixueError: It cannot be read.
    """
    suffix = name.rpartition(".")[2].lower()
    for form in get_args(TableForm):
        if suffix == form:
            return read_tags_table(data, form)
    if suffix == "ttl":
        return read_tags_skos(data, "turtle")
    is_xml = suffix in {"rdf", "xml"} or data.lstrip()[:1] == b"<"
    return read_tags_skos(data, "xml") if is_xml else read_tags_csv(data)


def _table(planned: tuple[PlannedTag, ...]) -> dict[str, list[object]]:
    """What becomes of each tag, what is wrong first."""
    order = list(reversed(get_args(Verdict)))
    ordered = sorted(planned, key=lambda one: (one.verdict != "bad", order.index(one.verdict)))
    return {
        "行": [one.place for one in ordered],
        "标签": [one.name for one in ordered],
        "结果": [VERDICTS[one.verdict] for one in ordered],
        "说明": [one.reason for one in ordered],
    }


def _take(given: list[GivenTag], counts: Counter[Verdict]) -> None:
    kept = open_archive().tag_vocabulary.import_tags(given)
    done(kept, f"已导入词表：新增 {counts['added']:,} 个，修改 {counts['changed']:,} 个。")
