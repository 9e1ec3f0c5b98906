"""The two sides of a contrast: chosen by one property of the articles, kept in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import streamlit as st

from corpus.contrast import Side
from corpus.filters import Filters
from corpus.search import FacetCount
from pages.parts.literal import as_label
from pages.parts.paging import choice
from pages.parts.resources import open_archive
from pages.parts.selection import number

WAYS = {
    "tags": "按标签",
    "years": "按年份",
    "sources": "按来源",
    "authors": "按作者",
    "article": "一篇文章",
}
FIRST, SECOND = "甲方", "乙方"
LONGEST_NAME = 18
TITLES = 8
_WAY, _ONE, _OTHER, _FIND = "contrast-way", "contrast-first", "contrast-second", "contrast-find"


@dataclass(frozen=True, slots=True)
class Sides:
    """What is set apart from what.

    Attributes:
        first: One side.
        second: The other; None for all other articles.
        names: What they are called.
    """

    first: Side
    second: Side | None
    names: tuple[str, str]


def choose(counts: Mapping[str, Sequence[FacetCount]]) -> Sides | None:
    """Draws the choice of the two sides; None until the first is chosen.

    Args:
        counts: The values there are, by facet.
    """
    usable = {
        way: name for way, name in WAYS.items() if way == "article" or len(counts.get(way, ())) > 1
    }
    given = st.query_params.get("by", "")
    way = given if given in usable else next(iter(usable))
    choice("按什么来分", usable, way, key=_WAY, on_change=_change_way)
    if way == "article":
        return _article()
    return _values(way, counts[way])


def _change_way() -> None:
    st.query_params.from_dict({"by": st.session_state[_WAY]})


def _values(way: str, counts: Sequence[FacetCount]) -> Sides | None:
    number_of = {str(count.value): count.count for count in counts}
    options = sorted(number_of, reverse=True) if way == "years" else list(number_of)
    left, right = st.columns(2, gap="large")
    with left:
        first = _pick(FIRST, "a", _ONE, options, number_of, "选一个或几个")
    with right:
        second = _pick(SECOND, "b", _OTHER, options, number_of, "不选，就是其余文章")
    if not first:
        return None
    return Sides(
        _side(way, first),
        _side(way, second) if second else None,
        (_named(first), _named(second) if second else "其余文章"),
    )


def _pick(
    label: str,
    param: str,
    key: str,
    options: Sequence[str],
    number_of: Mapping[str, int],
    placeholder: str,
) -> tuple[str, ...]:
    chosen = [v for v in dict.fromkeys(st.query_params.get_all(param)) if v in number_of]
    st.session_state[key] = chosen
    st.multiselect(
        label,
        options,
        key=key,
        format_func=lambda value: f"{value}（{number_of[value]:,} 篇）",
        placeholder=placeholder,
        on_change=_keep,
        args=(param, key),
    )
    return tuple(chosen)


def _keep(param: str, key: str) -> None:
    if st.session_state[key]:
        st.query_params[param] = st.session_state[key]
    else:
        st.query_params.pop(param, None)
    st.query_params.pop("word", None)


def _side(way: str, values: Sequence[str]) -> Side:
    if way == "years":
        return Side(Filters(years=tuple(int(v) for v in values)))
    return Side(cast(Filters, Filters(**{way: tuple(values)})))


def _named(values: Sequence[str]) -> str:
    name = "、".join(values)
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _article() -> Sides | None:
    given = number(st.query_params.get("a", ""))
    found = open_archive().articles.find([given]) if given else []
    typed = st.text_input(
        "哪一篇文章",
        key=_FIND,
        type="search",
        icon=":material/search:",
        placeholder="写几个标题里的字",
    )
    if typed.strip():
        hits = open_archive().search.run(f"标题:{typed.strip()}", limit=TITLES).hits
        with st.container(key="contrast-titles", horizontal=True, gap="small"):
            for hit in hits:
                st.button(
                    as_label(hit.title),
                    key=f"contrast-title-{hit.article_id}",
                    on_click=_take,
                    args=(hit.article_id,),
                )
        if not hits:
            st.caption("没有标题含这些字的文章。")
    if not found:
        return None
    title = found[0].content.title
    return Sides(Side(ids=(found[0].id,)), None, (f"《{_named([title])}》", "其余文章"))


def _take(article_id: int) -> None:
    st.query_params.from_dict({"by": "article", "a": str(article_id)})
    st.session_state[_FIND] = ""
