"""What a visitor is looking at, and its place in the URL.

The URL is the truth: a page reads its selection from it on every run, and a callback changes the
selection by writing the URL. That way a deep link, a reload and the browser's back button need
no code of their own, and links to an article carry the list it was found in.

Widgets bound to the URL by Streamlit itself would lose that list: their parameters are dropped
when the page changes, and the browser's history then holds a broken entry for the old page.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Literal, cast, get_args

import streamlit as st
from streamlit.errors import StreamlitAPIException

from corpus.filters import Filters
from corpus.query import quoted
from corpus.query_parser import LONGEST
from pages.parts.tag_queries import preferred_names

Sort = Literal["relevance", "newest", "oldest"]
Params = dict[str, str | list[str]]

FACETS = ("tags", "authors", "sources", "columns", "years")
# One more than is looked at, so that the search can say that it left something out.
LONGEST_QUERY = LONGEST + 1
MOST_VALUES = 50
MOST_PAGES = 1_000_000
_LONGEST_NUMBER = 18
# Parameters of a page's own that outlive another choice of articles.
LASTING = (
    *("topics", "order", "measure", "view", "set", "lambda", "rows", "by", "method", "role"),
    *("find", "kind"),
)


@dataclass(frozen=True, slots=True)
class Selection:
    """A query with its filters, its order and the page of results.

    Attributes:
        query: As typed.
        filters: Facet values to keep.
        sort: Order of the results.
        page: Page of the results, from 1.
    """

    query: str = ""
    filters: Filters = field(default_factory=Filters)
    sort: Sort = "relevance"
    page: int = 1

    def __bool__(self) -> bool:
        return bool(self.query or self.filters)

    def narrowed(self, **facets: tuple[str, ...] | tuple[int, ...]) -> Selection:
        """The selection with other values for some facets, from its first page."""
        return replace(self, filters=replace(self.filters, **facets), page=1)

    def params(self) -> Params:
        """The parameters of a URL that leads here; what is usual is left out."""
        values: dict[str, str | list[str]] = {
            "q": self.query,
            **{name: [str(v) for v in getattr(self.filters, name)] for name in FACETS},
            "sort": "" if self.sort == "relevance" else self.sort,
            "page": "" if self.page == 1 else str(self.page),
        }
        return {name: value for name, value in values.items() if value}


def from_url() -> Selection:
    """The selection of the URL; whatever makes no sense in it is ignored.

    Old names of tags are taken for the tags they lead to by now.
    """
    params = st.query_params
    values = {name: _values(name) for name in FACETS}
    years = [number(year) for year in values.pop("years")]
    values["tags"] = preferred_names(values["tags"])
    sort = params.get("sort", "")
    return Selection(
        query=params.get("q", "").strip()[:LONGEST_QUERY],
        filters=Filters(**values, years=tuple(y for y in years if y and y < 10_000)),
        sort=cast(Sort, sort) if sort in get_args(Sort) else "relevance",
        page=min(number(params.get("page", "")) or 1, MOST_PAGES),
    )


def to_url(selection: Selection) -> None:
    """Makes the URL say the selection; the browser's back button undoes it."""
    lasting = {name: st.query_params.get_all(name) for name in LASTING if name in st.query_params}
    st.query_params.from_dict({**lasting, **selection.params()})


def _values(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in st.query_params.get_all(name) if v))[:MOST_VALUES]


def number(text: str) -> int | None:
    """A number from a URL; None for anything else, and for one no database could hold."""
    plain = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if plain else None


def place_value(paragraph: int, start: int = 0) -> str:
    """A place in an article as the `place` of the reading page's address says it."""
    return f"{paragraph}-{start}"


def word_params(word: str) -> Params:
    """The parameters of a search for one word or phrase, whatever signs are in it."""
    return {"q": word if word.isalnum() else quoted(word)}


def keep_param(name: str, value: str) -> None:
    """Writes a parameter into the browser's address bar after a link from a page to itself.

    Streamlit tells the browser the new address only when the page changes. On any other run the
    browser knows it already, and telling it would leave a broken entry in its history.
    """
    if not just_arrived():
        st.query_params[name] = value


def confirm_address() -> None:
    """Tells the browser the address of the page it has just come to from another one.

    The browser sends the address it was told last. What the page before said of its own may reach
    it after the way to this one was taken, and every further run would be without its article.
    At the end of a run the browser stands at this address, so nothing is added to its history.
    """
    if not st.query_params:
        st.query_params.clear()
    for name in st.query_params:
        # A parameter that a widget holds is the widget's; any other tells the whole address.
        with suppress(StreamlitAPIException):
            st.query_params[name] = st.query_params.get_all(name)
            return


def just_arrived() -> bool:
    """True in the first run of a page after another one."""
    return st.session_state.get("previous_page") != st.session_state.get("current_page")
