"""Years and dates as readers write them in a query: 2021, 2019-2021, 2021-03..2021-06, >=2020."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_YEARS = re.compile(r"(\d{4})年?(?:(?:-|~|至|到|\.\.)(\d{4})年?)?")
_DAY = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?")
_RANGE = re.compile(r"\.\.\.?|~|至|到|-{2,}")
_BOUND = re.compile(r"([<>])(=?)(.+)")

Days = tuple[date, date]


def years_of(text: str) -> tuple[int, int] | None:
    """The first and last year that a folded text names; None if it names none.

    `2021`, `2019-2021`, also open ranges: `2019..`, `..2021`, `>=2019`.
    """
    match = _YEARS.fullmatch(text)
    if match:
        first, last = sorted((int(match[1]), int(match[2] or match[1])))
        return first, last
    days = days_of(text)
    if days is None or not re.fullmatch(r"[\d年.~至到<>=]+", text):
        return None
    return days[0].year, days[1].year


def days_of(text: str) -> Days | None:
    """The first and last day that a folded text names; None if it names none.

    A day, a month or a year (`2021-03-02`, `2021.3`, `2021年3月`), a range of them
    (`2021-03..2021-06`, `2019-2021`), or one open at an end (`>=2021-03`, `..2021`).
    """
    bound = _BOUND.fullmatch(text)
    if bound:
        return _bounded(bound[1], bool(bound[2]), _span(bound[3]))
    whole = _span(text) or _years_span(text)
    if whole:
        return whole
    pieces = _RANGE.split(text)
    if len(pieces) != 2 or not any(pieces):
        return None
    first, last = ((_span(piece) if piece else (date.min, date.max)) for piece in pieces)
    if first is None or last is None:
        return None
    (a, b), (c, d) = first, last
    return (a, d) if a <= d else (c, b)


def _bounded(sign: str, inclusive: bool, span: Days | None) -> Days | None:
    if span is None:
        return None
    first, last = span
    if sign == ">":
        if inclusive:
            return first, date.max
        return (date.fromordinal(last.toordinal() + 1), date.max) if last < date.max else None
    if inclusive:
        return date.min, last
    return (date.min, date.fromordinal(first.toordinal() - 1)) if first > date.min else None


def _years_span(text: str) -> Days | None:
    match = _YEARS.fullmatch(text)
    if not match or not match[2]:
        return None
    first, last = sorted((int(match[1]), int(match[2])))
    return (date(first, 1, 1), date(last, 12, 31)) if first >= date.min.year else None


def _span(text: str) -> Days | None:
    match = _DAY.fullmatch(text)
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    try:
        if not match[2]:
            return date(year, 1, 1), date(year, 12, 31)
        if not match[3]:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None
