"""The form in which texts are compared: folded, and without white space that means nothing.

The search index holds every two neighbouring characters of this form, highlights look for it, and
queries are brought into it. White space between Han characters comes from layout ("共 同　富裕")
and is left out; between two letters or digits it parts words, and one mark stays for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp.text import Folded, fold, fold_text

JOINT = "␣"


@dataclass(frozen=True, slots=True)
class MatchForm:
    """A text in its matching form, with the way back.

    Attributes:
        text: The matching form.
        folded: The folded text it was made of.
        starts: Where in the form characters stand behind white space that was left out, and 0.
        left_out: For each of these how many characters were left out before it.
    """

    text: str
    folded: Folded
    starts: Sequence[int] = (0,)
    left_out: Sequence[int] = (0,)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Finds the part of the original that a (not empty) part of the matching form came from."""
        if len(self.starts) == 1 and not self.left_out[0]:
            return self.folded.span(start, end)
        return self.folded.span(self._place(start), self._place(end - 1) + 1)

    def find(self, needle: str) -> list[tuple[int, int]]:
        """Finds where in the original a (not empty) matching form stands, overlapping or not."""
        found: list[tuple[int, int]] = []
        text, length = self.text, len(needle)
        at = text.find(needle)
        while at >= 0:
            found.append((at, at + length))
            at = text.find(needle, at + 1)
        if self.folded.offsets is not None:
            return [self.span(start, end) for start, end in found]
        starts, left_out = self.starts, self.left_out
        return [
            (
                start + left_out[bisect_right(starts, start) - 1],
                end + left_out[bisect_right(starts, end - 1) - 1],
            )
            for start, end in found
        ]

    def _place(self, at: int) -> int:
        """Where a character of the form stands in the folded text."""
        return at + self.left_out[bisect_right(self.starts, at) - 1]


def match_form(text: str) -> MatchForm:
    """Brings a text into its matching form and keeps the way back.

    Args:
        text: Any text.

    Returns:
        The form with its map.
    """
    folded = fold(text)
    pieces = folded.text.split()
    starts, left_out = [0], [0]
    at = length = 0
    for number, piece in enumerate(pieces):
        while folded.text[at].isspace():
            at += 1
        if number and _are_parted(pieces[number - 1], piece):
            pieces[number] = JOINT + piece
            length += 1
        if length == starts[-1]:
            left_out[-1] = at - length
        else:
            starts.append(length)
            left_out.append(at - length)
        at += len(piece)
        length += len(piece)
    return MatchForm("".join(pieces), folded, starts, left_out)


def _are_parted(before: str, behind: str) -> bool:
    """True if the white space between two pieces parts letters or digits."""
    return _is_letter(before[-1]) and _is_letter(behind[0])


def _is_letter(char: str) -> bool:
    return "0" <= char <= "9" or "a" <= char <= "z" or "\u00df" <= char <= "\u1fff"


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
    pieces = folded.split()
    for number in range(1, len(pieces)):
        if _are_parted(pieces[number - 1], pieces[number]):
            pieces[number] = JOINT + pieces[number]
    return "".join(pieces)


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
