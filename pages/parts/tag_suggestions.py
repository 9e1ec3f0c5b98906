"""Suggested tags beside a text, with reasons, worked by keys or by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import streamlit as st

from corpus.tagging import TagSuggestion
from pages.parts.figure import STATIC
from pages.parts.literal import shortened

Action = Literal["accept", "refuse", "unrefuse", "take_off", "next", "previous", "undo"]
SEARCH = ".st-key-tag-search"
"""Where the key / leads."""
_SENTENCE = 90
_HINT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody wants done with a text they see.

    Attributes:
        action: What.
        text: Of which text it was asked, which need no longer be the one that is shown.
        name: Which tag; empty for steps.
    """

    action: Action
    text: str
    name: str


def tag_suggestions(
    text: str,
    paragraphs: Sequence[str],
    title: str,
    found: Sequence[TagSuggestion],
    on_act: Callable[[Act], object],
    *,
    key: str,
    worn: Sequence[str] = (),
    refused: Sequence[str] = (),
    empty: str = "没有把握的建议。",
    moves: bool = False,
    search: bool = False,
    keys: bool = True,
) -> None:
    """Draws suggestions and listens to keys, but not while somebody types or composes.

    Sentences that speak for a chosen tag are marked in the article on the page, if there is one.

    Args:
        text: What the text is known by; another one for another text.
        paragraphs: The text.
        title: Its title.
        found: The suggestions.
        on_act: Called once for each action, in order.
        key: Unique on the page; the same for the next text, so that no key is lost between.
        worn: Tags it bears.
        refused: Tags that were refused to it.
        empty: Said if there are no suggestions.
        moves: Whether there is a next text, a last one, and a way back.
        search: Whether the key / leads to a place to search tags in, `st-key-tag-search`.
        keys: Whether keys are listened to; of several texts on a page by one alone.
    """
    renderer = st.components.v2.component(
        "sixue.tag_desk",
        css=(STATIC / "tag_desk.css").read_text(encoding="utf-8"),
        js=(STATIC / "tag_desk.js").read_text(encoding="utf-8"),
    )
    seen = f"{key}-seen"

    def acted() -> None:
        said = getattr(st.session_state[key], "act", None)
        act = _act(said)
        if act is None or said["seq"] <= st.session_state.get(seen, 0):
            return
        st.session_state[seen] = said["seq"]
        on_act(act)

    renderer(
        key=key,
        data={
            "article": text,
            "seen": st.session_state.get(seen, 0),
            "suggestions": [_told(one, title, paragraphs) for one in found],
            "worn": list(worn),
            "refused": list(refused),
            "empty": empty,
            "moves": moves,
            "search": SEARCH if search else "",
            "keys": keys,
        },
        on_act_change=acted,
    )


def _act(said: Any) -> Act | None:
    """What the browser asked for; None if it makes no sense."""
    if not isinstance(said, dict) or not isinstance(said.get("seq"), int):
        return None
    action, text, name = said.get("action"), said.get("article"), said.get("name", "")
    if action not in get_args(Action) or not isinstance(text, str) or not isinstance(name, str):
        return None
    return Act(action, text, name)


def _told(one: TagSuggestion, title: str, paragraphs: Sequence[str]) -> dict[str, Any]:
    why = one.why

    def written(paragraph: int | None, start: int, end: int) -> str:
        part = title if paragraph is None else paragraphs[paragraph]
        return shortened(part[start:end], _SENTENCE)

    names = [{"form": written(*name.place), **name.place._asdict()} for name in why.names]
    words = [word.text for word in why.words]
    hint = "文中有“" + names[0]["form"] + "”" if names else "、".join(words[:_HINT_WORDS])
    return {
        "name": one.name,
        "score": why.score,
        "threshold": why.threshold,
        "suggested": why.suggested,
        "hint": hint,
        "words": words,
        "names": names,
        "sentences": [
            {"text": written(*reason.place), **reason.place._asdict()} for reason in why.sentences
        ],
        "similar": [
            {"title": shortened(s.title, 30), "similarity": s.similarity} for s in one.similar
        ],
    }
