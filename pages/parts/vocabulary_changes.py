"""What this visitor has just done to the vocabulary, with the way back."""

from __future__ import annotations

from corpus.tag_vocabulary import EditDone
from pages.parts.resources import open_archive
from pages.parts.undo_bar import remember, undo_bar

_MEMORY = "vocabulary-done"


def done(what: EditDone, told: str) -> None:
    """Keeps what was done; nothing if nothing was.

    Args:
        what: The edit.
        told: What was done, as plain text.
    """
    if what.batch:
        changed = f"{what.articles:,} 篇文章的标签随之改变。" if what.articles else ""
        remember(_MEMORY, what.batch, told + changed)


def show_undo() -> None:
    """Says what was done last, with a button that takes it back."""
    undo_bar(
        _MEMORY,
        lambda batch: open_archive().undoing.undo(batch),
        key="vocabulary-undo",
        label="撤销",
        icon=":material/check:",
    )
