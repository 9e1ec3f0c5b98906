"""How Chinese words sound: pinyin without tones, as it is typed.

A word whose characters have one sound each is read from a table; one with a heteronym is read by
the longest phrases of pypinyin's dictionary that stand in it (银行 yin hang, 重庆市 chong qing
shi). Runs of Latin letters and digits are one unit and read as they are. ü is written v.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

_UNITS = re.compile(r"[a-z0-9]+|[^\W_]")
_LETTERS = re.compile(r"[a-z0-9]+")
_STARTS = frozenset("abcdefghjklmnopqrstwxyz")
_WIDE_STARTS = ("zh", "ch", "sh")
_DIAERESIS = "\u0308"
_U_FOR_V = re.compile(r"(?<=[jqxy])v")
# Within a word "nyu" is n and yu (guanyu).
_Y_FOR_V = re.compile(r"(?<=l)yu|(?<=^n)yu")
_BETWEEN = re.compile(r"['\s]+")
_FUZZY = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"))
_LONGEST_PHRASE = 8
_LONGEST_TYPED = 64
# As the first character of a name these sound otherwise than in words.
_SURNAMES = {
    "曾": "zeng",
    "单": "shan",
    "解": "xie",
    "仇": "qiu",
    "查": "zha",
    "朴": "piao",
    "翟": "zhai",
    "区": "ou",
    "任": "ren",
    "盖": "ge",
    "缪": "miao",
    "乐": "yue",
    "洗": "xian",
    "员": "yun",
    "华": "hua",
    "召": "shao",
    "秘": "bi",
    "折": "she",
    "覃": "qin",
}


def units(word: str) -> list[str]:
    """Cuts a word into what has a sound of its own.

    Args:
        word: A folded word.

    Returns:
        Its Han characters and its runs of Latin letters and digits; punctuation falls out.
    """
    return _UNITS.findall(word)


def syllables(word: str, *, name: bool = False) -> tuple[str, ...]:
    """Reads a word.

    Args:
        word: A folded word.
        name: True for the name of a person, whose first character may be a surname with a sound
            of its own (单 shan).

    Returns:
        One syllable for each of `units(word)`: ("gong", "tong", "fu", "yu"), ("gdp", "zeng", "su").
    """
    found = tuple(map(_sounds().__getitem__, word))
    if "" in found:
        found = _read(word)
    if name and word[:1] in _SURNAMES:
        return (_SURNAMES[word[0]], *found[1:])
    return found


def initials(sounds: tuple[str, ...]) -> str:
    """The first letters of syllables; Latin words and numbers stay whole in front of others.

    Args:
        sounds: What `syllables` gave.

    Returns:
        "gtfy" for 共同富裕, "gdpzs" for GDP增速.
    """
    known = known_syllables()
    return "".join(sound[0] if sound in known else sound for sound in sounds)


def fuzzy(letters: str) -> str:
    """The form in which sounds are equal that many speakers do not tell apart.

    Args:
        letters: Pinyin without spaces; several joined by line ends also do.

    Returns:
        The letters with zh as z, ch as c, sh as s, ng as n and l as n.
    """
    for sound, its_like in _FUZZY:
        letters = letters.replace(sound, its_like)
    return letters


def typed_letters(text: str) -> str:
    """The form in which typed pinyin is compared.

    Args:
        text: Anything typed.

    Returns:
        It in lower case without tones and apostrophes, ü (also lyu, nyu) as v where it differs
        from u.
    """
    plain = _toneless(_BETWEEN.sub("", text.lower()))
    return _U_FOR_V.sub("u", _Y_FOR_V.sub("v", plain))


def is_pinyin_like(text: str) -> bool:
    """Tells whether a text can be typed pinyin: syllables, initials, or a mixture.

    Args:
        text: What was typed.

    Returns:
        True for "gongtongfuyu", "gtfy", "gongtf", "gongtongf", "lü"; False for "internet", "g20"
        and whatever is long.
    """
    letters = typed_letters(text)
    if not letters or len(letters) > _LONGEST_TYPED or not letters.isascii():
        return False
    known, beginnings = known_syllables(), _beginnings()
    reached = {0}
    for end in range(1, len(letters) + 1):
        for start in range(max(end - 6, 0), end):
            piece = letters[start:end]
            if start in reached and (
                piece in _STARTS
                or piece in _WIDE_STARTS
                or piece in known
                or (end == len(letters) and piece in beginnings)
            ):
                reached.add(end)
                break
    return len(letters) in reached


@cache
def known_syllables() -> frozenset[str]:
    """Every syllable of pinyin that a character has, without tone."""
    from pypinyin.constants import PINYIN_DICT

    readings = {
        reading
        for code in range(0x4E00, 0x9FA6)
        for reading in PINYIN_DICT.get(code, "").split(",")
    }
    plain = map(_toneless, readings)
    return frozenset(sound for sound in plain if any(vowel in sound for vowel in "aeiouv"))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(s[:end] for s in known_syllables() for end in range(1, len(s) + 1))


class _Sounds(dict[str, str]):
    """The sound of every character met that has only one; "" for all others."""

    def __init__(self) -> None:
        from pypinyin.constants import PINYIN_DICT

        super().__init__()
        self._readings: Mapping[int, str] = PINYIN_DICT

    def __missing__(self, char: str) -> str:
        sounds = self.readings(char)
        self[char] = sound = sounds[0] if len(set(sounds)) == 1 else ""
        return sound

    def readings(self, char: str) -> list[str]:
        """Every sound of a character, the usual one first."""
        given = self._readings.get(ord(char), "")
        return [_toneless(reading) for reading in given.split(",") if reading]


@cache
def _sounds() -> _Sounds:
    return _Sounds()


@cache
def _phrases() -> Mapping[str, list[list[str]]]:
    from pypinyin.constants import PHRASES_DICT

    phrases: Mapping[str, list[list[str]]] = PHRASES_DICT
    return phrases


@lru_cache(maxsize=8192)
def _toneless(text: str) -> str:
    """Text without the marks of tones; a u with two dots becomes v."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text).replace("u" + _DIAERESIS, "v")
    plain = "".join(c for c in parts if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain)


def _read(word: str) -> tuple[str, ...]:
    """Reads a word that holds a heteronym, or something that is no Han character."""
    phrase = _phrases().get(word)
    if phrase is not None and len(phrase) == len(word):
        return tuple([_toneless(sound[0]) for sound in phrase])
    found: list[str] = []
    at = 0
    parts = units(word)
    while at < len(parts):
        for end in range(min(len(parts), at + _LONGEST_PHRASE), at + 1, -1):
            phrase = _phrases().get("".join(parts[at:end]))
            if phrase is not None and len(phrase) == end - at:
                found += [_toneless(sound[0]) for sound in phrase]
                at = end
                break
        else:
            found.append(_alone(parts[at]))
            at += 1
    return tuple(found)


def _alone(unit: str) -> str:
    if _LETTERS.fullmatch(unit):
        return unit
    readings = _sounds().readings(unit)
    return readings[0] if readings else unit
