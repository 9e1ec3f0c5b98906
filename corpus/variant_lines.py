"""A list of variants as lines of text, for pasting many at once and for keeping outside.

    共富 = 共同富裕                     the longest form is the preferred one, of equals the last
    共同富裕：共富、共裕                   the same for a whole group
    共同富裕示范区 → 共富示范区             the arrow points to the preferred form
    # a remark

Between signs of equality and arrows a form may hold commas; after a colon only inside quotes,
brackets or book title marks. A tab, as it comes from a spreadsheet, is a sign of equality.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nlp.variants import variant_form

SIGNS = re.compile(r"[=＝→⇒\x00-\x1f\x7f-\x9f]|->")
"""Signs of a line, which no form may hold."""
_ARROW = re.compile(r"\s*(?:→|⇒|[-=]>)\s*")
_EQUAL = re.compile(r"[=＝\t]")
_COLON = re.compile(r"[:：]")
_COMMA = re.compile(r"[、，,；;]")
_CLOSING = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")"}


@dataclass(frozen=True, slots=True)
class Line:
    """One group as it was written.

    Attributes:
        number: Of the line, from 1.
        text: The line.
        preferred: The form to count all of them under.
        others: The other forms; empty if the line could not be understood.
    """

    number: int
    text: str
    preferred: str
    others: tuple[str, ...]


def read_lines(text: str) -> Iterator[Line]:
    """Reads a pasted list; what is understood of each line that is neither empty nor a remark."""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if bare and not bare.startswith("#"):
            preferred, others = _read(bare)
            yield Line(number, bare, preferred, others)


def write_line(preferred: str, others: Iterable[str]) -> str:
    """One group as a line that `read_lines` understands as just this group."""
    left = " = ".join(others)
    return f"{'= ' if left.startswith('#') else ''}{left} → {preferred}"


def _read(line: str) -> tuple[str, tuple[str, ...]]:
    *left, right = _ARROW.split(line)
    if left:
        forms = [form for part in left for form in _EQUAL.split(part)]
        return right.strip(), _others(forms, right)
    forms = _EQUAL.split(line)
    # Of equally long forms the one that is written towards, or the one before the colon.
    ranked = forms[::-1]
    if len(forms) == 1:
        head, *rest = _COLON.split(line, maxsplit=1)
        ranked = forms = [head, *(form for part in rest for form in _commas(part))]
    preferred = max(ranked, key=lambda form: len(variant_form(form)))
    return preferred.strip(), _others(forms, preferred)


def _others(forms: Iterable[str], preferred: str) -> tuple[str, ...]:
    bare = dict.fromkeys(form.strip() for form in forms)
    return tuple(form for form in bare if form and form != preferred.strip())


def _commas(part: str) -> Iterator[str]:
    """The parts between commas that stand in no quotes, brackets or book title marks."""
    form, waited_for = "", ""
    for char in part:
        if waited_for:
            waited_for = "" if char == waited_for else waited_for
        elif _COMMA.match(char):
            yield form
            form = ""
            continue
        else:
            waited_for = _CLOSING.get(char, "")
        form += char
    yield form
