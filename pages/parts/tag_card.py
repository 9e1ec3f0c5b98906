"""One tag of the vocabulary: what it is, where it is used, and what may be done to it."""

from __future__ import annotations

import streamlit as st

from corpus.tag_files import read_alias, write_alias
from corpus.tag_tree import LONGEST_DESCRIPTION, Tag, TagTree
from corpus.tag_vocabulary import TagFields
from pages.parts import queries, tag_dialogs, tag_queries
from pages.parts.errors import attempt
from pages.parts.literal import as_html
from pages.parts.resources import may, open_archive
from pages.parts.selection import MOST_VALUES
from pages.parts.tag_tree_view import swatches
from pages.parts.vocabulary_changes import done


def show(tree: TagTree, tag: Tag) -> None:
    """Draws one tag.

    Args:
        tree: The vocabulary.
        tag: The tag.
    """
    _head(tree, tag)
    _uses(tree, tag)
    if may("editor"):
        _form(tag)
        _redirects(tree, tag)
        tag_dialogs.buttons(tree, tag)
        return
    if tag.description:
        st.html(f'<p class="sx-told">{as_html(tag.description)}</p>')
    names = "；".join(write_alias(alias) for alias in tag.aliases)
    if names:
        st.html(f'<p class="sx-told"><small>又名</small> {as_html(names)}</p>')
    _redirects(tree, tag)


def _head(tree: TagTree, tag: Tag) -> None:
    above = " › ".join(tree.path(tag.id)[:-1])
    dot = f'<i style="background:{tag.colour}"></i>' if tag.colour else ""
    path = f'<p class="sx-tag-path">{as_html(above)} ›</p>' if above else ""
    st.html(f'{path}<h3 class="sx-tag-name">{dot}{as_html(tag.name)}</h3>')


def _uses(tree: TagTree, tag: Tag) -> None:
    its = [one.name for one in tree.below(tag.id)]
    total = tag_queries.uses_below(queries.revision()).get(tag.id, tag.uses)
    with st.container(horizontal=True, gap="medium", key="tag-uses"):
        st.page_link(
            "search.py",
            label=f"{tag.uses:,} 篇文章",
            icon=":material/search:",
            query_params={"tags": [tag.name]},
        )
        if len(its) > 1:
            st.page_link(
                "search.py",
                label=f"连同下级 {total:,} 篇",
                icon=":material/account_tree:",
                query_params={"tags": its[:MOST_VALUES]},
            )


def _redirects(tree: TagTree, tag: Tag) -> None:
    merged = "、".join(form for old in tree.redirects(tag.id) for form in old.forms)
    if merged:
        st.html(f'<p class="sx-told"><small>并入的旧名</small> {as_html(merged)}</p>')


def _form(tag: Tag) -> None:
    swatches(
        tag.colour,
        lambda colour: attempt(_recolour, tag, colour),
        key=f"tag-colour-{tag.id}",
    )
    tail = f"{tag.id}-{tag.revision}"
    with st.form(f"tag-form-{tail}", border=False):
        st.text_area(
            "说明",
            tag.description,
            key=f"tag-about-{tail}",
            max_chars=LONGEST_DESCRIPTION,
            height=80,
        )
        st.text_area(
            "别名和旧提法，一行一个",
            "\n".join(write_alias(alias) for alias in tag.aliases),
            key=f"tag-aliases-{tail}",
            height=110,
            placeholder="养老服务\n敬老（1958—1990）",
            help="旧提法在后面的括号里写起止年份，不知道的一头空着，如（—1990）。",
        )
        st.form_submit_button(
            "保存修改", key=f"tag-keep-{tail}", type="primary", on_click=attempt, args=(_keep, tag)
        )


def _keep(tag: Tag) -> None:
    tail = f"{tag.id}-{tag.revision}"
    lines = str(st.session_state[f"tag-aliases-{tail}"]).splitlines()
    aliases = tuple(read_alias(line) for line in lines if line.strip())
    given: TagFields = {}
    # Only what was changed here, so that what others have changed since is left alone.
    description = str(st.session_state[f"tag-about-{tail}"])
    if description != tag.description:
        given["description"] = description
    if set(aliases) != set(tag.aliases):
        given["aliases"] = aliases
    kept = open_archive().tag_vocabulary.change(tag.id, expected_revision=tag.revision, **given)
    done(kept, f"已修改标签“{tag.name}”。")


def _recolour(tag: Tag, colour: str | None) -> None:
    kept = open_archive().tag_vocabulary.change(
        tag.id, expected_revision=tag.revision, colour=colour
    )
    done(kept, f"已给标签“{tag.name}”换了颜色。")
