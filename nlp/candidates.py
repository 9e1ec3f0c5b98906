"""Terms of texts that might be their keywords: words, and phrases of adjacent words.

All texts of one question are worked through at once, as arrays: a thousand articles have some
160,000 candidates, of which no more than twenty an article are ever shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.segmentation import Segmenter
from nlp.stopwords import stop_words
from nlp.tokens import PART_END, TokenTable

LONGEST_PHRASE = 4
"""Words of a candidate at most."""
_LONGEST_TERM = 16
# One character may stand inside a phrase if it is of these parts of speech (车|企, 县|城).
_PARTS_OF_PHRASES = frozenset("ngvab")
_NUMBER = "m"
# Above this many characters a phrase must occur twice, or in the title, to be looked at.
_LONG_TEXT = 2000
_REPEATED = 2

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where a term stands in its text.

    Attributes:
        part: 0 for the title, 1 for the first paragraph.
        token: Its first token in that part.
        size: Its tokens.
        start: Its first character in that part, folded and with preferred words.
        end: One past its last.
    """

    part: int
    token: int
    size: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Terms of texts with their occurrences; an entry for each term of each text.

    Attributes:
        types: Word and part of speech by number.
        words: The words of the texts, folded, preferred ones where the segmenter gives those.
        keys: The terms: folded, as the words are.
        lengths: Characters of the paragraphs of each text.
        parts: Number of paragraphs of each text.
        owner: For each candidate the row of its text, ascending.
        key: Number of its term.
        size: Its words.
        tokens: Types of its words where it first stands, shape (candidates, `LONGEST_PHRASE`);
            those beyond its size mean nothing, as in the next two.
        members: Numbers of these words.
        alone: Occurrences of these words as candidates of their own, 0 for those that are none.
        total: Occurrences in title and paragraphs.
        title_count: Those in the title.
        first: Place of the first occurrence in the paragraphs, 0 to 1; 0 if there is none.
        paragraphs: Paragraphs it occurs in.
        inside: Most occurrences it has inside one and the same longer phrase.
        bound: Occurrences, at most, that have phrases said twice or more on one and the same side.
        numbered: Occurrences right behind a number.
        places: Where it first stands: the attributes of `Place`, shape (candidates, 5).
    """

    types: Sequence[tuple[str, str]]
    words: Sequence[str]
    keys: Sequence[str]
    lengths: Numbers
    parts: Numbers
    owner: Numbers
    key: Numbers
    size: Numbers
    tokens: Numbers
    members: Numbers
    alone: Numbers
    total: Numbers
    title_count: Numbers
    first: NDArray[np.float64]
    paragraphs: Numbers
    inside: Numbers
    bound: Numbers
    numbered: Numbers
    places: Numbers

    def __len__(self) -> int:
        """Number of candidates."""
        return len(self.key)

    def is_member(self) -> Flags:
        """Which of `tokens`, `members` and `alone` mean something."""
        return np.arange(LONGEST_PHRASE) < self.size[:, None]

    def vocabulary(self) -> list[str]:
        """The words that the candidates are made of."""
        return [self.words[n] for n in np.unique(self.members[self.is_member()]).tolist()]

    def place(self, number: int) -> Place:
        """Where a candidate first stands."""
        return Place(*self.places[number].tolist())


def find_candidates(table: TokenTable, segmenter: Segmenter) -> Candidates:
    """Finds the words and phrases of texts that might be their keywords.

    Args:
        table: The texts; the first part of each is its title, may be empty.
        segmenter: Cut their words.

    Returns:
        The candidates, those of the first text first.
    """
    texts = _Texts(table)
    words = _Words(texts, segmenter)
    keys, place, size, key = _occurrences(texts, words)
    owner = texts.owner[place]
    order = np.lexsort((place * (LONGEST_PHRASE + 1) + size, owner * len(keys) + key))
    place, size, key, owner = place[order], size[order], key[order], owner[order]
    is_new = _changes(owner) | _changes(key)
    begin = np.flatnonzero(is_new)
    in_title = texts.part[place] == 0
    total = np.diff(np.append(begin, len(place)))
    title_count = _sums(in_title, begin)
    count = total - title_count
    # Occurrences are in the order of the text, those in the title come first.
    body = begin + np.minimum(title_count, total - 1)
    first = texts.position(place[body])
    first[count == 0] = 0.0
    paragraphs = _sums((is_new | _changes(texts.part[place])) & ~in_title, begin)
    # The token before the first one is the last: the end of a part.
    numbered = _sums(words.is_number[texts.tokens[place - 1]], begin)
    fits = (texts.lengths[owner[begin]] <= _LONG_TEXT) | (size[begin] == 1)
    fits |= (title_count > 0) | (count > 1)
    number = np.where(fits, np.cumsum(fits) - 1, -1)
    at = np.full((LONGEST_PHRASE + 1, len(texts.tokens) + LONGEST_PHRASE), -1, np.int64)
    at[size, place] = number[np.cumsum(is_new) - 1]
    head, size, total = place[begin][fits], size[begin][fits], total[fits]
    around = np.minimum(head[:, None] + np.arange(LONGEST_PHRASE), len(texts.tokens) - 1)
    tokens = texts.tokens[around]
    # Where there is no candidate the number is -1: the last entry, put there for that.
    alone = np.append(total, 0)[at[1, around]]
    return Candidates(
        types=texts.types,
        words=words.texts,
        keys=keys,
        lengths=texts.lengths,
        parts=texts.parts,
        owner=owner[begin][fits],
        key=key[begin][fits],
        size=size,
        tokens=tokens,
        members=words.of_type[tokens],
        alone=alone,
        total=total,
        title_count=title_count[fits],
        first=first[fits],
        paragraphs=paragraphs[fits],
        inside=_nesting(head, size, total, at),
        bound=_bound(head, size, total, at),
        numbered=numbered[fits],
        places=texts.places(head, size),
    )


class _Texts:
    """The tokens of texts and where each stands; a space between Latin words is left out."""

    def __init__(self, table: TokenTable) -> None:
        used, tokens = np.unique(table.tokens, return_inverse=True)
        self.types = [table.types[number] for number in used.tolist()]
        written = [word for word, _ in self.types]
        lengths = np.array(list(map(len, written)), np.int64)[tokens]
        ends = np.cumsum(lengths)
        is_end = table.tokens == PART_END
        owner = table.owners()
        part = np.cumsum(is_end) - is_end
        begins = np.flatnonzero(_changes(part))
        self.part_start = (ends - lengths)[begins]
        self._first_part = np.searchsorted(begins, table.starts[:-1])
        self.parts = np.diff(np.append(self._first_part, len(begins))) - 1
        self.text = "".join([written[number] for number in tokens.tolist()])
        edges = np.append(self.part_start, len(self.text))
        after_title = np.minimum(self._first_part + 1, len(begins))
        spans = np.append(edges[self._first_part], len(self.text))[1:] - edges[after_title]
        self.lengths = spans - self.parts
        is_ascii = np.array([word.isascii() for word in written], np.bool_)[tokens]
        is_space = np.array([word == " " for word in written], np.bool_)[tokens]
        kept = np.ones(len(tokens), np.bool_)
        kept[1:-1] = ~(is_space[1:-1] & is_ascii[:-2] & is_ascii[2:])
        self.tokens = tokens[kept].astype(np.int64)
        self.owner, self._part = owner[kept], part[kept]
        self.part = self._part - self._first_part[self.owner]
        self.end, self.start = ends[kept], (ends - lengths)[kept]
        self.number = (np.arange(len(tokens)) - begins[part])[kept] if len(tokens) else part

    def position(self, place: Numbers) -> NDArray[np.float64]:
        """Where tokens stand among the paragraphs of their text, 0 to 1."""
        owner, part = self.owner[place], self.part[place]
        first = np.minimum(self._first_part[owner] + 1, len(self.part_start) - 1)
        # The ends of the parts are characters, too, but nobody sees them.
        before = self.start[place] - self.part_start[first] - (part - 1)
        found: NDArray[np.float64] = np.minimum(1.0, before / np.maximum(1, self.lengths[owner]))
        return found

    def places(self, head: Numbers, size: Numbers) -> Numbers:
        """The attributes of `Place` of terms, by first token and number of tokens."""
        begin = self.part_start[self._part[head]]
        last = head + size - 1
        columns = (
            self.part[head],
            self.number[head],
            self.number[last] - self.number[head] + 1,
            self.start[head] - begin,
            self.end[last] - begin,
        )
        return np.stack(columns, axis=1)


class _Words:
    """The words of texts: types that differ in their part of speech alone are one."""

    def __init__(self, texts: _Texts, segmenter: Segmenter) -> None:
        numbers: dict[str, int] = {}
        of_type = [numbers.setdefault(word, len(numbers)) for word, _ in texts.types]
        self.of_type = np.array(of_type, np.int64)
        self.texts = list(numbers)
        is_term = [segmenter.is_term(word) for word, _ in texts.types]
        fits = [len(word) <= _LONGEST_TERM or word in segmenter.listed for word, _ in texts.types]
        joins = [
            term or _may_join(word, pos)
            for term, (word, pos) in zip(is_term, texts.types, strict=True)
        ]
        self.is_candidate = np.array(is_term, np.bool_) & np.array(fits, np.bool_)
        self.is_number = np.array([pos.startswith(_NUMBER) for _, pos in texts.types], np.bool_)
        self.joins = np.array(joins, np.bool_)


def _may_join(word: str, pos: str) -> bool:
    """Tells whether a word that is no term may stand inside one."""
    return (
        len(word) == 1
        and pos[0] in _PARTS_OF_PHRASES
        and word.isalpha()
        and not word.isascii()
        and word not in stop_words()
    )


def _occurrences(texts: _Texts, words: _Words) -> tuple[list[str], Numbers, Numbers, Numbers]:
    """Finds every occurrence of a term: the terms; first token, size and number of the term."""
    numbers = {word: number for number, word in enumerate(words.texts)}
    joins = words.joins[texts.tokens]
    place = np.flatnonzero(words.is_candidate[texts.tokens])
    places, keys = [place], [words.of_type[texts.tokens[place]]]
    runs_on = joins
    for size in range(2, LONGEST_PHRASE + 1):
        if len(joins) < size:
            break
        runs_on = runs_on[:-1] & joins[size - 1 :]
        short = texts.end[size - 1 :] - texts.start[: 1 - size] <= _LONGEST_TERM
        place = np.flatnonzero(runs_on & short)
        starts, ends = texts.start[place].tolist(), texts.end[place + size - 1].tolist()
        forms = [texts.text[start:end] for start, end in zip(starts, ends, strict=True)]
        places.append(place)
        keys.append(np.array([numbers.setdefault(form, len(numbers)) for form in forms], np.int64))
    sizes = [np.full(len(some), size, np.int64) for size, some in enumerate(places, start=1)]
    return list(numbers), np.concatenate(places), np.concatenate(sizes), np.concatenate(keys)


def _nesting(head: Numbers, size: Numbers, total: Numbers, at: Numbers) -> Numbers:
    """For each candidate how often it stands inside one longer phrase, at most.

    Args:
        head: First token of the first occurrence of each.
        size: Tokens.
        total: Occurrences.
        at: The candidates by size and first token, -1 where there is none.
    """
    inside = np.zeros(len(head) + 1, np.int64)
    for long in range(2, LONGEST_PHRASE + 1):
        phrases = np.flatnonzero(size == long)
        for short in range(1, long):
            for begin in range(long - short + 1):
                np.maximum.at(inside, at[short, head[phrases] + begin], total[phrases])
    return inside[:-1]


def _bound(head: Numbers, size: Numbers, total: Numbers, at: Numbers) -> Numbers:
    """For each candidate how often it begins, or ends, phrases of two words that are repeated.

    Args:
        head: First token of the first occurrence of each.
        size: Tokens.
        total: Occurrences.
        at: The candidates by size and first token, -1 where there is none.
    """
    bound = np.zeros((2, len(head) + 1), np.int64)
    phrases = np.flatnonzero((size == 2) & (total >= _REPEATED))
    for side in range(2):
        np.add.at(bound[side], at[1, head[phrases] + side], total[phrases])
    most: Numbers = bound[:, :-1].max(axis=0)
    return most


def _changes(values: Numbers) -> Flags:
    """For each value whether it differs from the one before; the first does."""
    changed = np.ones(len(values), np.bool_)
    changed[1:] = values[1:] != values[:-1]
    return changed


def _sums(flags: Flags, begin: Numbers) -> Numbers:
    """How many flags of each group are set; groups lie one after the other."""
    done = np.concatenate([[0], np.cumsum(flags)])
    sums: Numbers = np.diff(np.append(done[begin], done[-1]))
    return sums
