"""How numbers are written in a chart of a presentation program, as they are on the page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

_FORM = re.compile(r"(?P<sign>\+)?(?P<comma>,)?(?:\.(?P<digits>\d+))?(?P<trim>~)?(?P<type>[a-z%]?)")
_MOST_DIGITS = 6


def number_format(values: Iterable[float | None], form: str = "", *, share: bool = False) -> str:
    """The format code for values.

    Args:
        values: The values; where trailing noughts are cut they tell how many digits are needed.
        form: A format of d3 as `+.2~f`; three significant digits if it is none that is known.
        share: True if the values are parts of one.
    """
    known = [value for value in values if value is not None]
    found = _FORM.fullmatch(form or ".3~g")
    if share:
        code = "0%"
    elif found is None:
        code = "0" + _decimals(_needed(known, _significant(known, 3)))
    else:
        code = _code(known, found)
    return f"+{code};-{code};{code}" if found and found["sign"] else code


def written(value: float, code: str) -> str:
    """About what a presentation program makes of a value by a code that `number_format` gave."""
    code = code.partition(";")[0]
    share = code.endswith("%")
    digits = len(code.removesuffix("%").partition(".")[2])
    sign = "+" if code.startswith("+") else ""
    return f"{sign}{value * (100 if share else 1):,.{digits}f}{'%' if share else ''}"


def finite(value: Any) -> float | None:
    """A value that a chart can draw; None, which is a gap, in place of any other."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if math.isfinite(value) else None


def top(values: Sequence[float | None]) -> float:
    """The greatest distance from 0; 1 if there is none."""
    return max((abs(value) for value in values if value is not None), default=0.0) or 1.0


def _code(values: Sequence[float], form: re.Match[str]) -> str:
    kind, digits = form["type"], int(form["digits"] or 0)
    whole = "#,##0" if form["comma"] else "0"
    if kind == "%":
        return whole + _decimals(digits) + "%"
    if kind == "d":
        return whole
    if kind == "f":
        digits = min(digits if form["digits"] else _MOST_DIGITS, _MOST_DIGITS)
        return whole + _decimals(_needed(values, digits) if form["trim"] else digits)
    return whole + _decimals(_needed(values, _significant(values, digits or _MOST_DIGITS)))


def _significant(values: Sequence[float], digits: int) -> int:
    """Digits behind the point at which the greatest value has so many in all."""
    return min(max(digits - 1 - math.floor(math.log10(top(values))), 0), _MOST_DIGITS)


def _needed(values: Sequence[float], most: int) -> int:
    """The fewest digits behind the point that say as much as the most."""
    return next(
        (n for n in range(most) if all(round(v, n) == round(v, most) for v in values)), most
    )


def _decimals(count: int) -> str:
    return "." + "0" * count if count else ""
