"""Quantities and their changes as they are written on pages, in units that can be compared."""

from __future__ import annotations

import math
import re

from nlp.figures import Figure, Quantity

_MYRIADS = ((1e8, "亿", 4), (1e4, "万", 2))
"""Sizes with their names, and how many decimals of them are easier to read than the number."""
_BEFORE = re.compile(r"将近|接近|大约|不足|不到|近|约|超|逾")
_BEHIND = re.compile(r"以上|左右|上下")
_MORE = re.compile(r"[多余]")
_CHANGES = {"growth": "增长", "fall": "下降", "share": "占", "completion": "完成", "multiple": ""}


def said(quantity: Quantity | None) -> str:
    """A quantity in its base unit, large ones in 万 and 亿; what makes it less exact stays."""
    if quantity is None:
        return ""
    if quantity.parts:
        return quantity.text
    before = _BEFORE.match(quantity.text)
    vague = before[0] if before else "超" if _MORE.search(quantity.text) else ""
    behind = _BEHIND.search(quantity.text)
    return f"{vague}{number(quantity.value)}{quantity.unit}{behind[0] if behind else ''}"


def number(value: float) -> str:
    """A number as people read it: 56.9亿, 40,055, 0.5."""
    for size, name, decimals in _MYRIADS:
        scaled = round(value / size, decimals)
        if abs(value) >= size and math.isclose(scaled * size, value, rel_tol=1e-9):
            return f"{_plain(scaled)}{name}"
    return _plain(value)


def _plain(value: float) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def change(figure: Figure) -> str:
    """How much it grew or fell, or which share it is; worked out where both ends are said."""
    if figure.change is not None:
        return f"{_CHANGES.get(figure.change_kind or '', '')}{said(figure.change)}"
    start, value = figure.start, figure.value
    if start is None or start.parts or start.unit != value.unit or start.value <= 0:
        return ""
    grown = value.value - start.value
    word = "增长" if grown >= 0 else "下降"
    if value.unit == "%":
        return f"{word}{_plain(abs(grown))}个百分点"
    if grown >= start.value:
        return f"增至{_plain(round(value.value / start.value, 2))}倍"
    return f"{word}{_plain(round(abs(grown) / start.value * 100, 1))}%"
