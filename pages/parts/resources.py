"""What is opened once per process and shared by all visitors."""

from __future__ import annotations

import streamlit as st

from corpus.archive import Archive


def _close(archive: Archive) -> None:
    archive.close()


@st.cache_resource(show_spinner=False, on_release=_close)
def open_archive() -> Archive:
    """The archive of this process.

    Raises:
        ArchiveUnavailable: It cannot be opened; nothing is cached then, the next visitor retries.
    """
    return Archive.open()


def warm_up() -> None:
    """Does beforehand what the first visitor would wait for.

    Raises:
        ArchiveUnavailable: The archive cannot be opened.
    """
    # Charts import these in the first visitor's run, and a second visitor would meet them half
    # imported.
    import altair  # noqa: F401
    import pandas  # noqa: F401

    from nlp.frequencies import rarity

    archive = open_archive()
    for segmenter in (archive.dictionary.plain_segmenter(), archive.dictionary.segmenter()):
        segmenter.words("预热分词词典")
    rarity("预热")
    archive.index.catch_up()
    archive.search.run("", limit=1)
    # Two seconds for 100,000 articles; behind the first visitors' backs it would slow them down.
    archive.suggestions.warm()
    # Read from its file; made once, in 13 seconds for 100,000 articles.
    archive.duplicates.of_text("")
