"""The points of compared articles in three groups: said alike, said otherwise, said by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal

import streamlit as st

from corpus.comparing import ArticleComparison
from corpus.comparison_summary import NAMES
from nlp.alignment import SharedPoint
from nlp.differences import differences
from nlp.roles import ROLE_NAMES, Role
from nlp.statements import Statement
from pages.parts import paging
from pages.parts.board_renewal import offer
from pages.parts.compare_exhibits import of_points
from pages.parts.literal import as_html, as_label, marks_of
from pages.parts.resources import open_archive
from pages.parts.selection import place_value

PAGE = 10
SHORT = 150
LONGEST_COMPARED = 2_500
"""Texts longer than this are marked by words, not character by character."""

Group = Literal["same", "other", "alone"]
GROUPS: Mapping[Group, str] = {"other": "说法不同", "same": "说法相同", "alone": "只在一篇"}
_VIEW, _ROLES = "points", "roles"


def points(found: ArticleComparison) -> None:
    """Draws the aligned points of a comparison."""
    with st.container(key="head-points", horizontal=True, vertical_alignment="bottom"):
        st.html('<h2 class="sx-section">逐点对照</h2>')
        if found.alignment.shared:
            offer("points", partial(of_points, found))
    roles = _roles(found)
    shared = [p for p in found.alignment.shared if _is_wanted(found, p, roles)]
    alone = [
        [n for n in its if _has_role(found, article, n, roles)]
        for article, its in enumerate(found.alignment.alone)
    ]
    group = _group(shared, alone)
    if group == "alone":
        _alone(found, alone)
        return
    chosen = [p for p in shared if p.in_same_words == (group == "same")]
    if not chosen:
        st.caption(
            "没有连说法也相同的要点。" if group == "same" else "没有说法不同而意思相同的要点。"
        )
        return
    st.caption(
        "标出的是两篇不同的字。"
        if group == "same"
        else "同一个意思，各有各的说法；标出的是共有的词。"
    )
    key = f"points-page-{group}"
    first = paging.first_shown(len(chosen), PAGE, key)
    for number, point in enumerate(chosen[first : first + PAGE], first + 1):
        _shared(found, point, number)
    paging.turn(len(chosen), PAGE, key)


def _roles(found: ArticleComparison) -> frozenset[Role]:
    """The roles the reader keeps to; all if none is chosen."""
    present = {anatomy.roles[s.piece[0]] for anatomy in found.anatomies for s in anatomy.statements}
    options = [role for role in ROLE_NAMES if role in present]
    if len(options) < 2:
        return frozenset()
    chosen = st.pills(
        "只看段落的作用",
        options,
        key=_ROLES,
        selection_mode="multi",
        format_func=lambda role: ROLE_NAMES[role],
        bind="query-params",
        help="按段落在文中的作用挑选：背景、问题、做法、成效、启示对策",
    )
    return frozenset(chosen or ())


def _group(shared: Sequence[SharedPoint], alone: Sequence[Sequence[int]]) -> Group:
    same = sum(point.in_same_words for point in shared)
    counts: dict[Group, int] = {
        "other": len(shared) - same,
        "same": same,
        "alone": sum(map(len, alone)),
    }
    chosen: Group | None = st.segmented_control(
        "要点",
        list(GROUPS),
        key=_VIEW,
        default=next((group for group in GROUPS if counts[group]), "other"),
        format_func=lambda group: f"{GROUPS[group]} {counts[group]}",
        label_visibility="collapsed",
        bind="query-params",
        required=True,
    )
    return chosen or "other"


def _is_wanted(found: ArticleComparison, point: SharedPoint, roles: frozenset[Role]) -> bool:
    return all(_has_role(found, article, number, roles) for article, number in point.members)


def _has_role(found: ArticleComparison, article: int, number: int, roles: frozenset[Role]) -> bool:
    if not roles:
        return True
    anatomy = found.anatomies[article]
    return anatomy.roles[anatomy.statements[number].piece[0]] in roles


def _shared(found: ArticleComparison, point: SharedPoint, number: int) -> None:
    silent = [NAMES[row] for row in range(len(found.articles)) if row not in point.articles]
    with st.container(key=f"point-{number}", gap="xsmall"):
        about = f"都谈{'、'.join(point.aspects)}" if point.aspects else "意思相近"
        about += f"（{'、'.join(silent)}没有谈到）" if silent else ""
        words = f"　共有的词：{'、'.join(point.words[:8])}" if point.words else ""
        st.html(
            f'<p class="sx-about"><b>{number}</b> {as_html(about)}<span>{as_html(words)}</span></p>'
        )
        marks = _marks(found, point)
        columns = st.columns(len(found.articles), gap="medium")
        for article, column in enumerate(columns):
            numbers = [n for row, n in point.members if row == article]
            with column:
                for place in numbers:
                    _statement(found, article, place, marks[article, place],
                               differs=point.in_same_words)  # fmt: skip


def _marks(
    found: ArticleComparison, point: SharedPoint
) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """What is marked in each member: differing characters, or shared words."""
    texts = {m: found.anatomies[m[0]].statements[m[1]].text for m in point.members}
    first, *others = point.members
    partner = next((m for m in others if m[0] != first[0]), None)
    short = all(len(text) <= LONGEST_COMPARED for text in texts.values())
    if point.in_same_words and partner is not None and len(texts) == 2 and short:
        one, other = differences(texts[first], texts[partner])
        return {first: list(one), partner: list(other)}
    listed = open_archive().variants.current()
    forms = [form for word in point.words for form in listed.spellings(word)]
    return {member: marks_of(forms, text) for member, text in texts.items()}


def _statement(
    found: ArticleComparison,
    article: int,
    number: int,
    marks: Sequence[tuple[int, int]],
    *,
    differs: bool = False,
) -> None:
    anatomy, kept = found.anatomies[article], found.articles[article]
    statement = anatomy.statements[number]
    role = anatomy.roles[statement.piece[0]]
    name = f'<span class="sx-letter">{NAMES[article]}</span>'
    tag = f'<span class="sx-role">{ROLE_NAMES[role]}</span>' if role else ""
    path = "　›　".join(statement.above)
    above = f'<p class="sx-path">{as_html(path)}</p>' if path else ""
    style = "sx-said sx-differs" if differs else "sx-said"
    with st.container(key=f"said-{kept.id}-{number}", gap=None):
        st.html(f'<div class="{style}">{name}{tag}{above}{_body(statement, marks)}</div>')
        st.page_link(
            "read.py",
            label="看原文",
            query_params={"article": str(kept.id), "place": place_value(*statement.piece[:2])},
        )


def _body(statement: Statement, marks: Sequence[tuple[int, int]]) -> str:
    """A statement as HTML; what is long is folded up behind its beginning."""
    text = statement.text
    if len(text) <= SHORT:
        return f"<p>{as_html(text, marks)}</p>"
    head = [(a, min(b, SHORT)) for a, b in marks if a < SHORT]
    tail = [(max(a - SHORT, 0), b - SHORT) for a, b in marks if b > SHORT]
    return (
        f"<details><summary>{as_html(text[:SHORT], head)}<i>……展开</i></summary>"
        f"<span>{as_html(text[SHORT:], tail)}</span></details>"
    )


def _alone(found: ArticleComparison, alone: Sequence[Sequence[int]]) -> None:
    columns = st.columns(len(found.articles), gap="medium")
    for article, (its, column) in enumerate(zip(alone, columns, strict=True)):
        title = found.articles[article].content.title
        with column:
            st.html(
                f'<p class="sx-rail"><span class="sx-letter">{NAMES[article]}</span> '
                f"{as_html(title)}　{len(its)} 个</p>"
            )
            if not its:
                st.caption(f"《{as_label(title)}》的要点，别的文章也都讲到了。")
            key = f"alone-page-{article}"
            first = paging.first_shown(len(its), PAGE, key)
            for number in its[first : first + PAGE]:
                _statement(found, article, number, ())
            paging.turn(len(its), PAGE, key)
