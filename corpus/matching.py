"""The form in which texts are compared: folded, and without white space that means nothing.

The search index holds every two neighbouring characters of this form, highlights look for it, and
queries are brought into it. White space between Han characters comes from layout ("共 同　富裕")
and is left out; between two letters or digits it parts words, and one mark stays for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp.text import Folded, fold, fold_text

JOINT = "␣"
_LETTER = "[0-9a-z\u00df-\u1fff]"
_SPACE = re.compile(r"\s+")
_PARTING = re.compile(rf"(?<={_LETTER})\s+(?={_LETTER})")


@dataclass(frozen=True, slots=True)
class MatchForm:
    """A text in its matching form, with the way back.

    Attributes:
        text: The matching form.
        folded: The folded text it was made of.
        kept: For each character its index in the folded text; None if it is the folded text.
    """

    text: str
    folded: Folded
    kept: Sequence[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Finds the part of the original that a (not empty) part of the matching form came from."""
        if self.kept is None:
            return self.folded.span(start, end)
        return self.folded.span(self.kept[start], self.kept[end - 1] + 1)


def match_form(text: str) -> MatchForm:
    """Brings a text into its matching form and keeps the way back.

    Args:
        text: Any text.

    Returns:
        The form with its map.
    """
    folded = fold(text)
    if _SPACE.search(folded.text) is None:
        return MatchForm(folded.text, folded, None)
    pieces: list[str] = []
    kept: list[int] = []
    done = 0
    for space in _SPACE.finditer(folded.text):
        start, end = space.span()
        pieces.append(folded.text[done:start])
        kept.extend(range(done, start))
        if _PARTING.match(folded.text, start):
            pieces.append(JOINT)
            kept.append(start)
        done = end
    pieces.append(folded.text[done:])
    kept.extend(range(done, len(folded.text)))
    return MatchForm("".join(pieces), folded, kept)


def match_text(text: str) -> str:
    """Brings a text into its matching form, without the way back.

    Args:
        text: Any text.

    Returns:
        The same as `match_form(text).text`.
    """
    return without_spaces(fold_text(text))


def without_spaces(folded: str) -> str:
    """The step from a folded text to its matching form."""
    if _SPACE.search(folded) is None:
        return folded
    return _SPACE.sub("", _PARTING.sub(JOINT, folded))


def characters(form: str) -> str:
    """The characters of a matching form, parted by spaces."""
    return " ".join(form)


def bigrams(form: str) -> str:
    """Every two neighbouring characters of a matching form, parted by spaces.

    Args:
        form: A matching form.

    Returns:
        "ab bc cd " for "abcd"; "" for less than two characters.
    """
    if len(form) < 2:
        return ""
    codes = np.frombuffer(form.encode("utf-32-le", "replace"), dtype=np.uint32)
    pairs = np.full((len(codes) - 1, 3), ord(" "), dtype=np.uint32)
    pairs[:, 0], pairs[:, 1] = codes[:-1], codes[1:]
    return pairs.tobytes().decode("utf-32-le")


def covering_bigrams(form: str) -> list[tuple[int, str]]:
    """As few bigrams as cover a matching form of at least two characters, with their offsets.

    Where all of them stand at their offsets, the whole form stands.
    """
    last = len(form) - 2
    return [(at, form[at : at + 2]) for at in (*range(0, last, 2), last)]
