"""Claims as they are quoted in a question, and what kind of claim they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 48
"""Signs of a claim that can still be read at one go within a question."""
_SHORTEST = 2

_HAN_DIGITS = "一二三四五六七八九十"
_MARKER = re.compile(
    rf"[—–―─\-•·●▪■◆★\s]+"
    rf"|第?[{_HAN_DIGITS}]{{1,3}}[是要、，,:：.．]"
    rf"|其[{_HAN_DIGITS}][是、，,:：]"
    rf"|第[{_HAN_DIGITS}\d]+(?:部分|章|节|编|篇)[、，,:：\s]*"
    rf"|[(（](?:[{_HAN_DIGITS}]{{1,3}}|\d{{1,2}})[)）][、.．]?"
    r"|\d{1,2}(?:[、．)）]|\.(?!\d))"
    r"|[①-⑳]"
    r"|(?:首先|其次|再次|最后|一方面|另一方面)[是、，,:：]"
)
_COPULA = re.compile("是(?![否不])")
_TRAILING = " \t\u3000，,、；;：:。.!！?？…—–-"
_HAN = re.compile("[\u3400-\u9fff]")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF_WIDTH = re.compile("(?<=[\u3400-\u9fff”’》）])\\s*([,;:?!])\\s*(?=[\u3400-\u9fff“‘《（])")
_STRAIGHT = re.compile('"([^"]*)"')
_WITHIN = str.maketrans("“”‘’", "‘’“”")
_PAIRS = ("“”", "‘’", "《》", "（）", "()", "「」", "『』", "〈〉", "【】")
_UNFIT = re.compile(r"[\x00-\x1f\ufffd\ufffe\uffff\ud800-\udfff]")

_ASKS = re.compile(
    "[?？]$|为什么|为何|何以|怎样|怎么(?!样都)|如何|[从往]哪里|哪里[来去]"
    "|(?:吗|呢|什么|多少|几何|谁|与否)$"
)
_LABEL = re.compile(
    "(?:^|[的和与及、点条项]|主要|当前|基本|工作|经验|存在|有关|下一步)"
    "(?:建议|体会|启示|思考|问题|不足|思路|做法|成效|意义|内涵|探索|对策|举措|措施|经验|背景|概况|现状"
    "|原因|分析|路径|展望|成果|启发|特点)$|^(?:引言|前言|结语|尾声|余论|小结|参考文献|注释)$"
    rf"|^[^，]*[{_HAN_DIGITS}两几\d]+[点条个件项种道][^，是要]{{0,3}}$|^[^，]{{0,4}}的$"
)
_LONGEST_LABEL = 18
# Two sides are set against each other, or something is called for, so one can take another side.
_SIDES = re.compile(
    "不是.*是|不必|不在.*在|没有.*(?:只有|就)|不等于|并不|而非|离不开|[不只][仅只单但光].*[也还更]"
    "|既要.*[又也]要|只有.*才|关键|最.*是|[^需主重首次简概摘只想].?要|不能|必须|应当|才[能算是]"
)
# 要按照……的理念, 从……到……: the clause that says something does not stand in the claim.
_UNFINISHED = re.compile("(?:要)?(?:按照|以|根据|围绕|通过|随着|面对|对|在|从|当)[^，]*$")
_LEANING = re.compile("[也又再另这那其它他她此该]|同时|可见|因此|所以|但|而|如果|对此")
_LIKENESS = 2 / 3
_STOPS = frozenset('的了是在和与要把让，,、“”‘’"《》')


def quotable(text: str) -> str:
    """A claim as it stands between quotation marks.

    Args:
        text: The claim, perhaps with its number and the stop behind it.

    Returns:
        The claim without them, with marks of its own that fit within ours; empty if it cannot be
        quoted: it is cut off within a pair of marks, too long, or no Chinese.
    """
    said = text.strip()
    while match := _MARKER.match(said):
        said = said[match.end() :].lstrip()
    if match := _COPULA.match(said):
        said = said[match.end() :]
    said = _STRAIGHT.sub(r"“\1”", said.strip(_TRAILING))
    said = _HALF_WIDTH.sub(lambda match: _FULL[match[1]], said)
    paired = all(said.count(pair[0]) == said.count(pair[1]) for pair in _PAIRS)
    fits = len(_HAN.findall(said)) >= _SHORTEST and len(said) <= LONGEST
    if not (paired and fits) or '"' in said or _UNFIT.search(said):
        return ""
    return within(said)


def within(text: str) -> str:
    """A text whose quotation marks are of the other kind, as between quotation marks of ours."""
    return text.translate(_WITHIN)


def asks(claim: str) -> bool:
    """Whether a claim is a question."""
    return _ASKS.search(claim.strip("\u3000 ")) is not None


def is_label(claim: str) -> bool:
    """Whether it only names what stands below it (三点建议), so that nobody can agree with it."""
    return len(claim) <= _LONGEST_LABEL and _LABEL.search(claim) is not None


def stands_alone(claim: str) -> bool:
    """Whether a claim can be understood, and answered, without what stands around it."""
    leans = _LEANING.match(claim) or _UNFINISHED.match(claim)
    return not leans and not is_label(claim)


def takes_sides(claim: str) -> bool:
    """Whether a claim can be disputed: it sets one thing against another, or calls for it."""
    return _SIDES.search(claim) is not None


def parallel(claims: Sequence[str]) -> list[int]:
    """The places of claims that are made alike: that end alike, or hold the same sign.

    Args:
        claims: Claims in their order.

    Returns:
        The places of at least two thirds of them; empty if so many are not alike.
    """
    ends = {claim[-1:] for claim in claims}
    signs = {sign for claim in claims for sign in claim} - _STOPS
    for alike in (
        [[n for n, claim in enumerate(claims) if claim.endswith(end)] for end in sorted(ends)],
        [[n for n, claim in enumerate(claims) if sign in claim] for sign in sorted(signs)],
    ):
        found = max(alike, key=len, default=[])
        if len(found) >= max(2, _LIKENESS * len(claims)):
            return found
    return []


def tell_of_same(one: str, other: str) -> bool:
    """Whether two claims share a sequence of two signs that are more than grammar."""
    pieces = {one[n : n + 2] for n in range(len(one) - 1)}
    return any(piece in other for piece in pieces if len(piece) == 2 and not _STOPS & {*piece})
