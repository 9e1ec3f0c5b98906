"""Lines as people meant them: one kind of line end, one kind of indent, nothing invisible."""

from __future__ import annotations

import re

INDENT = "\u3000\u3000"
LOST = "〓"
"""Stands for a character that is lost: the printer's sign for a missing sort (U+3013)."""

_NEWLINE = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = "[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_WIDE = "[\u2018-\u201d\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]"
_IS_WIDE = re.compile(_WIDE)
# From the first space of a run only, or a long run inside a line takes quadratic time.
_TRAILING = re.compile(f"(?<!{_SPACE}){_SPACE}++$", re.MULTILINE)
_LEADING = re.compile(f"^(?!\u3000\u3000(?!{_SPACE})){_SPACE}+", re.MULTILINE)
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\u00ad\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2060"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffd-\uffff]|^[ \t\u3000]|[ \t\u3000]$",
    re.MULTILINE,
)


def _indent(match: re.Match[str]) -> str:
    """Two full-width spaces for what was meant as an indent, nothing for a stray space."""
    return INDENT if match.group() != " " else ""


def clean(text: str) -> tuple[str, list[str]]:
    """Bring line ends, indents and invisible characters to one form.

    Line ends of all systems become a line feed; white space before a line becomes two full-width
    spaces, the mark of a new paragraph; white space after it goes, as do control characters,
    zero-width characters, the Ctrl-Z of DOS and empty lines at both ends.

    Args:
        text: Any string.

    Returns:
        The cleaned text and Chinese sentences about what was taken out or looks damaged.
    """
    if not _SUSPECT.search(text):
        return text.strip("\n"), []
    notes: list[str] = []
    text = _NEWLINE.sub("\n", text.rstrip("\x1a\x00 \r\n"))
    if nuls := text.count("\0"):
        notes.append(f"文中夹有 {nuls} 个空字节，已去掉。")
        text = text.replace("\0", "")
    text = _INVISIBLE.sub("", text)
    text, controls = _CONTROL.subn("", text)
    if controls:
        notes.append(f"文中夹有 {controls} 个不可见的控制符，已去掉。")
    text, halves = _SURROGATE.subn(LOST, text)
    if halves:
        notes.append(f"文中有 {halves} 个不完整的字符，以{LOST}代替，请对照原文补上。")
    if replaced := text.count("\ufffd"):
        notes.append(f"文中有 {replaced} 处“\ufffd”，是文件在此之前已经丢失的字，请对照原文补上。")
    text = _TRAILING.sub("", text.replace("\u00a0", " "))
    return _LEADING.sub(_indent, text).strip("\n"), notes


def join_soft(text: str, mark: str = "\n") -> str:
    """Join lines that were broken only for the editor's window.

    Args:
        text: A text in which `mark` stands for a line end without meaning.
        mark: One character.

    Returns:
        The text; a mark beside a Chinese character vanishes, any other becomes a space.
    """
    # Each run of spaces is looked at once, as a whole: a long one costs no more than its length.
    run = re.compile(f"(?<![ {mark}])[ {mark}]++")

    def joined(found: re.Match[str]) -> str:
        if mark not in found.group():
            return found.group()
        around = (
            text[max(found.start() - 1, 0) : found.start()],
            text[found.end() : found.end() + 1],
        )
        return "" if any(map(_IS_WIDE.match, around)) else " "

    return run.sub(joined, text)


def is_blank(text: str) -> bool:
    """True if nothing of the text would be seen on paper."""
    return not _INVISIBLE.sub("", _CONTROL.sub("", text)).strip()
