"""The articles found in a file, before they are kept: to check, rename, leave out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from corpus.article import ArticleDraft
from corpus.duplicates import Alike
from corpus.sheet import Sheet
from pages.parts import draft_form, queries
from pages.parts.article_text import byline
from pages.parts.draft_tags import draft_tags
from pages.parts.errors import attempt
from pages.parts.keeping import duplicate_link
from pages.parts.literal import as_html, as_label
from pages.parts.palette import colour
from pages.parts.reading_queries import twins_of_texts

CARDS_SHOWN = 40


def cards(sheet: Sheet, key: str, after: Callable[[Sheet], object]) -> None:
    """One card for each article of a page.

    Args:
        sheet: The document.
        key: Unique on the page.
        after: Called with the sheet after a change.
    """
    drafts = sheet.drafts
    twins = twins_of_texts(queries.revision(), tuple(d.text for d in drafts[:CARDS_SHOWN]))
    for index, (draft, twin) in enumerate(zip(drafts, twins, strict=False)):
        _card(sheet, index, draft, f"{key}-{sheet.starts[index]}", after, twin)
    if len(drafts) > CARDS_SHOWN:
        st.caption(f"其余 {len(drafts) - CARDS_SHOWN} 篇照原样入库，入库后可在阅读页修改。")


def _card(
    sheet: Sheet,
    index: int,
    draft: ArticleDraft,
    key: str,
    after: Callable[[Sheet], object],
    twin: Alike | None,
) -> None:
    duplicate = sheet.prepared.duplicates[index]
    keep = f"keep-{key}"
    st.session_state[keep] = not sheet.is_dropped(index)

    def chosen() -> None:
        sheet.drop(index, not st.session_state[keep])
        after(sheet)

    with st.container(key=f"draft-{key}", border=True, gap="xsmall"):
        st.html(_summary(index, draft, dropped=sheet.is_dropped(index)))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if duplicate is None:
                st.checkbox("存入文库", key=keep, on_change=attempt, args=(chosen,))
            else:
                st.markdown(":gray[文库里已有，不再存]", width="content")
                duplicate_link(duplicate)
            if st.button("修改", key=f"edit-{key}", type="tertiary", icon=":material/edit:"):
                edit_dialog(sheet, index, after)
        if duplicate is None:
            draft_tags(sheet, index, key, after)
        if twin is not None and duplicate is None:
            with st.container(key=f"twin-{key}", horizontal=True, vertical_alignment="center"):
                st.markdown(
                    f":material/content_copy: 与已有文章相似，{twin.containment:.0%} 的文字相同：",
                    width="content",
                )
                st.page_link(
                    "read.py",
                    label=as_label(f"《{twin.title}》"),
                    query_params={"article": str(twin.article_id)},
                )


def _summary(index: int, draft: ArticleDraft, *, dropped: bool) -> str:
    marks = "".join(f'<span class="sx-untitled">{as_html(mark)}</span>' for mark in draft.marks)
    writers = "、".join(draft.authors)
    if draft.affiliation:
        writers = f"{writers}（{draft.affiliation}）"
    about = byline((writers or "没有署名",), draft.source, draft.column, draft.published)
    paragraphs = sum(p.kind == "paragraph" for p in draft.paragraphs)
    counts = f"{paragraphs} 段 · {len(draft.text):,} 字"
    headings = "　".join(draft.headings)
    swatch = f'<i style="background:{colour(index)}"></i>'
    pieces = [
        _line("kicker", draft.kicker),
        f'<p class="sx-draft-title">{swatch}{as_html(draft.title)} {marks}</p>',
        _line("subtitle", draft.subtitle and f"——{draft.subtitle}"),
        about,
        _line("meta", counts),
        _line("meta", headings and f"小标题：{headings}"),
    ]
    return f'<div class="sx-draft{" sx-dropped" if dropped else ""}">{"".join(pieces)}</div>'


def _line(name: str, text: str | None) -> str:
    return f'<p class="sx-{name}">{as_html(text)}</p>' if text else ""


@st.dialog("修改文章信息", width="medium")
def edit_dialog(sheet: Sheet, index: int, after: Callable[[Sheet], object]) -> None:
    """The form with the fields of one article."""
    draft = sheet.drafts[index]
    key = f"fields-{sheet.name}-{sheet.starts[index]}"
    with st.form(key, border=False):
        written = draft_form.draw(draft_form.written_of(draft), key)
        done = st.form_submit_button("确定", type="primary")
    st.caption("正文开头")
    st.text("\n".join(p.text for p in draft.paragraphs[:3])[:300] + "……")
    if not done:
        return
    fields = draft_form.cleaned(written)
    if not fields["title"]:
        st.error("标题不能为空。请写一个标题，可以用文章的第一句话。")
        return
    sheet.edit(index, **fields)
    attempt(after, sheet)
    st.rerun()


def table(sheets: Sequence[Sheet], key: str, after: Callable[[Sheet], object]) -> None:
    """The rows of a table, an article each; titles, authors and the rest can be typed over.

    Args:
        sheets: The rows.
        key: Unique on the page.
        after: Called with each sheet that was changed.
    """
    rows = [_row(sheet, draft) for sheet in sheets for draft in sheet.drafts[:1]]
    st.data_editor(
        rows,
        key=key,
        hide_index=True,
        num_rows="fixed",
        height=min(560, 36 * len(rows) + 40),
        disabled=["行", "字数", "已有"],
        column_config={
            "行": st.column_config.NumberColumn(width="small", format="%d"),
            "存入": st.column_config.CheckboxColumn(width="small"),
            "标题": st.column_config.TextColumn(width="large", required=True),
            "日期": st.column_config.DateColumn(format="YYYY-MM-DD"),
            "字数": st.column_config.NumberColumn(width="small"),
            "已有": st.column_config.CheckboxColumn("文库已有", width="small"),
        },
        on_change=attempt,
        args=(_typed, list(sheets), key, after),
    )


def _row(sheet: Sheet, draft: ArticleDraft) -> dict[str, Any]:
    return {
        "行": sheet.prepared.document.row,
        "存入": not sheet.is_dropped(0),
        "标题": draft.title,
        "作者": "、".join(draft.authors),
        "来源": draft.source or "",
        "栏目": draft.column or "",
        "日期": draft.published,
        "字数": len(draft.text),
        "已有": sheet.prepared.duplicates[0] is not None,
    }


def _typed(sheets: list[Sheet], key: str, after: Callable[[Sheet], object]) -> None:
    shown = [sheet for sheet in sheets if sheet.drafts]
    for position, changes in st.session_state[key]["edited_rows"].items():
        sheet = shown[int(position)]
        if "存入" in changes:
            sheet.drop(0, not changes["存入"])
        fields: dict[str, Any] = {}
        if (changes.get("标题") or "").strip():
            fields["title"] = changes["标题"].strip()
        if "作者" in changes:
            fields["authors"] = draft_form.names_in(changes["作者"] or "")
        for name, label in (("source", "来源"), ("column", "栏目")):
            if label in changes:
                fields[name] = (changes[label] or "").strip() or None
        if "日期" in changes:
            day = changes["日期"]
            fields["published"] = date.fromisoformat(day[:10]) if day else None
        if fields:
            sheet.edit(0, **fields)
        after(sheet)
