"""Names of people as Chinese bylines print them."""

from __future__ import annotations

import re
from functools import cache

from nlp.segmentation import default_segmenter
from nlp.word_files import lines_of

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_DOT = "·•・‧∙•．"
_HAN_NAME = re.compile(f"[{_HAN}]{{2,4}}")
_DOTTED_NAME = re.compile(f"[{_HAN}A-Za-z]{{1,10}}(?:[{_DOT}][{_HAN}A-Za-z]{{1,10}}){{1,3}}")
_SEPARATOR = re.compile(r"[\s、，,；;/／|｜&＆]+")
_MOST_NAMES = 12
_LONGEST_LIST = 100


@cache
def surnames() -> frozenset[str]:
    """The surnames of `nlp/data/surnames.txt`, of one character and of two."""
    return frozenset(name for line in lines_of("surnames.txt") for name in line.split())


def is_name(text: str) -> bool:
    """Tell whether a text can be the name of one person.

    Args:
        text: A text without white space.

    Returns:
        True for a known surname (of one or two characters) with one or two more characters, for
        two surnames with two more, and for parts joined by a dot (吐尔逊·买买提).
    """
    if _DOTTED_NAME.fullmatch(text):
        return True
    if not _HAN_NAME.fullmatch(text):
        return False
    known = surnames()
    if len(text) == 4:
        return text[:2] in known or (text[0] in known and text[1] in known)
    return text[0] in known or (len(text) == 3 and text[:2] in known)


def is_word(text: str) -> bool:
    """Tell whether a text that could be a name is rather a word of the language.

    Args:
        text: What `is_name` accepted.

    Returns:
        True if the dictionary holds it as one word that is no name of a person (方案, 成效).
    """
    segmenter = default_segmenter()
    if not segmenter.knows(text):
        return False
    return not any(token.pos.startswith("nr") for token in segmenter.tagged(text))


def split_names(text: str) -> tuple[str, ...]:
    """Cut a list of names at white space and punctuation.

    A name of two characters set wide with a space inside (张　三) is put together again.

    Args:
        text: Names only, without the words around them.

    Returns:
        The parts in order, whether they look like names or not; empty ones are left out.
    """
    joined: list[str] = []
    pending = ""
    for stretch in re.split(r"([、，,；;/／|｜&＆]+)", text):
        pending = ""
        for part in _SEPARATOR.split(stretch):
            if not part:
                continue
            if pending and len(part) == 1:
                joined[-1] = pending + part
                pending = ""
                continue
            joined.append(part)
            opens = len(part) == 1 or (len(part) == 2 and part in surnames())
            pending = part if opens else ""
    return tuple(joined)


def names_in(text: str) -> tuple[str, ...]:
    """Read a text that consists of names and nothing else.

    Args:
        text: A short text, for instance a line below a title.

    Returns:
        The names, or nothing if any part of the text is no name.
    """
    if len(text) > _LONGEST_LIST:
        return ()
    names = split_names(text)
    if len(names) > _MOST_NAMES or not all(map(is_name, names)):
        return ()
    return names
