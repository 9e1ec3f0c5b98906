"""The tags of an article that is about to be kept: worn, looked for, suggested."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from corpus.sheet import Sheet
from corpus.tags import fold_tag
from pages.parts import queries, tag_queries
from pages.parts.draft_suggestions import draft_suggestions
from pages.parts.errors import attempt, calm
from pages.parts.literal import as_html
from pages.parts.tag_picker import tag_picker

_OPEN = "draft-tags-open"


def draft_tags(sheet: Sheet, index: int, key: str, after: Callable[[Sheet], object]) -> None:
    """The tags of one draft; of the drafts of a page one is open for tagging, with keys.

    Args:
        sheet: The document.
        index: Which of its drafts.
        key: Unique on the page.
        after: Called with the sheet after a change.
    """
    draft, start = sheet.drafts[index], sheet.starts[index]
    # The vocabulary and the suggestions go to the browser for one draft alone.
    if start != _opened(sheet):
        _closed(sheet, index, key)
        return

    def change(name: str, *, worn: bool) -> None:
        others = [t for t in sheet.drafts[index].tags if fold_tag(t) != fold_tag(name)]
        sheet.edit(index, tags=(*others, name) if worn else tuple(others))
        after(sheet)

    with st.container(key=f"tagging-{key}", gap="xsmall"):
        tag_picker(
            f"tags-{key}",
            draft.tags,
            tag_queries.tag_candidates(queries.revision()),
            lambda name: attempt(change, name, worn=True),
            lambda name: attempt(change, name, worn=False),
        )
        with calm():
            draft_suggestions(draft, f"tags-{key}", lambda n: change(n, worn=True), keys=True)


def _opened(sheet: Sheet) -> int | None:
    """Where the draft begins that is open for tagging: the chosen one, else the first without."""
    memory = st.session_state.setdefault(_OPEN, {})
    name = _known_by(sheet)
    if memory.get(name) not in sheet.starts:
        # It stays open when it has a tag: suggestions must not move away from under a hand.
        memory[name] = next(
            (
                start
                for i, start in enumerate(sheet.starts)
                if not sheet.drafts[i].tags
                and not sheet.is_dropped(i)
                and sheet.prepared.duplicates[i] is None
            ),
            None,
        )
    found: int | None = memory[name]
    return found


def _closed(sheet: Sheet, index: int, key: str) -> None:
    chips = "".join(f"<span>{as_html(tag)}</span>" for tag in sheet.drafts[index].tags)
    with st.container(
        key=f"tagged-{key}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        if chips:
            st.html(f'<p class="sx-draft-tags">{chips}</p>', width="content")
        st.button(
            "标签",
            key=f"tags-open-{key}",
            type="tertiary",
            icon=":material/sell:",
            help="找标签，看建议的标签和理由",
            on_click=st.session_state[_OPEN].__setitem__,
            args=(_known_by(sheet), sheet.starts[index]),
        )


def _known_by(sheet: Sheet) -> str:
    return f"{sheet.prepared.document.sha256}-{sheet.name}"
