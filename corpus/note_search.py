"""Notes narrowed by what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corpus.notes import Note
from nlp.text import fold_text


def narrowed(notes: Iterable[Note], titles: Mapping[int, str], query: str) -> list[Note]:
    """The notes that hold all words of a query.

    Args:
        notes: In any order, which is kept.
        titles: Of the articles they are on, by id.
        query: Words between blanks; each may stand in the quote, in what was noted on it, in the
            title of the article or in the name of the reader. None keeps all notes.
    """
    words = fold_text(query).split()
    return [note for note in notes if _holds(note, titles.get(note.article_id, ""), words)]


def _holds(note: Note, title: str, words: list[str]) -> bool:
    quote = note.anchor.quote if note.anchor else ""
    text = fold_text("\n".join((quote, note.text, title, note.reader_name)))
    return all(word in text for word in words)
