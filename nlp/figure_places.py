"""When and where a figure holds: the year and the place said nearest before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.figure_words import figure_words
from nlp.segmentation import Segmenter, TaggedToken

_HAN_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_YEAR = re.compile(
    r"(?<![\d-])(?P<year>(?:19|20)\d\d)年?(?P<part>上半年|下半年|第?[一二三四]季度|前三季度|(?<=年))"
    r"|(?P<han>[一二][九〇零][〇零一二三四五六七八九]{2})年"
    r"|(?P<relative>[今去前]年(?:上半年|下半年|[一二三四]季度|前三季度)?|上半年|下半年)"
    r"|(?P<during>(?<![\d年])(?:\d{1,2}|[一二三四五六七八九十两]{1,3})年(?:间|来))"
)
_AGAINST = re.compile(r"(?:比|较|于|同|与|自|从)$")
_QUOTED = re.compile(r"《[^》]*》?")
_ENDS = "省市县区镇乡村州旗"
_GENERIC = figure_words("regions")
_NO_PLACES = figure_words("no places")
_HERE = re.compile(r"[全我本](?:国|省|市|县|区|镇|乡|村|州|旗)|全球")


def find_year(text: str, start: int, end: int) -> str | None:
    """Finds the year said nearest before a figure.

    Args:
        text: Folded.
        start: From where to look.
        end: Where the figure is.

    Returns:
        "2020", "2021上半年", "上半年", "今年", "17年间", or None; a year that something is merely
        compared with (比2015年增长) and one in a title of a document are passed over.
    """
    found: str | None = None
    quoted = [match.span() for match in _QUOTED.finditer(text, start, end)]
    for match in _YEAR.finditer(text, start, end):
        compared = _AGAINST.search(text, start, match.start())
        if compared or any(a < match.start() < b for a, b in quoted):
            continue
        part = match["part"] or ""
        if match["han"]:
            found = match["han"].translate(_HAN_DIGITS)
        else:
            found = match["year"] + part if match["year"] else match[0]
    return found


def is_place(token: TaggedToken) -> bool:
    """Tells whether a word names a place: by its part of speech, or 全省, 我市.

    Args:
        token: A folded word.

    Returns:
        True for places; false for 城镇, 园区 and other kinds of place.
    """
    text = token.text
    if text in _GENERIC:
        return False
    if _HERE.fullmatch(text):
        return True
    if token.pos == "ns" and len(text) > 1:
        return text not in _NO_PLACES
    return len(text) > 2 and text[-1] in _ENDS and token.pos in {"nr", "nz", "nt", "nrt", "nrfg"}


def find_place(tokens: Sequence[TaggedToken], end: int, segmenter: Segmenter) -> str | None:
    """Finds the place named nearest before a figure.

    A name that the dictionary lacks is often cut in two (八里 店镇), and then put together.

    Args:
        tokens: Folded words with parts of speech.
        end: Where the value of the figure begins.
        segmenter: Tells which words the dictionary knows.

    Returns:
        The place as it is written in the words, or None.
    """
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.end > end:
            continue
        if is_place(token) and (token.text[-1] in _ENDS or segmenter.knows(token.text)):
            return token.text
        before = tokens[index - 1] if index else None
        if before and _is_torn(before, token, segmenter):
            return before.text + token.text
    return None


def _is_torn(before: TaggedToken, token: TaggedToken, segmenter: Segmenter) -> bool:
    """Tells whether two words are one name: 松河 县, 八里 店镇."""
    if token.text[-1] not in _ENDS or before.text in _GENERIC or _HERE.fullmatch(before.text):
        return False
    if len(token.text) == 1:
        named = before.pos in {"ns", "nr", "nz", "nrt"}
        return len(before.text) > 1 and (named or not segmenter.knows(before.text))
    return (
        len(token.text) == 2
        and token.text not in _GENERIC
        and not segmenter.knows(token.text)
        and before.pos in {"m", "n", "nr", "ns", "nz", "nrt"}
        and len(before.text) <= 3
        and not before.text[0].isdigit()
    )
