"""Passages: pieces of an article long enough to have one theme and short enough for no second."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# A sentence with its end and the closing quotes after it.
_SENTENCE = re.compile(r".*?(?:[。！？!?；;…]+[”’」』）)]*|$)", re.DOTALL)
_CLOSED = re.compile(r"[。！？!?；;…][”’」』）)]*$")
_LONGEST_HEADING = 40


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an article.

    Attributes:
        article: Id of the article.
        index: Place among the passages of the article, from 0.
        text: As it was written; paragraphs joined by line feeds.
    """

    article: int
    index: int
    text: str


def split_passages(article: int, paragraphs: Sequence[str], target: int = 200) -> list[Passage]:
    """Cuts an article into passages of whole sentences.

    Short paragraphs (headings above all) go with what follows, long ones are cut at the ends of
    sentences; a short rest at the end goes with what precedes. Only a "sentence" of more than
    three times the target is cut inside.

    Args:
        article: Id of the article.
        paragraphs: Its headings and paragraphs.
        target: Length of a passage in characters, about.

    Returns:
        The passages in order; none if there is nothing but white space.
    """
    texts: list[str] = []
    current = ""
    for paragraph in map(str.strip, paragraphs):
        leads = len(paragraph) <= _LONGEST_HEADING and not _CLOSED.search(paragraph)
        if leads and len(current) >= target / 2:
            texts.append(current)
            current = ""
        if current:
            current += "\n"
        for sentence in _sentences(paragraph, 3 * target):
            current += sentence
            if len(current) >= target and not leads:
                texts.append(current)
                current = ""
        if len(current) >= target / 2 and not leads:
            texts.append(current)
            current = ""
    if current.strip():
        if texts and len(current) < target / 2:
            texts[-1] = f"{texts[-1]}\n{current}".strip()
        else:
            texts.append(current)
    kept = (text.strip() for text in texts)
    return [Passage(article, index, text) for index, text in enumerate(filter(None, kept))]


def _sentences(paragraph: str, longest: int) -> Iterator[str]:
    for match in _SENTENCE.finditer(paragraph):
        sentence = match[0]
        for start in range(0, len(sentence), longest):
            yield sentence[start : start + longest]
