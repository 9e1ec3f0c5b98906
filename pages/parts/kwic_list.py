"""A few sentences with a word, each with the way to its article, and the way to all of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from corpus.concordance import KwicPage
from pages.parts import queries
from pages.parts.article_text import chinese_date
from pages.parts.caching import kept
from pages.parts.literal import as_html, as_label
from pages.parts.resources import open_archive
from pages.parts.selection import Params, word_params


@kept(256)
def _found(
    at_revision: int,  # noqa: ARG001
    forms: tuple[str, ...],
    ids: tuple[int, ...] | None,
    offset: int,
    limit: int,
) -> KwicPage:
    return open_archive().concordance.lines(forms, ids=ids, offset=offset, limit=limit)


def lines(
    word: str,
    ids: Sequence[int] | None,
    params: Params,
    limit: int,
    offset: int = 0,
    *,
    link: bool = True,
) -> int:
    """Draws sentences with a word or one of its variants; returns how many there are altogether.

    Args:
        word: As it is shown.
        ids: Only in these articles; in all if None.
        params: The selection the articles are from, for the links.
        limit: Sentences at most.
        offset: Sentences to leave out.
        link: Lead to all of them; not where no address says which articles are meant.
    """
    some = None if ids is None else tuple(ids)
    forms = open_archive().formulations.forms(word)
    found = _found(queries.revision(), forms, some, offset, limit)
    if not found.total:
        st.caption("这里没有这个词。")
        return 0
    for place, line in enumerate(found.lines):
        text = f"{line.left}{line.keyword}{line.right}"
        mark = (len(line.left), len(line.left) + len(line.keyword))
        st.html(f'<blockquote class="sx-passage">{as_html(text, [mark])}</blockquote>')
        day = f"{chinese_date(line.published)}　" if line.published else ""
        with st.container(key=f"passage-of-{abs(hash((word, some))) % 10**6}-{offset + place}"):
            st.page_link(
                "read.py",
                label=f"——{day}{as_label(line.title)}",
                query_params={**params, **word_params(word), "article": str(line.article_id)},
            )
    if link and found.total > len(found.lines) and not offset:
        st.page_link(
            "concordance.py",
            label=f"全部 {found.total:,} 处",
            icon=":material/format_align_center:",
            query_params={**params, **word_params(word)},
        )
    return found.total
