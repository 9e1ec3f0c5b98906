"""The 引语 view of the page of references: who is quoted with what, and whether it is so."""

from __future__ import annotations

from functools import partial

import streamlit as st

from corpus.citation_places import Place
from corpus.citation_register import QuotedWords
from corpus.matching import match_text
from corpus.quotation_check import QuotationCheck
from pages.parts import queries, register_parts, register_queries
from pages.parts.empty import empty
from pages.parts.jobs import Job
from pages.parts.literal import as_html
from pages.parts.paging import choice
from pages.parts.register_parts import Table
from pages.parts.selection import Selection

KINDS = {"quotation": "原话", "formulation": "引号中的提法"}
_KIND = "register-words"


def show(selection: Selection) -> None:
    """Draws the view.

    Args:
        selection: Which articles, and the page of the list.
    """
    found = register_queries.words(selection)
    if isinstance(found, Job):
        register_parts.wait_for(found)
        return
    if not found:
        empty(
            "这些文章里没有引语",
            "这里列出文章里写在引号中的话和说话的人。请放宽左侧的筛选条件，或再导入一些文章。",
        )
        return
    register_parts.find("在引语和说话人里找", "群众")
    given = st.query_params.get("kind", "")
    kind = given if given in KINDS else "quotation"
    choice("看哪一种", KINDS, kind, key=_KIND, on_change=register_parts.keep, args=("kind", _KIND))
    wanted = register_parts.typed()
    shown = [words for words in found if words.kind == kind and _holds(words, wanted)]
    if not shown:
        other = KINDS["formulation" if kind == "quotation" else "quotation"]
        empty("没有这样的引语", f"请换几个字，或改看“{other}”。")
        return
    times = sum(words.times for words in shown)
    register_parts.head(
        f"<b>{len(shown):,}</b> 条{KINDS[kind]}<span>共 {times:,} 次，用得最多的在前</span>",
        Table(
            KINDS[kind],
            (KINDS[kind], "谁说的", "次数", "篇数", "文章编号"),
            lambda: [
                (w.text, w.speaker, w.times, len(w.articles), "、".join(map(str, w.articles)))
                for w in shown
            ],
            (KINDS[kind], "谁说的", "次数", "篇数"),
        ),
        selection,
    )
    register_parts.rows(shown, selection, _row)


def _holds(words: QuotedWords, wanted: str) -> bool:
    return not wanted or wanted in match_text(f"{words.text}\n{words.speaker or ''}")


def _row(words: QuotedWords) -> None:
    mark = register_parts.mark_of(words.text)
    speaker = f'<small class="sx-n">{as_html(words.speaker)}</small>' if words.speaker else ""
    with st.container(
        key=f"register-row-{mark}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.html(
            f'<p class="sx-group"><b>“{as_html(words.text)}”</b><span>{speaker}'
            f'<small class="sx-n">{words.times:,} 次</small>'
            f'<small class="sx-n">{len(words.articles):,} 篇</small></span></p>',
            width="stretch",
        )
        with st.container(key=f"register-do-{mark}", horizontal=True, width="content", gap="small"):
            register_parts.opener("check", mark, "核对", ":material/fact_check:")
            register_parts.opener("open", mark, "看句子", ":material/expand_more:")
    if register_parts.is_open("check", mark):
        _verdict(words, mark)
    if register_parts.is_open("open", mark):
        register_parts.sentences(mark, words.articles, partial(_places, words.text))


def _places(text: str, revision: int, ids: tuple[int, ...]) -> tuple[Place, ...]:
    return register_queries.word_places(revision, text, ids)


def _verdict(words: QuotedWords, mark: str) -> None:
    """What the other articles say of the words, with every difference marked."""
    revision = queries.revision()
    with st.spinner("正在和别的文章核对……", show_time=False):
        checked = register_queries.check(revision, words.articles[0], words.text)
    with st.container(key=f"register-verdict-{mark}"):
        st.html(f'<p class="sx-verdict sx-{checked.verdict}">{_told(checked)}</p>')
        if checked.article_id is None:
            return
        if checked.verdict == "differs":
            st.html(
                f'<dl class="sx-two-wordings"><dt>引语</dt>'
                f"<dd>{as_html(words.text, checked.spans)}</dd><dt>那一篇</dt>"
                f"<dd>{as_html(checked.text or '', checked.other_spans)}</dd></dl>"
            )
        where = register_queries.place(revision, checked.article_id, checked.text or "")
        title = checked.title or ""
        register_parts.link(f"check-{mark}", checked.article_id, title, None, where)


def _told(checked: QuotationCheck) -> str:
    title = as_html(checked.title or "")
    match checked.verdict:
        case "verbatim":
            more = f"，另有 {checked.also - 1:,} 篇也是这样写的" if checked.also > 1 else ""
            return f"与《{title}》一致{more}"
        case "differs":
            return f"与《{title}》有 {checked.number:,} 处不同"
    return "文库里没有别的出处"
