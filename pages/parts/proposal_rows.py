"""The 待定 view of the dictionary page: phrases the library itself proposes, with evidence."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from corpus.phrases import PhraseList
from nlp.phrases import Phrase
from nlp.variants import variant_form
from pages.parts import dictionary_changes, dictionary_queries, preview_parts
from pages.parts.empty import empty
from pages.parts.errors import attempt
from pages.parts.jobs import Job
from pages.parts.literal import as_html, as_label
from pages.parts.resources import open_archive

PATIENCE = 3.0
PER_PAGE = 20
ORDERS = {"score": "按把握", "count": "按次数", "documents": "按篇数"}
_OPEN, _PAGE, _ORDER, _FIND = "proposal-open", "proposal-page", "proposal-order", "proposal-find"


def show() -> None:
    """Draws the phrases that nobody has decided on."""
    st.html(
        '<p class="sx-lead">下面的词组在文库里总是连在一起出现，分词时却常被切开。'
        "采用以后，检索排序、关键词、主题和统计都把它当作一个词；不采用的不再提出。</p>"
    )
    with st.spinner("正在找文库里的词组……", show_time=False):
        found = dictionary_queries.phrases(PATIENCE)
    if isinstance(found, Job):
        _wait_for(found)
        return
    dictionary_changes.show_undo()
    offered = _undecided(found)
    if not offered:
        _nothing(found)
        return
    shown = _found(offered)
    last = max(1, -(-len(shown) // PER_PAGE))
    page = min(st.session_state.get(_PAGE, 1), last)
    part = shown[(page - 1) * PER_PAGE : page * PER_PAGE]
    with st.container(
        key="proposals-head", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.html(f'<p class="sx-count"><b>{len(shown):,}</b> 个词组待定</p>')
        if len(part) > 1:
            st.button(
                f"采用这一页的 {len(part)} 个",
                key="proposals-accept-page",
                type="tertiary",
                icon=":material/done_all:",
                on_click=attempt,
                args=(dictionary_changes.decide, [p.form for p in part], "word"),
            )
    for phrase in part:
        _row(phrase)
    if last > 1:
        with st.container(horizontal_alignment="center"):
            st.pagination(last, key=_PAGE)


@st.fragment(run_every=1.0)
def _wait_for(job: Job) -> None:
    st.progress(job.share, text=f"文章较多，正在找词组……{job.note}")
    if job.state != "running":
        st.rerun(scope="app")


def _undecided(found: PhraseList) -> list[Phrase]:
    decided = {variant_form(word.word) for word in open_archive().dictionary.all()}
    return [phrase for phrase in found.proposed if variant_form(phrase.form) not in decided]


def _nothing(found: PhraseList) -> None:
    if found.phrases:
        told = "文库里的词组都已经定了。有新文章入库，新的词组会出现在这里。"
    else:
        told = "文章入库以后，这里会列出文库里反复出现、却被切开的词组。也可以在“词语”里自己加词。"
    empty("没有待定的词组", told)


def _found(offered: Sequence[Phrase]) -> list[Phrase]:
    """The phrases that hold what was typed, in the order that was chosen."""
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        typed = st.text_input(
            "在词组里找",
            key=_FIND,
            type="search",
            icon=":material/search:",
            placeholder="例如：城乡",
        )
    with right:
        order = st.segmented_control(
            "次序",
            list(ORDERS),
            key=_ORDER,
            default="score",
            required=True,
            format_func=ORDERS.__getitem__,
            label_visibility="collapsed",
        )
    wanted = variant_form(typed)
    return sorted(
        (phrase for phrase in offered if wanted in variant_form(phrase.form)),
        key=lambda phrase: (-getattr(phrase, order or "score"), phrase.form),
    )


def _row(phrase: Phrase) -> None:
    key = f"proposal-{phrase.form}"
    is_open = st.session_state.get(_OPEN) == phrase.form
    with st.container(key=key, horizontal=True, vertical_alignment="center", gap="small"):
        st.html(_words(phrase), width="stretch")
        with st.container(
            key=f"{key}-do", horizontal=True, vertical_alignment="center", width="content"
        ):
            st.button(
                "收起" if is_open else "看变化",
                key=f"{key}-open",
                type="tertiary",
                on_click=_open,
                args=("" if is_open else phrase.form,),
            )
            for label, kind, icon in (
                ("采用", "word", ":material/check:"),
                ("不采用", "refused", ":material/close:"),
            ):
                st.button(
                    label,
                    key=f"{key}-{kind}",
                    type="tertiary",
                    icon=icon,
                    on_click=attempt,
                    args=(dictionary_changes.decide, [phrase.form], kind),
                )
    if is_open:
        with st.container(key=f"{key}-detail", border=True):
            st.caption(_evidence(phrase))
            preview_parts.uses(phrase.form)
            preview_parts.changes(phrase.form, "word")


def _open(form: str) -> None:
    st.session_state[_OPEN] = form


def _words(phrase: Phrase) -> str:
    facts = [f"{phrase.count:,} 次", f"{phrase.documents:,} 篇"]
    if phrase.quoted:
        facts.append(f"引号中 {phrase.quoted:,} 次")
    small = "".join(f'<small class="sx-n">{fact}</small>' for fact in facts)
    return f'<p class="sx-group"><b>{as_html(phrase.form)}</b>{small}</p>'


def _evidence(phrase: Phrase) -> str:
    if phrase.origin == "quoted":
        return as_label(f"在引号里出现 {phrase.quoted:,} 次，像是一个固定的提法。")
    return as_label(
        f"几个字总在一起：凝固度 {phrase.cohesion:.2f}（最高 1）；前后的字常换：左 "
        f"{phrase.left_entropy:.1f}、右 {phrase.right_entropy:.1f} 比特。"
    )
