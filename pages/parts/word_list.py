"""The 词语 and 停用词 views of the dictionary page: words put in by hand, listed, taken out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from corpus.dictionary import Pasted
from corpus.dictionary_words import DictionaryWord, Kind
from nlp.text import fold_text
from nlp.variants import variant_form
from pages.parts import dictionary_changes, dictionary_queries, preview_parts, queries
from pages.parts.empty import empty
from pages.parts.errors import attempt
from pages.parts.literal import as_html, as_label
from pages.parts.resources import may, open_archive

PER_PAGE = 30
BAD_SHOWN = 20
LONGEST_WORD = 16
"""Characters up to which what is tried may be one word."""
_WORD, _CUT, _MANY, _PASTED = "words-new", "words-cut", "words-many", "words-pasted"
LEADS = {
    "word": "文库自己的词：分词时总是保持完整，检索排序、关键词、主题和统计都把它当作一个词。",
    "stop": "停用词在关键词、主题和词云里不算数，检索照常找得到。上百个虚词和套话已经内置。",
}


def show_words() -> None:
    """Draws the words that are kept whole, and those that were refused."""
    _view("word", "refused", "不再提出的词组", "重新提出")
    _try()


def show_stop_words() -> None:
    """Draws the stop words of the library, and usual ones that count here."""
    _view("stop", "spared", "恢复计数的内置停用词", "不再恢复")


def _view(kind: Kind, other: Kind, other_title: str, back: str) -> None:
    st.html(f'<p class="sx-lead">{LEADS[kind]}</p>')
    if may("editor"):
        _add(kind)
        dictionary_changes.show_undo()
    words = open_archive().dictionary.all(kind)
    _list(words, kind)
    others = open_archive().dictionary.all(other)
    if others:
        with st.expander(f"{other_title}（{len(others):,}）", key=f"words-{other}"):
            _rows(others, back)
    if may("editor"):
        _many(kind)


def _add(kind: Kind) -> None:
    labels = {"word": "加一个词，回车加入", "stop": "停用一个词，回车加入"}
    with st.container(key="words-add", horizontal=True, vertical_alignment="bottom", gap="small"):
        typed = st.text_input(
            labels[kind],
            key=f"{_WORD}-{kind}",
            placeholder="例如：八里店镇" if kind == "word" else "例如：本报讯",
            icon=":material/add:",
            on_change=attempt,
            args=(_take, kind),
        )
        if kind == "stop":
            st.button(
                "恢复一个内置停用词",
                key="words-spare",
                type="tertiary",
                help="先在左边写上词，再点这里：它在这个文库里重新算数。",
                disabled=not typed.strip(),
                on_click=attempt,
                args=(_spare,),
            )


def _take(kind: Kind) -> None:
    key = f"{_WORD}-{kind}"
    if st.session_state[key].strip():
        dictionary_changes.decide([st.session_state[key].strip()], kind)
        st.session_state[key] = ""


def _spare() -> None:
    key = f"{_WORD}-stop"
    dictionary_changes.decide([st.session_state[key].strip()], "spared")
    st.session_state[key] = ""


def _list(words: Sequence[DictionaryWord], kind: Kind) -> None:
    if not words:
        what = "还没有自己的词" if kind == "word" else "还没有自己的停用词"
        how = "在上面写一个词后回车，或在“待定”里采用文库提出的词组。" if may("editor") else ""
        empty(what, how)
        return
    shown = _found(words, kind) if len(words) > PER_PAGE else list(words)
    last = max(1, -(-len(shown) // PER_PAGE))
    key = f"words-page-{kind}"
    page = min(st.session_state.get(key, 1), last)
    st.html(f'<p class="sx-count"><b>{len(shown):,}</b> 个词</p>')
    _rows(shown[(page - 1) * PER_PAGE : page * PER_PAGE], "去掉")
    if last > 1:
        with st.container(horizontal_alignment="center"):
            st.pagination(last, key=key)


def _found(words: Sequence[DictionaryWord], kind: Kind) -> list[DictionaryWord]:
    typed = st.text_input(
        "在这些词里找", key=f"words-find-{kind}", type="search", icon=":material/search:"
    )
    wanted = variant_form(typed)
    return [word for word in words if wanted in variant_form(word.word)]


def _rows(words: Sequence[DictionaryWord], back: str) -> None:
    changing = may("editor")
    counts = dictionary_queries.articles_with(
        queries.revision(), tuple(word.word for word in words)
    )
    for word in words:
        with st.container(
            key=f"word-{word.id}", horizontal=True, vertical_alignment="center", gap="small"
        ):
            facts = [f"{counts[word.word]:,} 篇"]
            if word.frequency:
                facts.append(f"词频 {word.frequency:,}")
            small = "".join(f'<small class="sx-n">{fact}</small>' for fact in facts)
            st.html(f'<p class="sx-group"><b>{as_html(word.word)}</b>{small}</p>', width="stretch")
            with st.container(
                key=f"word-{word.id}-do",
                horizontal=True,
                vertical_alignment="center",
                width="content",
            ):
                st.page_link(
                    "concordance.py",
                    label="语境",
                    icon=":material/format_align_center:",
                    query_params={"q": f'"{word.word}"'},
                )
                if changing:
                    st.button(
                        back,
                        key=f"word-{word.id}-remove",
                        type="tertiary",
                        icon=":material/delete:",
                        on_click=attempt,
                        args=(dictionary_changes.remove, word.id, word.word),
                    )


def _try() -> None:
    """A sentence as this library cuts it, and what a word in it would change."""
    with st.expander(
        "试切一句话，或看一个词的影响", key="words-try", icon=":material/content_cut:"
    ):
        sentence = st.text_input(
            "一句话", key=_CUT, placeholder="走进八里店镇，看无差别城乡怎样建成"
        )
        if not sentence.strip():
            return
        pieces = "<i>|</i>".join(map(as_html, dictionary_queries.cut(fold_text(sentence))))
        st.html(f'<p class="sx-cut">{pieces}</p>')
        word = sentence.strip()
        if len(word) <= 16:
            preview_parts.changes(word, "word")


def _many(kind: Kind) -> None:
    with st.expander(
        "一次加很多，或存成文件", key=f"words-more-{kind}", icon=":material/playlist_add:"
    ):
        st.text_area(
            "一行一个词，也可以是 jieba 的用户词典",
            key=f"{_MANY}-{kind}",
            height=160,
            placeholder="八里店镇\n新质生产力 300 n\n-本报讯",
            help="“词 词频 词性”，词频和词性可省；行首加 - 是停用词，加 + 是恢复计数的内置停用词，"
            "加 ? 是不再提出的词组。",
        )
        with st.container(horizontal=True):
            st.button(
                "加入词典",
                key=f"words-paste-{kind}",
                icon=":material/playlist_add:",
                on_click=attempt,
                args=(_paste, kind),
            )
            st.download_button(
                "存成文本文件",
                lambda: open_archive().dictionary.as_text(),
                file_name=f"思学词典-{datetime.now().astimezone():%Y%m%d}.txt",
                mime="text/plain",
                key=f"words-export-{kind}",
                icon=":material/download:",
                on_click="ignore",
            )
        if _PASTED in st.session_state:
            _report(st.session_state.pop(_PASTED))


def _paste(kind: Kind) -> None:
    pasted = open_archive().dictionary.paste(st.session_state[f"{_MANY}-{kind}"])
    st.session_state[_PASTED] = pasted
    # What could not be taken stays in the field, to be put right there.
    st.session_state[f"{_MANY}-{kind}"] = "\n".join(bad.text for bad in pasted.bad)


def _report(pasted: Pasted) -> None:
    told = f"加入 {pasted.added:,} 个词"
    if pasted.known:
        told += f"，{pasted.known:,} 个已经有了"
    st.success(as_label(f"{told}。"), icon=":material/check:")
    if pasted.bad:
        lines = "".join(f"<li>{as_html(str(bad))}</li>" for bad in pasted.bad[:BAD_SHOWN])
        st.html(
            f'<div class="sx-empty"><p><b>{len(pasted.bad):,}</b> 行没有加入，留在上面待改：</p>'
            f"<ul>{lines}</ul></div>"
        )
