"""A field for tags: those worn as chips, others found by characters, pinyin or initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from pages.parts.figure import STATIC

_SEEN = "-seen"


def tag_picker(
    key: str,
    worn: Sequence[str],
    candidates: Sequence[dict[str, Any]],
    on_add: Callable[[str], object],
    on_remove: Callable[[str], object],
    *,
    allow_new: bool = True,
    single: bool = False,
    label: str = "标签",
    placeholder: str = "汉字、拼音或首字母，回车加上",
) -> None:
    """Draws the field; whatever somebody does in it is done once, in order.

    Args:
        key: Of the component; another one for each article.
        worn: Names of the tags that are worn, in order.
        candidates: What is offered (`tag_queries.tag_candidates`).
        on_add: Called in a callback with the name of each tag that was chosen, or with a new one.
        on_remove: Called in a callback with the name of each tag that was taken off.
        allow_new: Whether a tag may be made that is no candidate.
        single: True for one tag, whose place the next one takes.
        label: What the field is called.
        placeholder: What stands in it as long as nothing is worn.
    """
    script = "".join(
        (STATIC / name).read_text(encoding="utf-8") for name in ("tag_finding.js", "tag_picker.js")
    )
    renderer = st.components.v2.component(
        "sixue.tag_picker",
        css=(STATIC / "tag_picker.css").read_text(encoding="utf-8"),
        js=script,
    )

    def stepped() -> None:
        steps = getattr(st.session_state[key], "steps", None)
        take_steps(key, steps, on_add, on_remove)

    renderer(
        key=key,
        data={
            "worn": list(worn),
            "candidates": candidates,
            "seen": st.session_state.get(key + _SEEN, 0),
            "allowNew": allow_new,
            "single": single,
            "label": label,
            "placeholder": placeholder,
        },
        on_steps_change=stepped,
    )


def take_steps(
    key: str, steps: object, on_add: Callable[[str], object], on_remove: Callable[[str], object]
) -> None:
    """Does what the browser reports and was not done yet.

    It reports all steps that it has not seen answered, since one report may take another's place.

    Args:
        key: Of the component.
        steps: A list of {number, action, name}; what is none is passed over.
        on_add: As for `tag_picker`.
        on_remove: As for `tag_picker`.
    """
    for step in steps if isinstance(steps, list) else ():
        match step:
            case {"number": int(number), "action": "add" | "remove" as action, "name": str(name)}:
                if number > st.session_state.get(key + _SEEN, 0):
                    st.session_state[key + _SEEN] = number
                    (on_add if action == "add" else on_remove)(name)
