"""Text that was once opened in the wrong encoding and saved again."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from corpus.readers.lines import LOST
from corpus.readers.plausibility import SAMPLE, plausibility

_GARBAGE_BELOW = 0.45
_WORTH_IT = 0.3
_MARK = 0xFF  # never part of UTF-8, so it can stand for a byte that was lost

_SEQUENCE = re.compile(
    rb"[\x00-\x7f]+|(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+"
    rb"|(?P<broken>(?:[\xe0-\xef][\x80-\xbf]?(?=\?)\?)|[\x80-\xff])"
)


@dataclass(frozen=True, slots=True)
class Repair:
    """A text restored from its misreading.

    Attributes:
        text: What was probably written.
        misread_as: The encoding it was wrongly opened in.
        lost: Characters that could not be restored and stand as LOST.
    """

    text: str
    misread_as: str
    lost: int


def _utf8_with_gaps(data: bytes) -> tuple[str, int]:
    """Decode UTF-8 in which some bytes are gone; each damaged stretch becomes LOST."""
    parts: list[str] = []
    lost = broken = 0
    for match in _SEQUENCE.finditer(data):
        piece = match.group()
        if match.group("broken") is not None:
            broken += len(piece)
            continue
        if broken:
            lost += (count := max(1, round(broken / 3)))
            parts.append(LOST * count)
            broken = 0
        try:
            parts.append(piece.decode("utf-8"))
        except UnicodeDecodeError:  # overlong forms and surrogates, which the pattern lets pass
            broken += len(piece)
    if broken:
        lost += (count := max(1, round(broken / 3)))
        parts.append(LOST * count)
    return "".join(parts), lost


def _bytes_before_misreading(text: str, codec: str) -> bytes:
    """The bytes that gave this text when read with the codec; _MARK where that is unknown."""
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        parts = re.split(r"(\ufffd|[^\x00-\U0010ffff])", text)
    out = bytearray()
    for part in parts:
        if part == "\ufffd":
            out.append(_MARK)
            continue
        try:
            out += part.encode(codec)
        except UnicodeEncodeError:
            for character in part:
                encoded = character.encode(codec, "ignore")
                out += encoded or bytes([_MARK])
    return bytes(out)


def _candidates(text: str) -> list[tuple[str, str, int]]:
    found = []
    for codec, name in (("gbk", "GBK"), ("gb18030", "GBK")):
        restored, lost = _utf8_with_gaps(_bytes_before_misreading(text, codec))
        found.append((name, restored, lost))
    latin = text.replace("\u20ac", "\x80") if "\x81" in text else text
    for codec in ("cp1252", "latin-1"):
        try:
            data = latin.encode(codec)
        except UnicodeEncodeError:
            continue
        for real in ("utf-8", "gb18030"):
            try:  # the sample may end inside a character
                restored = codecs.getincrementaldecoder(real)("strict").decode(data)
            except UnicodeDecodeError:
                continue
            found.append(("西欧编码", restored, 0))
    return found


def _better(text: str, restored: str, lost: int) -> bool:
    """Is the restored text so much more like Chinese that the misreading is certain?"""
    visible = sum(c > "\x7f" for c in restored)
    return (
        visible >= 4
        and lost <= visible * 0.35
        and plausibility(restored) - plausibility(text) >= _WORTH_IT
    )


def repair(text: str) -> Repair | None:
    """Undo a misreading of UTF-8 as GBK, or of either as a Western encoding.

    Args:
        text: A decoded text.

    Returns:
        The restored text, or None if the text shows no sign of a misreading. Where the misreading
        destroyed bytes, the characters they belonged to are marked, never guessed.
    """
    if plausibility(text) > _GARBAGE_BELOW:
        return None
    sample = text[:SAMPLE]
    best: Repair | None = None
    for name, restored, lost in _candidates(sample):
        if _better(sample, restored, lost) and (best is None or lost < best.lost):
            best = Repair(restored, name, lost)
    if best is None or len(text) <= SAMPLE:
        return best
    whole = [
        Repair(restored, name, lost)
        for name, restored, lost in _candidates(text)
        if name == best.misread_as and _better(text, restored, lost)
    ]
    return min(whole, key=lambda repaired: repaired.lost, default=None)
