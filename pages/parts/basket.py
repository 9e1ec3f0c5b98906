"""The articles a visitor has put side by side, and the bar at the foot that leads to them."""

from __future__ import annotations

import streamlit as st

from pages.parts.literal import as_label

MOST = 4
LEAST = 2
_KEY = "basket"


def titles() -> dict[int, str]:
    """What is in the basket: article id to title, in the order it was put in."""
    basket: dict[int, str] = st.session_state.setdefault(_KEY, {})
    return basket


def put(article_id: int, title: str) -> None:
    """Puts an article in, unless the basket is full."""
    if len(titles()) < MOST:
        titles()[article_id] = title


def take(article_id: int) -> None:
    """Takes an article out, if it is in."""
    titles().pop(article_id, None)


def clear() -> None:
    """Empties the basket."""
    st.session_state[_KEY] = {}


def params() -> dict[str, str]:
    """The parameters of the comparison page for what is in the basket."""
    return {"articles": ",".join(str(i) for i in titles())}


def toggle(article_id: int, title: str, *, key: str) -> None:
    """The button that puts one article in or takes it out."""
    inside = article_id in titles()
    full = not inside and len(titles()) >= MOST
    st.button(
        "已加入对比" if inside else "加入对比",
        key=key,
        type="tertiary",
        icon=":material/check:" if inside else ":material/add:",
        help=f"最多对比 {MOST} 篇" if full else ("移出对比" if inside else "加入对比"),
        disabled=full,
        on_click=take if inside else put,
        args=(article_id,) if inside else (article_id, title),
    )


def bar() -> None:
    """The bar at the foot of the page; nothing while the basket is empty."""
    chosen = titles()
    if not chosen:
        return
    with (
        st.bottom,
        st.container(key="basket", horizontal=True, vertical_alignment="center", gap="small"),
    ):
        st.markdown(f"**对比栏**　{len(chosen)} / {MOST} 篇", width="content")
        for article_id, title in chosen.items():
            st.button(
                as_label(title if len(title) <= 12 else f"{title[:11]}…"),
                key=f"basket-{article_id}",
                icon=":material/close:",
                help="移出对比",
                on_click=take,
                args=(article_id,),
            )
        if len(chosen) < LEAST:
            st.caption("再加入一篇即可对比。", width="content")
        else:
            st.page_link(
                "compare.py",
                label="开始对比",
                icon=":material/compare:",
                query_params=params(),
            )
        st.button("清空", key="basket-clear", type="tertiary", on_click=clear)
