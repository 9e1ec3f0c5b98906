"""提法: a phrase's first use, its life over real dates, who uses it, what travels with it."""

from __future__ import annotations

import streamlit as st

from nlp.phrases import Phrase
from nlp.variants import variant_form
from pages.parts import basket, dictionary_queries, formulation_parts, formulation_queries, queries
from pages.parts.empty import empty_library
from pages.parts.figure import STATIC
from pages.parts.jobs import Job
from pages.parts.literal import as_html, as_label

PATIENCE = 3.0
MOST = 5
LISTED = 40
LONGEST = 40
_TYPED, _FIND = "formulation-typed", "formulation-find"


def main() -> None:
    """Draws the page."""
    st.html(STATIC / "analysis.css")
    st.html('<h2 class="sx-section">提法</h2>')
    phrases = [p for p in dict.fromkeys(_given()) if variant_form(p)][:MOST]
    _ask(phrases)
    if phrases:
        _show(phrases)
    else:
        _list()
    basket.bar()


def _given() -> list[str]:
    return [p.strip()[:LONGEST] for p in st.query_params.get_all("phrase")]


def _ask(phrases: list[str]) -> None:
    with st.container(
        key="formulation-ask", horizontal=True, vertical_alignment="bottom", gap="small"
    ):
        st.text_input(
            "跟踪一个提法，回车加入" if phrases else "跟踪哪个提法",
            key=_TYPED,
            type="search",
            icon=":material/search:",
            placeholder="例如：共同富裕",
            on_change=_take,
            disabled=len(phrases) >= MOST,
        )
        for phrase in phrases:
            st.button(
                as_label(phrase),
                key=f"formulation-drop-{phrase}",
                icon=":material/close:",
                help="不再看它",
                on_click=_drop,
                args=(phrase,),
            )


def _take() -> None:
    typed = st.session_state[_TYPED].strip()
    if typed:
        st.query_params["phrase"] = [*_given(), typed]
        st.session_state[_TYPED] = ""


def _follow(phrase: str) -> None:
    st.query_params["phrase"] = [phrase]


def _drop(phrase: str) -> None:
    rest = [p for p in _given() if p != phrase]
    if rest:
        st.query_params["phrase"] = rest
    else:
        st.query_params.from_dict({})


def _show(phrases: list[str]) -> None:
    revision = queries.revision()
    tracks = [formulation_queries.track(revision, phrase) for phrase in phrases]
    for track in tracks:
        who = formulation_queries.users(revision, track.phrase, "sources")
        formulation_parts.headline(track, who)
    there = [track for track in tracks if track.occurrences]
    if not there:
        st.caption("换一个写法试试，或从下面的提法里选一个。")
        _list()
        return
    left, right = st.columns([1, 1], gap="large")
    with left:
        formulation_parts.life(there)
        formulation_parts.first_sentence(there[-1])
    with right:
        formulation_parts.users(there[-1])
    lower_left, lower_right = st.columns([1, 1], gap="large")
    with lower_left:
        formulation_parts.companions(there[-1])
    with lower_right:
        formulation_parts.sentences(there[-1])


def _list() -> None:
    found = dictionary_queries.phrases(PATIENCE)
    if isinstance(found, Job):
        _wait_for(found)
        return
    if not found.phrases:
        empty_library("导入文章之后，这里列出文库里的提法；也可以在上面写任何一个词。")
        return
    typed = st.text_input("在文库的提法里找", key=_FIND, type="search", placeholder="例如：城乡")
    wanted = variant_form(typed)
    ranked = sorted(
        (p for p in found.phrases if wanted in variant_form(p.form)),
        key=lambda p: (-p.documents, -p.count, p.form),
    )
    st.html(f'<p class="sx-count"><b>{len(ranked):,}</b> 个提法<span>见得最多的在前</span></p>')
    with st.container(key="formulation-list"):
        for phrase in ranked[:LISTED]:
            _row(phrase)


def _row(phrase: Phrase) -> None:
    quoted = f'<small class="sx-n">引号中 {phrase.quoted:,} 次</small>' if phrase.quoted else ""
    with st.container(
        key=f"formulation-row-{phrase.form}",
        horizontal=True,
        vertical_alignment="center",
        gap="small",
    ):
        st.html(
            f'<p class="sx-group"><b>{as_html(phrase.form)}</b><small class="sx-n">'
            f'{phrase.count:,} 次</small><small class="sx-n">{phrase.documents:,} 篇</small>'
            f"{quoted}</p>",
            width="stretch",
        )
        st.button(
            "跟踪",
            key=f"formulation-follow-{phrase.form}",
            type="tertiary",
            icon=":material/timeline:",
            on_click=_follow,
            args=(phrase.form,),
        )


@st.fragment(run_every=1.0)
def _wait_for(job: Job) -> None:
    st.progress(job.share, text=f"文章较多，正在找文库里的提法……{job.note}")
    if job.state != "running":
        st.rerun(scope="app")


main()
