"""What stands where nothing is: what would be here, why it is not, and what changes that."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages.parts.links import import_link
from pages.parts.literal import as_html
from pages.parts.samples import offer_samples


def empty(heading: str, told: str = "", tips: Sequence[str] = ()) -> None:
    """Draws the one form in which a page says that there is nothing.

    Args:
        heading: What there is not; empty where the page has said it.
        told: Why, and what one can do.
        tips: Several things one can try, instead.
    """
    head = f"<h2>{as_html(heading)}</h2>" if heading else ""
    words = f"<p>{as_html(told)}</p>" if told else ""
    listed = "".join(f"<li>{as_html(tip)}</li>" for tip in tips)
    st.html(f'<div class="sx-empty">{head}{words}{f"<ul>{listed}</ul>" if listed else ""}</div>')


def empty_library(told: str) -> None:
    """Draws that the library has no articles, and the two ways to some, for whoever may go them.

    Args:
        told: What will be here as soon as there are some.
    """
    empty("文库里还没有文章", told)
    with st.container(horizontal=True):
        offer_samples()
        import_link()
