"""The vocabulary as a tree in the browser, and a row of colours."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts.figure import STATIC
from pages.parts.palette import PALETTE
from pages.parts.tag_queries import tag_candidates


def tag_tree_view(
    at_revision: int, chosen: int | None, on_choose: Callable[[int], object], *, key: str
) -> None:
    """Draws the tree.

    Args:
        at_revision: The archive's revision.
        chosen: The tag that is looked at.
        on_choose: Called in a callback with the id of the tag that was clicked.
        key: Of the component.
    """
    names = ("tag_finding.js", "tag_tree.js")
    renderer = st.components.v2.component(
        "sixue.tag_tree",
        css=(STATIC / "tag_tree.css").read_text(encoding="utf-8"),
        js="".join((STATIC / name).read_text(encoding="utf-8") for name in names),
    )

    def clicked() -> None:
        tag_id = getattr(st.session_state[key], "chosen", None)
        if isinstance(tag_id, int):
            on_choose(tag_id)

    renderer(
        key=key,
        data={"version": at_revision, "tags": tag_candidates(at_revision), "chosen": chosen or 0},
        on_chosen_change=clicked,
    )


def swatches(chosen: str | None, on_choose: Callable[[str | None], object], *, key: str) -> None:
    """Draws the colours of the palette.

    Args:
        chosen: The colour that is chosen, in the palette or not; None for none.
        on_choose: Called in a callback with another one.
        key: Of the component.
    """
    renderer = st.components.v2.component(
        "sixue.swatches",
        css=(STATIC / "swatches.css").read_text(encoding="utf-8"),
        js=(STATIC / "swatches.js").read_text(encoding="utf-8"),
    )
    colours = list(dict.fromkeys([*PALETTE, *([chosen] if chosen else [])]))

    def clicked() -> None:
        colour = getattr(st.session_state[key], "colour", None)
        if colour in {"", *colours}:
            on_choose(colour or None)

    renderer(
        key=key,
        data={"colours": colours, "chosen": chosen or ""},
        on_colour_change=clicked,
    )
