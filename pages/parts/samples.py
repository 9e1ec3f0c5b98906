"""The sample library, loaded in one click."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from pages.parts.errors import calm
from pages.parts.resources import may, open_archive


def offer_samples() -> None:
    """A button that loads the samples, with its progress; for whoever may."""
    if not may("editor"):
        return
    pressed = st.button(
        "载入示例文库", key="samples", type="primary", icon=":material/library_books:"
    )
    if not pressed:
        return
    with calm():
        _load()
        st.rerun()


def _load() -> None:
    """Imports the samples; interrupted half way, the next click brings the rest."""
    from corpus.samples import sample_files

    files = sample_files()
    bar = st.progress(0.0, text="正在载入示例文库……")

    def read() -> Iterator[tuple[str, bytes]]:
        for number, (name, data) in enumerate(files, 1):
            yield name, data
            bar.progress(number / len(files), text=f"已读入 {number} / {len(files)} 个文件")

    archive = open_archive()
    archive.imports.run(read())
    bar.progress(1.0, text="正在建立索引……")
    archive.index.catch_up()
