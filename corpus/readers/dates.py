"""Dates as people write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_CHINESE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日?"
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})\s*(?:年|[-/.．／－—])\s*(\d{1,2})\s*(?:月|[-/.．／－—])\s*(\d{1,2})(?!\d)"
)
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_EARLIEST, _LATEST = 1840, 2199
_EXCEL_START = date(1899, 12, 30)


def parse_date(value: object) -> date | None:
    """Read a date in one of the usual forms.

    Args:
        value: Text (2023-08-19, 2023年8月19日, 二〇二三年八月十九日, 2023/8/19, 20230819, with or
            without a time; mail dates), a date or datetime, seconds or milliseconds since 1970,
            or a day number of Excel.

    Returns:
        The day, or None if there is no day in it or it cannot be told.
    """
    if isinstance(value, datetime):
        return _sane(value.year, value.month, value.day)
    if isinstance(value, date):
        return _sane(value.year, value.month, value.day)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return _number(value)
    text = str(value).strip()[:100]
    return _written(text) or _mail_date(text)


def _written(text: str) -> date | None:
    if not text.isascii():
        if match := _CHINESE.search(text):
            year, month, day = match.groups()
            return _sane(int(year.translate(_DIGITS)), _small_number(month), _small_number(day))
        text = text.translate(_FULL_WIDTH)
    for pattern in (_YEAR_FIRST, _COMPACT):
        if match := pattern.search(text):
            found = _sane(*(int(part) for part in match.groups()))
            if found:
                return found
    if match := _YEAR_LAST.search(text):
        first, second, year = (int(part) for part in match.groups())
        # The order is certain only if one of them cannot be a month.
        if first > 12 >= second:
            return _sane(year, second, first)
        if second > 12 >= first or first == second:
            return _sane(year, first, second)
    if re.fullmatch(r"\d{5}(?:\.\d+)?|\d{10}|\d{13}", text):
        return _number(float(text))
    return None


def _small_number(text: str) -> int:
    """一 to 九十九."""
    tens, ten, ones = text.rpartition("十")
    number = int(ones.translate(_DIGITS)) if ones else 0
    return number + (10 * int(tens.translate(_DIGITS)) if tens else 10) if ten else number


def _sane(year: int, month: int, day: int) -> date | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(value: float) -> date | None:
    """A compact date, a day number of Excel, or seconds or milliseconds since 1970."""
    if value != value or abs(value) > 1e14:
        return None
    if 18400101 <= value <= 21991231:
        number = int(value)
        return _sane(number // 10_000, number // 100 % 100, number % 100)
    if 20_000 <= value <= 80_000:
        return _EXCEL_START + timedelta(days=int(value))
    if value >= 1e11:
        value /= 1000
    if 1e8 <= value <= 5e9:
        return datetime.fromtimestamp(value + 8 * 3600, UTC).date()  # Beijing time
    return None


def _mail_date(text: str) -> date | None:
    if not re.search(r"[A-Za-z]{3}", text):
        return None
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return _sane(found.year, found.month, found.day)
