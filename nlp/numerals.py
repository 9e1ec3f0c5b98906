"""Numbers with units in Chinese text: digits, Chinese numerals, fractions, shares and proportions.

Everything here reads folded text (`nlp.text.fold`), in which full-width digits, the sign for per
cent and traditional characters have become the usual ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from nlp.text import fold_text
from nlp.word_files import lines_of

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_DIGITS.update({"〇": 0, "两": 2})
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_HAN_DIGIT = "零〇一二三四五六七八九两"
_HAN_CHARS = f"{_HAN_DIGIT}十百千万亿"
# Longer ones are no amounts but account numbers, or an attack on whoever converts them.
_HAN = (
    rf"[{_HAN_CHARS}]{{1,20}}(?![{_HAN_CHARS}]|(?<=[十百万亿]千)[米克瓦])"
    rf"(?:点[{_HAN_DIGIT}]{{1,9}})?"
)
_ARABIC = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,9})?(?!\d)|\d{1,15}(?!\d)(?:\.\d{1,9})?"
_MYRIAD = r"(?:[十百千]?万?亿|[十百千]?万|百(?!分点)|千(?![米克瓦]))?"
_NUMBER = rf"(?:(?:(?<!\d)-)?(?:{_ARABIC})[多余]?{_MYRIAD}|{_HAN})[多余]?"
_VAGUE = re.compile(r"(?:将近|接近|大约|不足|不到|近|约|超|逾)$")
# Where a quantity can begin; most of a text is passed over at the pace of this search alone.
_SEED = re.compile(
    rf"[\d\-翻{_HAN_CHARS}](?:(?<=\d)\d*|(?<=-)(?=\d)|(?<=翻)|(?<=[{_HAN_CHARS}])"
    rf"(?:(?=[{_HAN_CHARS}点分成])|(?<=[百千万亿])(?=[元吨亩公户人平千])))"
)
# What follows where a unit's sign begins a word: 万元户, 4万人才, 20万家庭, 2.5米饭.
_NO_UNIT = r"(?!(?<=元)户|(?<=人)[才均大]|(?<=家)[庭人乡长具]|(?<=户)[籍外型]|(?<=米)[饭粉面])"
_AFTER_TENTHS = "立为果就员本长效功都交分熟套群绩品"
_PLAIN = re.compile(r"[,多余]")
_RATIO = r"\d+(?:\.\d+)?(?:[:∶]\d+(?:\.\d+)?)+"


class Unit(NamedTuple):
    """A unit as written, the one it is counted in, how many of that it is, and its kind."""

    name: str
    base: str
    factor: float
    kind: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as it stands in a paragraph.

    Attributes:
        value: In the base unit of its kind: 24.5亿元 is 2,450,000,000 元.
        unit: The base unit; empty for a bare number, 比 for a proportion.
        text: As written, with what makes it less exact (近4万人).
        span: Start and end in the paragraph.
        parts: The members of a proportion (5.8:39.68:54.52), else nothing.
    """

    value: float
    unit: str
    text: str
    span: tuple[int, int]
    parts: tuple[float, ...] = ()


@cache
def units() -> dict[str, Unit]:
    """The units of `nlp/data/units.txt` by the way they are written."""
    fields = (line.split() for line in lines_of("units.txt"))
    return {name: Unit(name, base, float(factor), kind) for name, base, factor, kind in fields}


@cache
def _kinds() -> dict[str, str]:
    kinds = {unit.base: unit.kind for unit in units().values()}
    return {**kinds, "比": "proportion"}


def kind_of(unit: str) -> str:
    """Tells what is measured in a base unit.

    Args:
        unit: The unit of a `Quantity`.

    Returns:
        A kind of `nlp/data/units.txt`, "proportion" for 比, or "" for a bare number.
    """
    return _kinds().get(unit, "")


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(units(), key=len, reverse=True)))
    return re.compile(
        rf"(?P<ratio>(?<![\d.:∶]){_RATIO}(?![\d.:∶]|年))"
        rf"|(?P<turned>翻了?(?P<turns>[{_HAN_DIGIT}\d])番)"
        rf"|(?P<quantity>(?<![\d.第几数上好{_HAN_CHARS}])"
        rf"(?:百分之(?P<percent>{_HAN}|{_ARABIC})|千分之(?P<mille>{_HAN})"
        rf"|(?P<below>[{_HAN_DIGIT}十百千]+)分之(?P<above>[{_HAN_DIGIT}十百千]+)"
        rf"|(?P<tenths>[{_HAN_DIGIT}\d])成(?P<hundredths>[{_HAN_DIGIT}])?(?![{_AFTER_TENTHS}])"
        rf"|(?P<number>{_NUMBER})(?P<unit>{names})?{_NO_UNIT})"
        r"(?P<after>以上|左右|上下)?)"
    )


def number_of(text: str) -> float:
    """Reads a number written with digits, Chinese numerals or both.

    Args:
        text: Folded: "1,206", "24.5亿", "三千二百万", "三十一点五", "3000多万".

    Returns:
        Its value; 多 and 余 add nothing.

    Raises:
        ValueError: If the text is no number.
    """
    plain = _PLAIN.sub("", text)
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)([十百千万亿]*)", plain)
    if match:
        value = float(match[1])
        for sign in match[2]:
            value *= _TENS.get(sign) or _MYRIADS[sign]
        # Ten digits say all a text says; the rest is dust of binary fractions.
        return float(f"{value:.12g}")
    whole, point, decimals = plain.partition("点")
    if not whole or not set(plain) <= {*_DIGITS, *_TENS, *_MYRIADS, "点"}:
        raise ValueError(f"no number: {text!r}")
    value = float(_whole_han(whole))
    if point:
        tail = decimals.rstrip("万亿")
        value += float("0." + "".join(str(_DIGITS[c]) for c in tail))
        for sign in decimals[len(tail) :]:
            value *= _MYRIADS[sign]
    return float(f"{value:.12g}")


def _whole_han(text: str) -> int:
    """Reads Chinese numerals: sections of four figures, each with its myriad (三千二百万五)."""
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        elif char == "万" and section + digit:
            total, section, digit = total + (section + digit) * _MYRIADS[char], 0, 0
        else:
            # 亿 counts all that came before: 一万二千亿.
            total, section, digit = ((total + section + digit) or 1) * _MYRIADS[char], 0, 0
    return total + section + digit


def find_quantities(text: str) -> Iterator[Quantity]:
    """Finds the numbers of a text that have a unit, and the bare ones of ten thousand and more.

    Ordinals, dates, and single Chinese numerals that count things (三家, 一户) are left out.

    Args:
        text: Folded text.

    Yields:
        The quantities in order; their spans are those of the folded text.
    """
    done = 0
    for seed in _SEED.finditer(text):
        begin = seed.start()
        match = _pattern().match(text, begin) if begin >= done else None
        if match is None:
            continue
        vague = _VAGUE.search(text, done, begin)
        done = match.end()
        quantity = _read(match)
        if quantity is not None:
            span = (vague.start() if vague else begin, done)
            yield replace(quantity, text=text[slice(*span)], span=span)


def read_quantity(text: str) -> Quantity | None:
    """Reads a quantity that is the whole of a text.

    Args:
        text: As it stands in a text, folded or not.

    Returns:
        The quantity, or None if the text is none.
    """
    folded = fold_text(text)
    found = next(find_quantities(folded), None)
    return found if found and found.span == (0, len(folded)) else None


def _read(match: re.Match[str]) -> Quantity | None:
    text, span = match[0], match.span()
    if match["ratio"]:
        parts = tuple(float(part) for part in re.split("[:∶]", match["ratio"]))
        return Quantity(parts[0], "比", text, span, parts)
    if match["turned"]:
        return Quantity(2.0 ** number_of(match["turns"]), "倍", text, span)
    value = _share(match)
    if value is not None:
        return Quantity(value, "%", text, span)
    number, unit = match["number"], match["unit"]
    if unit is None:
        return _bare(number, text, span)
    if number[0] in "零〇一二三四五六七八九两十" and len(number) == 1:
        return None
    known = units()[unit]
    value = float(f"{number_of(number) * known.factor:.12g}")
    return Quantity(value, known.base, text, span)


def _share(match: re.Match[str]) -> float | None:
    """Per cent said in words: 百分之, 千分之, 三分之一, 四成五."""
    if match["percent"]:
        return number_of(match["percent"])
    if match["mille"]:
        return number_of(match["mille"]) / 10
    if match["below"]:
        below = number_of(match["below"])
        return 100 * number_of(match["above"]) / below if below else None
    if match["tenths"]:
        return 10 * number_of(match["tenths"]) + number_of(match["hundredths"] or "零")
    return None


def _bare(number: str, text: str, span: tuple[int, int]) -> Quantity | None:
    """A number without unit counts only if it is written with digits and 万 or 亿."""
    if re.search(r"\d.*[万亿]", number) is None:
        return None
    return Quantity(number_of(number), "", text, span)
