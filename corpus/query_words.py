"""Which words of what was typed count: those an article is looked through for."""

from __future__ import annotations

from corpus.matching import match_text
from nlp.dictionary import Dictionary, plain_segmenter_for, segmenter_for
from nlp.text import fold_text
from nlp.variants import variant_form

_FUNCTION_TAGS = frozenset("upcry")
_EMPTY_WORDS = frozenset({"是", "有"})


def words_of(value: str, dictionary: Dictionary) -> tuple[str, ...]:
    """The folded words of a text that hold a letter, digit or Han character, each once."""
    words = plain_segmenter_for(dictionary).words(fold_text(value))
    return tuple(dict.fromkeys(w for w in words if any(map(str.isalnum, w))))


def needles_of(value: str, dictionary: Dictionary) -> tuple[str, ...]:
    """The words that count in what was typed without a space.

    Words of the library's list of variants stay whole. Function words part the others; single
    characters left beside each other are one word that the dictionary does not know ("店|镇"), a
    single one alone counts only if nothing else does.

    Args:
        value: What was typed.
        dictionary: The library's own words, and its words that mean the same.

    Returns:
        Matching forms; empty only if nothing at all is left of the value.
    """
    found: list[str] = []
    singles: list[str] = []
    run = ""
    folded = fold_text(value)
    for _, pos, start, end in segmenter_for(dictionary).tagged(folded):
        word = folded[start:end]
        listed = len(dictionary.variants.forms(variant_form(word))) > 1
        empty = (pos[0] in _FUNCTION_TAGS or word in _EMPTY_WORDS) and not listed
        if len(word) == 1 and word.isalnum() and not empty:
            run += word
            continue
        (found if len(run) > 1 else singles).append(run)
        run = ""
        if not empty and any(map(str.isalnum, word)):
            found.append(match_text(word))
    (found if len(run) > 1 else singles).append(run)
    return tuple(filter(None, dict.fromkeys(found))) or _all_of(match_text(value), singles)


def _all_of(whole: str, singles: list[str]) -> tuple[str, ...]:
    """Where no word counts, the whole is meant ("的", "是不是", "C++")."""
    alone = tuple(filter(None, dict.fromkeys(singles)))
    return alone if alone and len(whole) > 8 else tuple(filter(None, (whole,)))
