"""Files that are no clean text in any one encoding: stray bytes, several encodings at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.readers.lines import LOST
from corpus.readers.mixture import LONGEST, Piece, read_mixture
from corpus.readers.plausibility import frequency_rank, plausibility

_SHOWN = 3
_WINDOW = 16
_NEVER = frozenset((0xC0, 0xC1, *range(0xF5, 0x100)))
_SAMPLE = 1 << 16
_CLEAN = 0.6
_MOST_MIXED = 1 << 20
_CHARACTER = re.compile(
    rb"[\x00-\x7f]+|(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}"
    rb"|[\xf0-\xf4][\x80-\xbf]{3})+"
)
_UTF8_RUN = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){4,}")


@dataclass(slots=True)
class Mended:
    """A text put together again.

    Attributes:
        text: The text; LOST stands where a character is gone.
        encodings: Encodings of its pieces, in the order in which they first occur.
        dropped: Bytes that are in no character of the text.
        warnings: Chinese sentences on what was repaired.
    """

    text: str = ""
    encodings: tuple[str, ...] = ()
    dropped: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class _Report:
    encodings: dict[str, None] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    count: int = 0
    dropped: int = 0
    mixed: int = 0
    restored: int = 0
    lost: int = 0

    def damage(self, line: int, before: str, size: int) -> None:
        self.count += 1
        self.dropped += size
        if len(self.places) < _SHOWN:
            seen = before.rstrip()[-6:]
            self.places.append(f"第 {line} 行“{seen}”之后" if seen else f"第 {line} 行开头")

    def sentences(self) -> tuple[str, ...]:
        if not self.count:
            return ()
        more = "等处" if self.count > len(self.places) else ""
        parts = [f"{'、'.join(self.places)}{more}共有 {self.dropped} 个字节不是文字，已略去"]
        if self.restored:
            parts.append(f"按残余字节补回 {self.restored} 个字")
        if self.lost:
            parts.append(f"{self.lost} 个字无法还原，以{LOST}标出")
        return ("；".join(parts) + "，请核对。",)


def mend(data: bytes) -> Mended:
    """Decode bytes that no single encoding explains.

    Args:
        data: The bytes.

    Returns:
        The text. Bytes that were pushed in between two characters are dropped; where they stand
        inside a character, it is joined again if that can be done in one way; what cannot be
        saved is marked with LOST. A file that mixes encodings is decoded line by line, and a line
        that mixes them character by character.
    """
    report = _Report()
    lines = data.split(b"\n")
    legacy = _legacy_of(lines)
    texts = [_clean(line, legacy) for line in lines]
    around = _neighbours([encoding for encoding, _ in texts])
    out: list[str] = []
    for number, (line, (encoding, text)) in enumerate(zip(lines, texts, strict=True), start=1):
        if encoding is not None:
            report.encodings[encoding] = None
        elif text is None:
            text = _mixed(line, number, legacy, around[number - 1], report)
        out.append(text or "")
    encodings = tuple(report.encodings) or ("utf-8",)
    return Mended("\n".join(out), encodings, report.dropped, report.sentences())


def _legacy_of(lines: list[bytes]) -> str:
    """The encoding of what is not UTF-8: GB18030 or Big5, by the commoner characters."""
    foreign = [line for line in lines if not line.isascii() and _strict(line, "utf-8") is None]
    pieces = _UTF8_RUN.split(b"\n".join(foreign)[:_SAMPLE])
    # A piece may begin with the rest of a character, so both alignments are tried.
    scores = {
        name: sum(
            len(piece) * max(plausibility(piece[i:].decode(name, "ignore")) for i in (0, 1))
            for piece in pieces
        )
        for name in ("gb18030", "big5")
    }
    return "big5" if scores["big5"] > scores["gb18030"] else "gb18030"


def _strict(line: bytes, encoding: str) -> str | None:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None


def _clean(line: bytes, legacy: str) -> tuple[str | None, str | None]:
    """Encoding and text of a line in one encoding; ASCII has text alone, a mixed line neither."""
    if line.isascii():
        return None, line.decode("ascii")
    text = _strict(line, "utf-8")
    if text is not None and any(c >= "\u0800" for c in text):
        return "utf-8", text
    text = _strict(line, legacy)
    if text is not None and plausibility(text) >= _CLEAN and not _UTF8_RUN.search(line):
        return legacy, text
    return None, None


def _neighbours(encodings: list[str | None]) -> list[tuple[str | None, str | None]]:
    """For each line, the encoding of the nearest clean lines before and behind it."""
    before = _last_known(encodings)
    after = _last_known(encodings[::-1])[::-1]
    return list(zip([None, *before[:-1]], [*after[1:], None], strict=True))


def _last_known(encodings: list[str | None]) -> list[str | None]:
    last: str | None = None
    return [last := here or last for here in encodings]


def _mixed(
    line: bytes,
    number: int,
    legacy: str,
    around: tuple[str | None, str | None],
    report: _Report,
) -> str:
    """A damaged line, or one in several encodings."""
    if len(line) > LONGEST:
        half = _near_ascii(line, len(line) // 2)
        first = _mixed(line[:half], number, legacy, (around[0], None), report)
        return first + _mixed(line[half:], number, legacy, (None, around[1]), report)
    report.mixed += len(line)
    if report.mixed > _MOST_MIXED:
        return _quickly(line, number, legacy, report)
    pieces = read_mixture(line, legacy, *around)
    if all(piece.encoding != legacy for piece in pieces):
        report.encodings["utf-8"] = None
        return _mend_utf8(line, number, report)
    return _joined(pieces, len(line), number, report)


def _quickly(line: bytes, number: int, legacy: str, report: _Report) -> str:
    """A line as the encoding it is mostly in; for files damaged all over."""
    sound = sum(match.end() - match.start() for match in _CHARACTER.finditer(line))
    if sound * 2 >= len(line):
        report.encodings["utf-8"] = None
        return _mend_utf8(line, number, report)
    report.encodings[legacy] = None
    text = line.decode(legacy, "ignore")
    report.damage(number, "", max(1, len(line) - len(text.encode(legacy, "ignore"))))
    return text


def _near_ascii(line: bytes, at: int) -> int:
    """A place at or a little behind this one where no character is cut."""
    return next((i for i in range(at, min(at + 4096, len(line))) if line[i] < 0x80), at)


def _joined(pieces: list[Piece], size: int, number: int, report: _Report) -> str:
    """The text of a line in pieces; ASCII alone says nothing about its encoding."""
    text = ""
    for piece, end in zip(pieces, [*(p.start for p in pieces[1:]), size], strict=True):
        if piece.encoding is None:
            report.damage(number, text, end - piece.start)
        elif not piece.text.isascii():
            report.encodings[piece.encoding] = None
        text += piece.text
    return text


def _mend_utf8(line: bytes, number: int, report: _Report) -> str:
    text = ""
    at = 0
    for match in _CHARACTER.finditer(line):
        if match.start() > at:
            text += _broken(line[at : match.start()], number, text, report)
        text += match.group().decode("utf-8", "replace").replace("\ufffd", LOST)
        at = match.end()
    if at < len(line):
        text += _broken(line[at:], number, text, report)
    return text


def _broken(window: bytes, number: int, before: str, report: _Report) -> str:
    """What to make of a stretch of bytes between two whole characters.

    If taking out one run of bytes leaves a single character, bytes were pushed into it: the
    shortest such run goes, and of equal ones the one that leaves the commonest character. If the
    stretch holds the start or the rest of a character, that character is lost. Else the bytes
    are strays between two characters.
    """
    whole = _strict(bytes(byte for byte in window if byte not in _NEVER), "utf-8")
    if whole:
        report.damage(number, before, len(window) - len(whole.encode()))
        report.restored += len(whole)
        return whole
    found: list[tuple[int, bool, int, str]] = []
    if len(window) <= _WINDOW:
        for size in range(1, len(window) - 1):
            for start in range(1, len(window) - size):
                kept = window[:start] + window[start + size :]
                try:
                    character = kept.decode("utf-8")
                except UnicodeDecodeError:
                    continue
                if len(character) == 1:
                    # What was pushed in mostly begins with a byte that no text holds.
                    stray = window[start] in _NEVER
                    found.append((size, not stray, frequency_rank(character), character))
    if found:
        size, _, _, character = min(found)
        report.damage(number, before, size)
        report.restored += 1
        return character
    report.damage(number, before, len(window))
    has_piece = any(0xC2 <= byte <= 0xF4 for byte in window)
    if has_piece and len(window) > 1:
        report.lost += 1
        return LOST
    return ""
