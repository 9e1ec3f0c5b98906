"""In how many articles words stand, as they are written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.asking import ask
from corpus.engine_queries import articles_with
from corpus.index_folder import Snapshot
from corpus.matching import match_text

if TYPE_CHECKING:
    from corpus.archive import Archive


def form_counts(archive: Archive, forms: Iterable[str]) -> dict[str, int]:
    """Counts the articles that a search for each form alone, in quotes, would find.

    Args:
        archive: The archive.
        forms: Words, none empty.

    Returns:
        Articles by form; about a tenth of a millisecond each.
    """
    wanted = {form: match_text(form) for form in forms}

    def answer(snapshot: Snapshot) -> dict[str, int]:
        return {form: articles_with(snapshot, matching) for form, matching in wanted.items()}

    return ask(archive.index, answer) if wanted else {}
