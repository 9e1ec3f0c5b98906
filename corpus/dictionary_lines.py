"""A dictionary as lines of text, for pasting many words at once and for keeping outside.

    八里店镇                  a word that is kept whole
    新质生产力 300 n           the same with frequency and part of speech: jieba's user dictionary
    - 本报讯                  a stop word of this library
    + 我们                    a usual stop word that counts here
    ? 差别城乡                a phrase that is proposed no more
    # a remark

Sign and word may stand together. A bare list of words and jieba's own user dictionaries are
such texts; so is what `write_line` gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.dictionary_words import DictionaryWord, Kind

_SIGNS: dict[str, Kind] = {"-": "stop", "－": "stop", "+": "spared", "＋": "spared", "?": "refused"}
_SIGNS["？"] = "refused"
_WRITTEN: dict[Kind, str] = {"word": "", "stop": "- ", "spared": "+ ", "refused": "? "}
_ENTRY = re.compile(r"(?P<word>\S+)(?:\s+(?P<frequency>[0-9]{1,18}))?(?:\s+(?P<pos>[a-z]{1,3}))?")


@dataclass(frozen=True, slots=True)
class Line:
    """One word as it was written.

    Attributes:
        number: Of the line, from 1.
        text: The line.
        kind: What the word is.
        word: The word; the whole line if it could not be understood.
        frequency: Its frequency, if one stands there.
        pos: Its part of speech, if one stands there.
    """

    number: int
    text: str
    kind: Kind
    word: str
    frequency: int | None = None
    pos: str | None = None


def read_lines(text: str) -> Iterator[Line]:
    """Reads a pasted dictionary; each line that is neither empty nor a remark."""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip().removeprefix("\ufeff")
        if not bare or bare.startswith("#"):
            continue
        kind = _SIGNS.get(bare[0], "word")
        rest = bare[1:].strip() if bare[0] in _SIGNS else bare
        entry = _ENTRY.fullmatch(rest)
        if entry is None:
            yield Line(number, bare, kind, rest)
            continue
        frequency = int(entry["frequency"]) if entry["frequency"] else None
        yield Line(number, bare, kind, entry["word"], frequency, entry["pos"])


def write_line(word: DictionaryWord) -> str:
    """One word as a line that `read_lines` understands as just this word."""
    return f"{_WRITTEN[word.kind]}{word.entry}"
