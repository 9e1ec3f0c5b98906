"""Changes of the dictionary, with the way back: the last one at once, any other from the list."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from corpus.dictionary import Change
from corpus.dictionary_words import Kind
from pages.parts.article_text import chinese_date
from pages.parts.empty import empty
from pages.parts.errors import attempt
from pages.parts.literal import as_html, as_label
from pages.parts.resources import open_archive
from pages.parts.undo_bar import remember, undo_bar

DONE: dict[Kind, str] = {
    "word": "已采用",
    "refused": "不再提出",
    "stop": "已停用",
    "spared": "已恢复",
}
SHOWN = 50
NAMED = 3
_LAST = "dictionary-last"


def decide(words: Sequence[str], kind: Kind) -> None:
    """Puts words into the dictionary as one change that can be undone."""
    revision = open_archive().dictionary.put_many(words, kind)
    if revision is None:
        st.toast("词典里本来就是这样。", icon=":material/info:")
    else:
        remember(_LAST, revision, f"{DONE[kind]}{named(words)}。")


def remove(word_id: int, word: str) -> None:
    """Takes a word out of the dictionary."""
    revision = open_archive().dictionary.remove(word_id)
    remember(_LAST, revision, f"已去掉{named([word])}。")


def named(words: Sequence[str]) -> str:
    """Words as a sentence names them."""
    some = "、".join(f"“{word}”" for word in words[:NAMED])
    return some if len(words) <= NAMED else f"{some}等 {len(words):,} 个词"


def show_undo() -> None:
    """Says what this visitor has just changed, with the way back."""
    undo_bar(_LAST, _undo, key="dictionary-undo", label="撤销", icon=":material/check:")


def _undo(revision: int) -> None:
    undone = open_archive().dictionary.undo(revision)
    told = "已撤销。"
    if undone.skipped:
        told = f"已撤销；{named(undone.skipped)}后来又改过，没有动。"
    st.toast(as_label(told), icon=":material/undo:")


def show() -> None:
    """Draws every change, the last one first, each with the way back."""
    st.html('<p class="sx-lead">词典的每一次修改，都可以撤销；后来又改过的词不动，并会说明。</p>')
    changes = open_archive().dictionary.changes(SHOWN)
    if not changes:
        empty("还没有修改", "加词、停用或改同义词之后，这里有记录。")
        return
    for change in changes:
        _row(change)


def _told(change: Change) -> str:
    """What a change did, in words."""
    parts: dict[str, list[str]] = {}
    for item in change.items:
        fields = item.after or item.before or {}
        if item.kind == "variants":
            did, word = ("同义词" if item.after else "删去同义词"), fields["preferred"]
        else:
            did, word = (DONE[fields["kind"]] if item.after else "去掉"), fields["word"]
        parts.setdefault(did, []).append(word)
    return "；".join(f"{did}{named(words)}" for did, words in parts.items())


def _row(change: Change) -> None:
    when = change.at.astimezone()
    with st.container(
        key=f"change-{change.revision}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        st.html(
            f'<p class="sx-group"><b>{as_html(_told(change))}</b><small class="sx-n">'
            f"{chinese_date(when.date())} {when:%H:%M} · {as_html(change.actor)}</small></p>",
            width="stretch",
        )
        st.button(
            "撤销",
            key=f"change-undo-{change.revision}",
            type="tertiary",
            icon=":material/undo:",
            on_click=attempt,
            args=(_undo, change.revision),
        )
