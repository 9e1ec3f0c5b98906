"""Renaming, moving, merging, splitting and deleting a tag: each says first what it would change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import streamlit as st

from corpus.errors import SixueError
from corpus.tag_previews import EditPreview
from corpus.tag_splitting import by_words
from corpus.tag_tree import Alias, Tag, TagTree
from corpus.tag_vocabulary import EditDone, TagFields
from corpus.tags import LONGEST_TAG, fold_tag
from pages.parts import queries, tag_queries
from pages.parts.errors import attempt
from pages.parts.literal import as_html
from pages.parts.resources import open_archive
from pages.parts.tag_picker import tag_picker
from pages.parts.vocabulary_changes import done

T = TypeVar("T")
SHOWN = 8
_TARGET = "tag-dialog-target"
_ROWS = 4


def buttons(tree: TagTree, tag: Tag) -> None:
    """The ways to the dialogs."""
    dialogs: tuple[tuple[str, str, str, Callable[[TagTree, Tag], None]], ...] = (
        ("改名", "rename", ":material/edit:", _rename),
        ("移动", "move", ":material/drive_file_move:", _move),
        ("合并", "merge", ":material/merge:", _merge),
        ("拆分", "split", ":material/call_split:", _split),
        ("删除", "delete", ":material/delete:", _delete),
    )
    with st.container(key="tag-ways", horizontal=True, gap="small"):
        for label, name, icon, show in dialogs:
            if st.button(label, key=f"tag-{name}", type="tertiary", icon=icon):
                st.session_state.pop(_TARGET, None)
                st.dialog(f"{label}标签", width="medium")(show)(tree, tag)


def _rename(tree: TagTree, tag: Tag) -> None:  # noqa: ARG001 -- called like the others
    name = st.text_input("名称", tag.name, key=f"tag-name-{tag.id}", max_chars=LONGEST_TAG)
    keeps = st.checkbox("旧名称留作别名", value=True, key=f"tag-old-{tag.id}")
    if " ".join(name.split()) == tag.name:
        return
    fields: TagFields = {"name": name}
    if keeps and fold_tag(name) != fold_tag(tag.name):
        fields["aliases"] = (*tag.aliases, Alias(tag.name))
    archive = open_archive()
    _confirm(
        "改名",
        lambda: archive.tag_vocabulary.preview_change(tag.id, **fields),
        lambda: archive.tag_vocabulary.change(tag.id, expected_revision=tag.revision, **fields),
        f"已把标签“{tag.name}”改名为“{name}”。",
    )


def _move(tree: TagTree, tag: Tag) -> None:
    st.html(f'<p class="sx-told">把“{as_html(tag.name)}”放到哪个标签下面？空着就放到最上层。</p>')
    target = _target(tree, tag, "上级")
    parent = None if target is None else target.id
    if parent == tag.parent:
        return
    archive = open_archive()
    _confirm(
        "移动",
        lambda: archive.tag_vocabulary.preview_move([tag.id], parent),
        lambda: archive.tag_vocabulary.move([tag.id], parent),
        f"已移动标签“{tag.name}”。",
    )


def _merge(tree: TagTree, tag: Tag) -> None:
    st.html(
        f'<p class="sx-told">把“{as_html(tag.name)}”并入哪个标签？'
        "它的文章改用那个标签，它的名称以后指那个标签。</p>"
    )
    target = _target(tree, tag, "并入")
    if target is None:
        return
    archive = open_archive()
    _confirm(
        "合并",
        lambda: archive.tag_vocabulary.preview_merge(tag.id, target.id),
        lambda: archive.tag_vocabulary.merge(tag.id, target.id),
        f"已把“{tag.name}”并入“{target.name}”。",
    )


def _split(tree: TagTree, tag: Tag) -> None:  # noqa: ARG001 -- called like the others
    st.html(
        f'<p class="sx-told">把“{as_html(tag.name)}”的文章按检索词分给别的标签。'
        "一篇可以分给几个；都不符合的保留原来的标签。</p>"
    )
    rules: dict[str, str] = {}
    for row in range(_ROWS):
        left, right = st.columns(2)
        name = left.text_input("标签", key=f"split-name-{tag.id}-{row}", placeholder="如：老年食堂")
        words = right.text_input(
            "检索词", key=f"split-words-{tag.id}-{row}", placeholder="如：食堂 OR 助餐"
        )
        if name.strip() and words.strip():
            rules[name.strip()] = words
    below = st.checkbox("新标签放在它下面", value=True, key=f"split-below-{tag.id}")
    if not rules:
        return
    archive = open_archive()
    parts = by_words(archive, tag.name, rules)
    _confirm(
        "拆分",
        lambda: archive.tag_vocabulary.preview_split(tag.id, parts, below=below),
        lambda: archive.tag_vocabulary.split(tag.id, parts, below=below),
        f"已拆分标签“{tag.name}”。",
    )


def _delete(tree: TagTree, tag: Tag) -> None:  # noqa: ARG001 -- called like the others
    archive = open_archive()
    _confirm(
        "删除",
        lambda: archive.tag_vocabulary.preview_delete(tag.id),
        lambda: archive.tag_vocabulary.delete(tag.id),
        f"已删除标签“{tag.name}”。",
    )


def _target(tree: TagTree, tag: Tag, label: str) -> Tag | None:
    """A field for one tag; another one takes its place."""
    chosen: str | None = st.session_state.get(_TARGET)

    def choose(name: str) -> None:
        st.session_state[_TARGET] = name

    def forget(name: str) -> None:  # noqa: ARG001
        st.session_state[_TARGET] = None

    tag_picker(
        f"{_TARGET}-field",
        [chosen] if chosen else [],
        [one for one in tag_queries.tag_candidates(queries.revision()) if one["id"] != tag.id],
        choose,
        forget,
        allow_new=False,
        single=True,
        label=label,
        placeholder="汉字、拼音或首字母",
    )
    return tree.resolve(chosen) if chosen else None


def _confirm(
    label: str,
    preview: Callable[[], EditPreview],
    act: Callable[[], EditDone],
    told: str,
) -> None:
    """Says what would change, or why it cannot be done; the button does it."""
    try:
        lines = "".join(f"<li>{line}</li>" for line in preview_lines(preview()))
    except SixueError as error:
        st.error(f"{error.problem}{error.remedy}")
        return
    st.html(f'<ul class="sx-told">{lines}</ul>')
    if st.button(label, key="tag-confirm", type="primary"):
        attempt(lambda: done(act(), told))
        st.rerun()


def preview_lines(told: EditPreview) -> Iterator[str]:
    """What an edit would change, as lines of HTML."""
    if told.kept or told.trashed:
        trash = f"，另有 {told.trashed:,} 篇在回收站里" if told.trashed else ""
        titles = "、".join(f"《{as_html(title)}》" for title in told.titles)
        more = "等" if told.kept > len(told.titles) else ""
        small = f"<br><small>{titles}{more}</small>" if titles else ""
        yield f"{told.kept:,} 篇文章的标签会变{trash}。{small}"
    else:
        yield "没有文章的标签会变。"
    for name, count in told.gains[:SHOWN]:
        yield f"“{as_html(name)}”多 {count:,} 篇。"
    if told.created:
        yield f"新建标签：{_some(told.created)}。"
    for parent, names in _grouped(told.moved).items():
        yield f"{_some(names)}移到{f'“{as_html(parent)}”下面' if parent else '最上层'}。"
    for other, names in _grouped(told.leads).items():
        yield f"以后{_some(names)}指“{as_html(other)}”。"
    if told.lost:
        yield f"这些名称不再指任何标签：{_some(told.lost)}。"
    if told.searches:
        fate = "会按新的标签查" if not told.lost else "要用到这些名称，可能查不到文章了"
        yield f"保存的检索{_some(told.searches)}{fate}。"
    if told.theme_sets:
        fate = "会按新的标签选文章" if not told.lost else "要用到这些名称，可能选不到文章了"
        yield f"主题集{_some(told.theme_sets)}{fate}。"


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[T, tuple[str, ...]]:
    """Names by what they go to."""
    found: dict[T, tuple[str, ...]] = {}
    for name, goal in pairs:
        found[goal] = (*found.get(goal, ()), name)
    return found


def _some(names: tuple[str, ...]) -> str:
    more = f"等 {len(names):,} 个" if len(names) > SHOWN else ""
    return "、".join(f"“{as_html(name)}”" for name in names[:SHOWN]) + more
