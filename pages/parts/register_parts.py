"""What the views of the page of references have in common; the address says what they show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from typing import TypeVar

import streamlit as st

from corpus.citation_places import Place
from corpus.exhibit import Card, Exhibit
from corpus.matching import match_text
from corpus.tables import csv_bytes, xlsx_bytes
from pages.parts import queries
from pages.parts.article_text import chinese_date
from pages.parts.board_button import MOST_ROWS
from pages.parts.board_exhibits import of_table
from pages.parts.board_renewal import offer
from pages.parts.filters import said
from pages.parts.jobs import Job
from pages.parts.literal import as_html, as_label
from pages.parts.paging import first_shown, turn, turn_pages
from pages.parts.register_queries import jobs
from pages.parts.selection import Params, Selection, place_value

PER_PAGE = 30
ARTICLES = 10
"""Articles whose sentences are shown at once below a row."""
LONGEST_TYPED = 60
_FIND, _KIND = "register-find", "register-kind"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Table:
    """What a view exports.

    Attributes:
        title: Name of the sheet and of the files.
        columns: Heads.
        rows: Makes the rows, when a file is asked for.
        shown: The columns that a room can take in.
    """

    title: str
    columns: Sequence[str]
    rows: Callable[[], list[Sequence[object]]]
    shown: Sequence[str]


def typed() -> str:
    """What is looked for, folded as texts are."""
    return match_text(st.query_params.get("find", "")[:LONGEST_TYPED])


def find(label: str, example: str) -> None:
    """Draws the box that looks through a register."""
    st.session_state[_FIND] = st.query_params.get("find", "")[:LONGEST_TYPED]
    st.text_input(
        label,
        key=_FIND,
        type="search",
        icon=":material/search:",
        placeholder=f"例如：{example}",
        on_change=keep,
        args=("find", _FIND),
    )


def kind(label: str, names: Mapping[str, str], counts: Mapping[str, int]) -> str:
    """Draws the kinds to narrow to; "" if all are shown.

    Args:
        label: What they are kinds of.
        names: The kinds and what they are called.
        counts: How many entries each has; kinds without any are not offered.
    """
    options = [name for name in names if counts.get(name)]
    given = st.query_params.get("kind", "")
    chosen = given if given in options else None
    st.session_state[_KIND] = chosen
    st.pills(
        label,
        options,
        key=_KIND,
        format_func=lambda name: f"{names[name]} :gray[{counts[name]:,}]",
        label_visibility="collapsed",
        on_change=keep,
        args=("kind", _KIND),
    )
    return chosen or ""


def keep(param: str, key: str) -> None:
    """Writes a choice into the address; another choice begins at the first page."""
    value = st.session_state[key]
    for name in (param, "page", "open", "check"):
        st.query_params.pop(name, None)
    if value:
        st.query_params[param] = value.strip()


def head(told: str, table: Table, selection: Selection) -> None:
    """Says how many entries there are, with the way to take them along.

    Args:
        told: HTML of the line.
        table: What is exported.
        selection: Which articles it was made of.
    """
    with st.container(
        key="register-head", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.html(f'<p class="sx-count">{told}</p>', width="stretch")
        popover = st.popover(
            "导出",
            key="register-export",
            type="tertiary",
            icon=":material/download:",
            on_change="rerun",
        )
        if popover.open:
            with popover:
                _files(table)
        offer("register", partial(_for_a_room, table, selection))


def _for_a_room(table: Table, selection: Selection) -> Exhibit:
    """The table as it goes onto a board."""
    places = [list(table.columns).index(name) for name in table.shown]
    rows = [[row[place] for place in places] for row in table.rows()[:MOST_ROWS]]
    revision = queries.revision()
    wanted = Selection(filters=selection.filters)
    articles = queries.search(revision, wanted).result.total
    typed_in = st.query_params.get("find", "")[:LONGEST_TYPED].strip()
    title = f"{table.title}：{typed_in}" if typed_in else table.title
    card = Card(articles, revision, said(wanted), period=queries.period(revision, wanted))
    return of_table("register", title, table.shown, rows, card)


def _files(table: Table) -> None:
    st.caption("导出列出的全部，不只是这一页。")
    st.download_button(
        "Excel 表格",
        lambda: xlsx_bytes(table.title, table.columns, table.rows()),
        file_name=f"{table.title}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="register-xlsx",
        on_click="ignore",
        width="stretch",
    )
    st.download_button(
        "CSV 表格",
        lambda: csv_bytes(table.columns, table.rows()),
        file_name=f"{table.title}.csv",
        mime="text/csv",
        key="register-csv",
        on_click="ignore",
        width="stretch",
    )


def rows(entries: Sequence[T], selection: Selection, draw: Callable[[T], None]) -> None:
    """Draws one page of a register, and the way to the others."""
    last = max(1, -(-len(entries) // PER_PAGE))
    page = min(selection.page, last)
    with st.container(key="register-list"):
        for entry in entries[(page - 1) * PER_PAGE : page * PER_PAGE]:
            draw(entry)
    if last > 1:
        turn_pages("register", selection, last)


def mark_of(writing: str) -> str:
    """A short name of an entry, for the address and for keys."""
    return sha256(writing.encode()).hexdigest()[:10]


def is_open(param: str, mark: str) -> bool:
    """True if the address says that a part of this entry is open."""
    return st.query_params.get(param) == mark


def opener(param: str, mark: str, label: str, icon: str) -> None:
    """Draws the button that opens or shuts a part of an entry."""
    opened = is_open(param, mark)
    st.button(
        "收起" if opened else label,
        key=f"register-{param}-{mark}",
        type="tertiary",
        icon=":material/expand_less:" if opened else icon,
        on_click=_open,
        args=(param, "" if opened else mark),
    )


def _open(param: str, mark: str) -> None:
    for name in ("open", "check"):
        st.query_params.pop(name, None)
    if mark:
        st.query_params[param] = mark


def sentences(
    mark: str,
    ids: Sequence[int],
    find_places: Callable[[int, tuple[int, ...]], Sequence[Place]],
) -> None:
    """Draws the sentences of an entry, some articles at a time.

    Args:
        mark: Of the entry.
        ids: The articles it stands in.
        find_places: Asked with the archive's revision and some of the articles.
    """
    with st.container(key=f"register-places-{mark}"):
        first = first_shown(len(ids), ARTICLES, f"register-turn-{mark}")
        some = tuple(ids[first : first + ARTICLES])
        for number, place in enumerate(find_places(queries.revision(), some)):
            sentence(f"{mark}-{number}", place)
        turn(len(ids), ARTICLES, f"register-turn-{mark}")


def sentence(key: str, place: Place) -> None:
    """Draws one sentence with the way to it."""
    st.html(f'<blockquote class="sx-passage">{as_html(place.text, [place.span])}</blockquote>')
    where = (place.paragraph, place.start)
    link(key, place.article_id, place.title, place.published, where)


def link(
    key: str, article_id: int, title: str, published: date | None, where: tuple[int, int] | None
) -> None:
    """Draws the way to a place of an article; to its beginning if the place is None."""
    day = f"{chinese_date(published)}　" if published else ""
    params: Params = {"article": str(article_id)}
    if where:
        params["place"] = place_value(*where)
    with st.container(key=f"passage-of-{key}"):
        st.page_link("read.py", label=f"——{day}{as_label(title)}", query_params=params)


@st.fragment(run_every=1.0)
def wait_for(job: Job) -> None:
    """Draws how far a job is, until it has an end."""
    if job.state == "cancelled":
        st.info("已取消，文章没有读完。", icon=":material/cancel:")
        if st.button("重新开始", key="register-again"):
            jobs().forget(job.key)
            st.rerun(scope="app")
        return
    if job.state != "running":
        st.rerun(scope="app")
    told = f"{job.note}（{job.done:,} / {job.total:,} 篇）" if job.total else job.note
    st.progress(job.share, text=f"文章较多，正在读……{told}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("可以先去别的页面，回来就能看到。", width="content")
        st.button("取消", key="register-cancel", icon=":material/close:", on_click=job.cancel)
