from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from nlp.pinyin import (
    fuzzy,
    initials,
    is_pinyin_like,
    known_syllables,
    syllables,
    typed_letters,
    units,
)
from nlp.segmentation import lexicon


@pytest.mark.parametrize(
    ("word", "sounds", "first"),
    [
        ("共同富裕", "gong tong fu yu", "gtfy"),
        ("重庆市", "chong qing shi", "cqs"),
        ("银行业", "yin hang ye", "yhy"),
        ("效率", "xiao lv", "xl"),
        ("女性", "nv xing", "nx"),
        ("gdp增速", "gdp zeng su", "gdpzs"),
        ("5g", "5g", "5g"),
        ("吐尔逊·买买提", "tu er xun mai mai ti", "texmmt"),
        ("c++", "c", "c"),
        ("、。", "", ""),
        ("", "", ""),
    ],
)
def test_readings(word: str, sounds: str, first: str) -> None:
    assert " ".join(syllables(word)) == sounds
    assert initials(syllables(word)) == first


def test_surnames_have_sounds_of_their_own() -> None:
    assert syllables("单田", name=True) == ("shan", "tian")
    assert syllables("曾经") == ("ceng", "jing")
    assert syllables("简单", name=True) == ("jian", "dan")


@pytest.mark.parametrize("word", [line.split(" ")[0] for line in lexicon()][::7])
def test_set_phrases_are_read_as_pypinyin_reads_them(word: str) -> None:
    assert list(syllables(word)) == lazy_pinyin(word)


@given(st.text(max_size=30))
def test_every_unit_has_one_sound(word: str) -> None:
    assert len(syllables(word)) == len(units(word))
    assert all(syllables(word))


@given(st.text(max_size=80))
def test_nothing_typed_raises(text: str) -> None:
    is_pinyin_like(text)
    fuzzy(typed_letters(text))


@pytest.mark.parametrize(
    "text",
    ["gongtongfuyu", "gtfy", "gongtf", "gongtongf", "zhgfz", "lü", "LV", "gòngtóng", "gong'tong"],
)
def test_what_can_be_pinyin(text: str) -> None:
    assert is_pinyin_like(text)


@pytest.mark.parametrize("text", ["internet", "g20", "共同", "uu", "", " ", "a" * 1000])
def test_what_cannot_be_pinyin(text: str) -> None:
    assert not is_pinyin_like(text)


@pytest.mark.parametrize(
    ("typed", "letters"),
    [
        ("Gong'Tong", "gongtong"),
        ("lüse", "lvse"),
        ("lǜsè", "lvse"),
        ("lyuse", "lvse"),
        ("nyuxing", "nvxing"),
        ("jvjue", "jujue"),
        ("guanyu", "guanyu"),
    ],
)
def test_ways_to_type(typed: str, letters: str) -> None:
    assert typed_letters(typed) == letters


def test_sounds_that_many_do_not_tell_apart() -> None:
    assert fuzzy("zhonglin") == fuzzy("zongnin")
    assert fuzzy("shichang") == fuzzy("sican")
    assert fuzzy("fuyu") != fuzzy("huyu")


def test_syllables_are_those_of_pinyin() -> None:
    known = known_syllables()
    assert {"zhuang", "lv", "nve", "er", "a", "yu"} <= known
    assert 400 < len(known) < 430
    assert all(sound.isascii() and sound.isalpha() for sound in known)
