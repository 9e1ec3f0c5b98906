"""Names of a newspaper's columns (栏目), as they stand above a title."""

from __future__ import annotations

import re
from functools import cache

from nlp.word_files import lines_of

_BRACKETED = re.compile(r"[【\[［〔〖「『](?P<name>[^】\]］〕〗」』]{2,16})[】\]］〕〗」』]")
_MARKED = re.compile(r"[■□◆◇●○★☆▲△▶►▌▎|｜]+\s*(?P<name>\S.*?)\s*[■□◆◇●○★☆▲△◀◄▌▎|｜]*")
_LABELLED = re.compile(r"(?:栏目|专栏)\s*[:：]\s*(?P<name>\S.*)")
_PLAIN = re.compile(r"[\u4e00-\u9fff·•]{2,10}")
_LONGEST = 24


@cache
def column_words() -> tuple[str, ...]:
    """The words of `nlp/data/column_words.txt`."""
    return tuple(word for line in lines_of("column_words.txt") for word in line.split())


def column_of(text: str) -> str:
    """Read the column's name out of a line, without brackets and signs around it."""
    for form in (_BRACKETED, _LABELLED, _MARKED):
        said = form.fullmatch(text)
        if said:
            return said["name"]
    return text


def is_marked_column(text: str) -> bool:
    """Tell whether signs of its own show that a line is a column's name (【学习笔记】)."""
    if len(text) > _LONGEST:
        return False
    return bool(_BRACKETED.fullmatch(text) or _LABELLED.fullmatch(text))


def is_likely_column(text: str) -> bool:
    """Tell whether a line reads like a column's name: a few characters, a word columns end in."""
    if len(text) > _LONGEST:
        return False
    name = column_of(text)
    return bool(_PLAIN.fullmatch(name)) and name.endswith(column_words())
