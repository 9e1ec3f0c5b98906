"""The set phrases of a literature: found by counting, by quotation marks, and in a lexicon.

A segmenter cuts 八里店镇 and 城乡接合乡镇 apart, because no dictionary holds them. Here phrases are
proposed that a library itself holds together: runs of words that are firm inside and free outside
(`nlp.phrase_counts`), and what stands in quotation marks, also when it was said only once.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nlp.dictionary import bare_words
from nlp.phrase_counts import Runs, count_runs
from nlp.segmentation import Segmenter, lexicon
from nlp.stopwords import is_number, is_term
from nlp.text import fold_text
from nlp.tokens import TokenTable

Origin = Literal["counted", "quoted", "lexicon"]

LONGEST_RUN = 6
"""Words in a counted phrase at most."""
SHORTEST, LONGEST = 3, 16
"""Characters of a counted phrase."""
LONGEST_QUOTED = 24
_LEXICON_LENGTH = 4
_FEWEST = 3
# From this many tokens on a phrase must be more frequent: four in a million, at most so often.
_RATE = 2e-6
_MOST_NEEDED = 12
_FIRM, _FIRM_SINGLE, _FREE = 0.42, 0.7, 0.8
_INSIDE = 0.7
_QUOTE = '"'
# Verbs of one character that only join.
_EMPTY = frozenset("是有为在到对使让把被")
_JOINS = frozenset("、·-—")
# Pronouns, particles, adverbs: somebody speaks.
_SPOKEN = frozenset("ruyed")
# Parts of speech a phrase may begin and end with; verbs may begin one only if they end one, too.
_BEGINS = ("n", "j", "b", "a", "v", "s", "l", "i", "z", "eng", "t", "g", "h", "k", "x", "m")
_ENDS = ("n", "j", "v", "s", "l", "i", "eng", "g", "k", "an", "x")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase with what speaks for it.

    Attributes:
        form: Folded.
        count: Occurrences.
        documents: Documents it stands in.
        cohesion: How firmly its words hold together, lowest normalised PMI, up to 1; 1 for a
            phrase of the lexicon.
        left_entropy: How much what stands before it varies, bits.
        right_entropy: The same for what stands after it.
        quoted: Times it stands in quotation marks.
        origin: How it was found.
        score: How likely an editor would take it, 0 to 1.
        parts: What the score is made of, in log-odds.
    """

    form: str
    count: int
    documents: int
    cohesion: float
    left_entropy: float
    right_entropy: float
    quoted: int
    origin: Origin
    score: float
    parts: Mapping[str, float]


def find_phrases(
    table: TokenTable,
    *,
    segmenter: Segmenter,
    known: Collection[str] = (),
    refused: Collection[str] = (),
    limit: int = 2000,
) -> tuple[Phrase, ...]:
    """Finds the phrases of documents.

    Args:
        table: The documents.
        segmenter: The one that cut them.
        known: Words the library has put into its dictionary.
        refused: Phrases nobody wants to hear of.
        limit: Phrases wanted at most, the known ones not counted.

    Returns:
        The phrases, the surest first; the same whatever the order of the documents.
    """
    words = _Words(table, segmenter)
    away = frozenset(map(fold_text, refused))
    quoted = _quoted(words)
    wanted = {*map(fold_text, bare_words(lexicon())), *map(fold_text, known)} - away
    listed = _listed(words, wanted, quoted)
    taken = {phrase.form for phrase in listed} | away
    found = {p.form: p for p in _counted(words, quoted) if p.form not in taken}
    for phrase in _said_in_quotes(words, quoted):
        if phrase.form not in taken:
            found.setdefault(phrase.form, phrase)
    ranked = sorted(found.values(), key=lambda phrase: (-phrase.score, phrase.form))
    return (*ranked[:limit], *sorted(listed, key=lambda p: (-p.count, p.form)))


class _Words:
    """The words of a table: types that differ in their part of speech alone are one."""

    def __init__(self, table: TokenTable, segmenter: Segmenter) -> None:
        self.table = table
        self.segmenter = segmenter
        self.texts, of_type = table.words()
        self.numbers = {text: number for number, text in enumerate(self.texts)}
        self.tokens = of_type[table.tokens]
        self.owners = table.owners()
        pos: dict[int, Counter[str]] = {}
        times = np.bincount(table.tokens, minlength=len(table.types)).tolist()
        for (_, tag), number, count in zip(table.types, of_type.tolist(), times, strict=True):
            pos.setdefault(number, Counter())[tag] += count
        self.pos = [
            max(pos[n].items(), key=lambda e: (e[1], e[0]))[0] for n in range(len(self.texts))
        ]
        self.counts = np.bincount(self.tokens, minlength=len(self.texts))

    def breaks(self) -> NDArray[np.bool_]:
        """For each token whether no phrase may hold it."""
        of_word = np.array([not _may_hold(text) for text in self.texts], np.bool_)
        return of_word[self.tokens]

    def documents_of(self, number: int) -> int:
        """In how many documents a word stands."""
        return len(np.unique(self.owners[self.tokens == number]))


def _may_hold(word: str) -> bool:
    return bool(word) and word[0].isalnum() and word[-1].isalnum() and not is_number(word)


def _counted(words: _Words, quoted: Mapping[str, Sequence[int]]) -> Iterator[Phrase]:
    """Phrases whose words stand together more often than by chance."""
    least = min(_MOST_NEEDED, max(_FEWEST, math.ceil(_RATE * len(words.tokens))))
    runs = count_runs(words.tokens, words.breaks(), words.owners, least=least, longest=LONGEST_RUN)
    ends = np.array([_may_end(t, p, words) for t, p in zip(words.texts, words.pos, strict=True)])
    begins = np.array(
        [_may_begin(t, p, words) for t, p in zip(words.texts, words.pos, strict=True)]
    )
    singles = np.array([len(text) == 1 for text in words.texts])
    for level in runs:
        yield from _of_level(words, level, begins, ends, singles, quoted)


def _of_level(
    words: _Words,
    level: Runs,
    begins: NDArray[np.bool_],
    ends: NDArray[np.bool_],
    singles: NDArray[np.bool_],
    quoted: Mapping[str, Sequence[int]],
) -> Iterator[Phrase]:
    if not len(level.counts):
        return
    good = begins[level.words[:, 0]] & ends[level.words[:, -1]]
    good &= (level.cohesion >= _FIRM) & (level.inside < _INSIDE * level.counts)
    good &= np.minimum(level.left, level.right) >= _FREE
    # A single character at an end is rather cut off something (十八|大精神).
    edges = singles[level.words[:, 0]] | singles[level.words[:, -1]]
    good &= (level.cohesion >= _FIRM_SINGLE) | ~edges
    for row in np.flatnonzero(good):
        numbers = level.words[row].tolist()
        form = "".join(words.texts[n] for n in numbers)
        if not SHORTEST <= len(form) <= LONGEST or not _is_wholesome(words, numbers):
            continue
        yield _phrase(
            form,
            "counted",
            int(level.counts[row]),
            int(level.documents[row]),
            float(level.cohesion[row]),
            (float(level.left[row]), float(level.right[row])),
            len(quoted.get(form, ())),
        )


def _may_begin(text: str, pos: str, words: _Words) -> bool:
    if len(text) == 1 and not (pos[0] in "nbjva" and not text.isascii()):
        return False
    return pos.startswith(_BEGINS) and (len(text) == 1 or words.segmenter.is_term(text))


def _may_end(text: str, pos: str, words: _Words) -> bool:
    if len(text) == 1 and not (pos[0] in "nkgjv" and not text.isascii()):
        return False
    if text in _EMPTY:
        return False
    return pos.startswith(_ENDS) and (len(text) == 1 or words.segmenter.is_term(text))


def _is_wholesome(words: _Words, numbers: list[int]) -> bool:
    """Tells phrases from pieces of sentences by their words and the parts of speech of these."""
    if any(numbers[:k] == numbers[-k:] for k in range(1, len(numbers) // 2 + 1)):
        # Said over and over, it overlaps itself, and no count of it is true.
        return False
    tags = [words.pos[n] for n in numbers]
    if tags[0] == "v" and not (tags[-1] in {"v", "vn"} and len(numbers) == 2):
        # 推进 + 改革 is said often, but nobody would look it up.
        return False
    return not any(tag[0] in "uwyeo" for tag in tags) and tags[-1] != "vd"


def _quoted(words: _Words) -> dict[str, list[int]]:
    """What stands in quotation marks, with the document of each time."""
    number = words.numbers.get(_QUOTE)
    found: dict[str, list[int]] = {}
    for first, last in _pairs(words, number) if number is not None else ():
        if 0 < last - first - 1 <= LONGEST_QUOTED:
            form = "".join(words.texts[n] for n in words.tokens[first + 1 : last])
            found.setdefault(form, []).append(int(words.owners[first]))
    return found


def _pairs(words: _Words, quote: int) -> Iterator[tuple[int, int]]:
    """Opening and closing marks; folded they look alike, so the odd ones of a part open."""
    marks = np.flatnonzero((words.tokens == quote) | (words.table.tokens == 0))
    is_end = (words.table.tokens[marks] == 0).tolist()
    opened: int | None = None
    for at, end in zip(marks.tolist(), is_end, strict=True):
        if end:
            opened = None
        elif opened is None:
            opened = at
        else:
            yield opened, at
            opened = None


def _said_in_quotes(words: _Words, quoted: Mapping[str, Sequence[int]]) -> Iterator[Phrase]:
    for form, owners in quoted.items():
        if _is_formulation(form, words.segmenter.tags(form)):
            times, documents = len(owners), len(set(owners))
            yield _phrase(form, "quoted", times, documents, 0.0, (0.0, 0.0), times)


def _is_formulation(form: str, pieces: list[tuple[str, str]]) -> bool:
    """Tells what a name or formulation is from what somebody said."""
    if not SHORTEST <= len(form) <= LONGEST_QUOTED or len(pieces) < 2:
        return False
    if not form[0].isalnum() or not form[-1].isalnum():
        return False
    for word, pos in pieces:
        if not word[0].isalnum() and word not in _JOINS:
            return False
        if pos[0] in _SPOKEN or word == "是":
            return False
    return any(is_term(word) for word, _ in pieces) and not is_number(form)


def _listed(
    words: _Words, wanted: Collection[str], quoted: Mapping[str, Sequence[int]]
) -> list[Phrase]:
    """Set phrases of the lexicon and the library's dictionary that stand in the documents."""
    found = []
    for form in wanted:
        number = words.numbers.get(form)
        if number is None or len(form) < _LEXICON_LENGTH:
            continue
        count = int(words.counts[number])
        entropy = math.log2(count) if count else 0.0
        found.append(
            _phrase(
                form,
                "lexicon",
                count,
                words.documents_of(number),
                1.0,
                (entropy, entropy),
                len(quoted.get(form, ())),
            )
        )
    return found


def _phrase(
    form: str,
    origin: Origin,
    count: int,
    documents: int,
    cohesion: float,
    entropies: tuple[float, float],
    quoted: int,
) -> Phrase:
    parts = {
        "cohesion": 6 * (cohesion - 0.6),
        "freedom": 0.6 * (min(*entropies, 4.0) - 1.5),
        "frequency": 0.5 * math.log(count / _FEWEST),
        "quoted": 1.2 * math.log1p(quoted) if quoted else 0.0,
    }
    if origin == "quoted":
        parts = {"quoted": 1.2 * math.log1p(quoted) - 0.8, "length": -0.12 * max(0, len(form) - 8)}
    score = 1.0 if origin == "lexicon" else 1 / (1 + math.exp(-sum(parts.values())))
    return Phrase(form, count, documents, cohesion, *entropies, quoted, origin, score, parts)
