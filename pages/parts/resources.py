"""What is opened once per process and shared by all visitors."""

from __future__ import annotations

import operator
import threading
import time

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from corpus.actor import VISITOR, NotAllowed, Role
from corpus.archive import Archive
from corpus.watch import Watch
from pages.parts.visitor import has_login, person

STALE = 1.0
"""Seconds after which a run that is still going on asks again who is there."""
_run = threading.local()


def _close(archive: Archive) -> None:
    archive.close()


@st.cache_resource(show_spinner=False, on_release=_close)
def shared_archive() -> Archive:
    """The archive of this process, in nobody's hands: it can be read only.

    Raises:
        ArchiveUnavailable: It cannot be opened; nothing is cached then, the next visitor retries.
    """
    return Archive.open(actor=VISITOR)


def open_archive() -> Archive:
    """The archive in the hands of whoever is in front of the page, asked anew at every click.

    Raises:
        ArchiveUnavailable: As for `shared_archive`.
    """
    archive = shared_archive()
    context = get_script_run_ctx()
    # Streamlit gives each run, its callbacks included, a new dictionary here: it names the run.
    run = (context and context.cursors, archive)
    kept = getattr(_run, "kept", None)
    if kept and all(map(operator.is_, kept[0], run)) and time.monotonic() - kept[1] < STALE:
        known: Archive = kept[2]
        return known
    opened = archive.acting_as(person(archive.members))
    _run.kept = (run, time.monotonic(), opened)
    return opened


def may(needs: Role) -> bool:
    """True if whoever is in front of the page may do what needs this role.

    For what is shown; whether it is done the archive decides itself.
    """
    return open_archive().actor.may(needs)


def stop_unless(needs: Role) -> None:
    """Ends a page for whoever may not do what it is for, and says so."""
    try:
        open_archive().actor.must_be(needs)
    except NotAllowed as error:
        remedy = error.remedy if has_login() else "这里还没有设置登录，只能阅读。"
        st.html(f'<div class="sx-empty"><h2>{error.problem}</h2><p>{remedy}</p></div>')
        st.stop()


@st.cache_resource(show_spinner=False)
def receiving() -> Watch:
    """What brings mail and files in for this process, once it is started."""
    return Watch(shared_archive)


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

    archive = shared_archive()
    for segmenter in (archive.dictionary.plain_segmenter(), archive.dictionary.segmenter()):
        segmenter.words("预热分词词典")
    rarity("预热")
    archive.index.catch_up()
    archive.search.run("", limit=1)
    # Two seconds for 100,000 articles; behind the first visitors' backs it would slow them down.
    archive.suggestions.warm()
    # Read from its file; made once, in 13 seconds for 100,000 articles.
    archive.duplicates.of_text("")
