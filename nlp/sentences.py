"""Where the sentences of a text lie."""

from __future__ import annotations

import re

_CLOSING = "”’」』）)】》\"'"
_ENDS = re.compile(rf"[。！？!?…]+[{_CLOSING}]*|\n+")
_CLAUSE_ENDS = re.compile(rf"[。！？!?…；;]+[{_CLOSING}]*|\n+")

Span = tuple[int, int]


def sentence_spans(text: str, *, semicolons: bool = False) -> list[Span]:
    """Cuts a text into sentences.

    Args:
        text: Any text; a line feed ends a sentence too.
        semicolons: Whether a semicolon ends one.

    Returns:
        Start and end of each in order, without the white space around it; together they hold
        every character of the text that is not white space.
    """
    ends = _CLAUSE_ENDS if semicolons else _ENDS
    spans: list[Span] = []
    start = 0
    for match in (*ends.finditer(text), None):
        end = match.end() if match else len(text)
        piece = text[start:end]
        if piece.strip():
            begin = start + len(piece) - len(piece.lstrip())
            spans.append((begin, begin + len(piece.strip())))
        start = end
    return spans
