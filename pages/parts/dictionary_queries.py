"""Questions of the dictionary page: proposed phrases, what a word would change, what changed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from corpus.dictionary_preview import Preview, preview
from corpus.dictionary_words import Kind
from corpus.form_counts import form_counts
from corpus.phrases import PhraseList, Use
from pages.parts.caching import kept
from pages.parts.jobs import Job, Jobs
from pages.parts.resources import open_archive

EXAMPLES = 3
_RUNNING = "phrases"


@st.cache_resource(show_spinner=False)
def _jobs() -> Jobs:
    return Jobs()


@st.cache_resource(show_spinner=False)
def _latest() -> dict[str, PhraseList]:
    """The phrases found last, by archive: a word accepted since does not change the others."""
    return {}


def phrases(patience: float) -> PhraseList | Job:
    """The phrases of the library, or the job that is looking for them.

    What was found last holds until articles change: deciding on one phrase must not set off a
    search through a large library.

    Args:
        patience: Seconds to wait.

    Raises:
        SixueError: What stopped the search.
    """
    archive = open_archive()
    identity = archive.identity()
    latest = _latest().get(identity)
    if latest is not None and not archive.articles.changed_since(latest.revision, limit=1):
        return latest
    key = f"{_RUNNING}-{identity}-{archive.revision()}"
    job = _jobs().start(key, "词组", lambda job: archive.phrases.all(report=job.report))
    if not job.wait(patience):
        return job
    _jobs().forget(key)
    if job.error is not None:
        raise job.error
    found: PhraseList = job.result
    _latest()[identity] = found
    return found


@kept(256)
def first_use(at_revision: int, form: str) -> Use | None:  # noqa: ARG001
    """Where a phrase was written first."""
    return open_archive().phrases.first_use(form)


@kept(256)
def examples(at_revision: int, form: str) -> tuple[Use, ...]:  # noqa: ARG001
    """Some sentences a phrase stands in."""
    return tuple(open_archive().phrases.uses(form, EXAMPLES))


@kept(128)
def changes(at_revision: int, word: str, kind: Kind) -> Preview:  # noqa: ARG001
    """What would change if a word were kept whole, or stopped."""
    return preview(open_archive(), word, kind)


@kept(64)
def articles_with(at_revision: int, words: tuple[str, ...]) -> dict[str, int]:  # noqa: ARG001
    """In how many articles each word stands."""
    return form_counts(open_archive(), words)


def cut(text: str) -> Sequence[str]:
    """A text as this library cuts it."""
    return open_archive().dictionary.plain_segmenter().words(text)
