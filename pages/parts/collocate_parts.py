"""Beside the lines of a concordance: the words in whose company its words stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import streamlit as st

from corpus.concordance import Collocate, Collocates
from corpus.matching import JOINT
from corpus.plot import Bar, Plot
from corpus.query import Clause, Part, quoted
from corpus.query_parser import parse
from pages.parts import concordance_queries, figure
from pages.parts.concordance_parts import card, chart_key, label
from pages.parts.concordance_queries import WINDOW, Answer, Question
from pages.parts.figure import Figure
from pages.parts.literal import as_html, as_label
from pages.parts.paging import choice
from pages.parts.selection import Selection, to_url

Measure = Literal["likelihood", "pmi"]

MEASURES: dict[Measure, str] = {"likelihood": "对数似然", "pmi": "PMI"}
CHART_WORDS = 15
TABLE_WORDS = 30
NEAR = 10
"""Characters between a word and the collocate that was clicked."""


def company(
    at_revision: int, asked: Question, selection: Selection, articles: int, measure: Measure
) -> None:
    """The collocates as a chart and a list; a click shows the lines with both words."""
    with st.spinner("正在统计搭配词……", show_time=False):
        answer = concordance_queries.collocates(at_revision, asked)
    found = answer.value
    if not found.words:
        st.caption("出现得太少，还看不出它常和哪些词一起用。")
        return
    ranked = _ranked(found, asked, measure)
    described = _company_figure(ranked, asked, articles, answer, measure)
    figure.head(described)
    _measures(measure)
    if not ranked:
        st.caption("这些词出现得太少，PMI 还说不准。")
    else:
        _chart(described, asked, selection, measure)
        _table(ranked[:TABLE_WORDS], asked, selection)
        st.caption(_explained(found, measure, len(ranked)))
    figure.foot(described)


def _chart(
    described: Figure,
    asked: Question,
    selection: Selection,
    measure: Measure,
) -> None:
    key = chart_key(f"collocates-{measure}", asked, described.card)
    picked = figure.chart_to_leave_by(
        described.on_screen("collocate"), key, described.alt, "collocate"
    )
    if picked:
        to_url(beside(selection, asked, picked["id"]))
        st.rerun()


def beside(selection: Selection, asked: Question, term: str) -> Selection:
    """The places at which a collocate stands near the word; what else was asked stays."""
    word = asked.words[0].replace(JOINT, " ")
    near = len(word) > 1 and len(term) > 1
    pair = f"{quoted(f'{word} {term}')}~{NEAR}" if near else f"{word} AND {term}"
    others = [str(part) for part in parse(selection.query).clauses if not _asks_for_words(part)]
    return replace(selection, query=" ".join([pair, *others]), page=1)


def _asks_for_words(part: Part) -> bool:
    return isinstance(part, Clause) and not part.excluded and part.field is None


def _ranked(found: Collocates, asked: Question, measure: Measure) -> list[Collocate]:
    others = [w for w in found.words if w.term not in asked.needles]
    if measure == "likelihood":
        return others
    # Words that stand nowhere else have the same PMI: then it matters how sure it is.
    return sorted((w for w in others if w.pmi), key=lambda w: (-round(w.pmi, 1), -w.log_likelihood))


def _company_figure(
    ranked: list[Collocate],
    asked: Question,
    articles: int,
    answer: Answer[Collocates],
    measure: Measure,
) -> Figure:
    name = label(asked)
    return Figure(
        name="collocates",
        title=f"搭配词：{name}",
        plot=_bars(ranked, measure),
        columns=("词", "共现次数", "左", "右", "期望", "对数似然", "PMI"),
        rows=[
            (
                w.term,
                w.count,
                w.left,
                w.right,
                round(w.expected, 2),
                round(w.log_likelihood, 2),
                round(w.pmi, 2) or None,
            )
            for w in ranked
        ],
        card=card(asked, articles, answer.revision),
        alt=f"和{name}一起出现的词：" + "、".join(w.term for w in ranked[:CHART_WORDS]),
    )


def _bars(ranked: list[Collocate], measure: Measure) -> Plot:
    values = [
        Bar(w.term, w.pmi if measure == "pmi" else w.log_likelihood) for w in ranked[:CHART_WORDS]
    ]
    form = ".1f" if measure == "pmi" else ",.0f"
    return Plot.of("bars", values, unit=MEASURES[measure], form=form)


def _measures(measure: Measure) -> None:
    choice("排列依据", MEASURES, measure, key="measure", on_change=_choose_measure)


def _choose_measure() -> None:
    chosen = st.session_state["measure"]
    if chosen == "likelihood":
        st.query_params.pop("measure", None)
    else:
        st.query_params["measure"] = chosen


def _table(ranked: list[Collocate], asked: Question, selection: Selection) -> None:
    heads = ("共现", "左", "右", "期望", "对数似然", "PMI")
    rows = [
        (
            f"{w.count:,}",
            f"{w.left:,}",
            f"{w.right:,}",
            f"{w.expected:,.1f}" if w.expected < 100 else f"{w.expected:,.0f}",
            f"{w.log_likelihood:,.0f}",
            f"{w.pmi:.1f}" if w.pmi else "—",
        )
        for w in ranked
    ]
    body = "".join(f"<tr>{''.join(f'<td>{v}</td>' for v in row)}</tr>" for row in rows)
    head = "".join(f"<th>{as_html(h)}</th>" for h in heads)
    with st.container(key="collocates-list", horizontal=True, wrap=False, gap=None):
        with st.container(key="collocates-words", gap=None, width=92):
            st.html('<p class="sx-column">词</p>')
            for place, word in enumerate(ranked):
                st.button(
                    as_label(word.term),
                    key=f"collocate-{place}",
                    type="tertiary",
                    on_click=to_url,
                    args=(beside(selection, asked, word.term),),
                )
        st.html(
            f'<table class="sx-numbers"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        )


def _explained(found: Collocates, measure: Measure, words: int) -> str:
    more = f"，列出前 {TABLE_WORDS} 个，全部 {words} 个在导出的表里" if words > TABLE_WORDS else ""
    some = ""
    if found.sampled < found.occurrences:
        some = f"从 {found.occurrences:,} 处里均匀抽取 {found.sampled:,} 处统计。"
    order = f"PMI 只在对数似然最高的 {len(found.words)} 个词里排。" if measure == "pmi" else ""
    return (
        f"左右各 {WINDOW} 个词以内比偶然更常一起出现的词{more}。{some}{order}"
        f"点一个词，看它们相隔不超过 {NEAR} 个字的地方。"
    )
