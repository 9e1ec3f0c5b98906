"""Words of a library that a reader may have meant (“你是不是要找”).

What sounds the same comes first, for that is how Chinese is mistyped; then what sounds alike; then
what differs by a character or two. Weaker evidence is only looked at where there is no stronger.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice, pairwise
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from corpus.engine_queries import articles_with
from corpus.index_folder import Snapshot
from corpus.matching import match_text
from corpus.query import FIELDS, Field, quoted
from corpus.vocabulary import LONGEST, Entry, Kind, Lines, Vocabulary
from nlp.pinyin import fuzzy, is_pinyin_like, syllables, typed_letters
from nlp.segmentation import Segmenter

Why = Literal["pinyin", "edit"]

RARE = 2
"""A word that stands in more articles than this was meant."""
TIMES = 5
"""A word is only proposed if it is so many times as frequent as what was typed."""
MOST_WORDS = 8
MOST_LOOKS = 40
"""So many looks into the words of the library a query is worth."""
_LONGEST_QUERY = 400
_MOST_NEAR = 5000
_MOST_PARTS = 8
_WIDEST = 4
_SHORT = 4
_FEWEST_SYLLABLES = 3
_FEWEST_LETTERS = 5
_OPERATORS = {"and", "or", "not"}
KINDS: dict[Field | None, frozenset[Kind] | None] = {
    None: None,
    "title": frozenset({"term"}),
    "author": frozenset({"author"}),
    "source": frozenset({"source"}),
    "tag": frozenset({"tag"}),
    "column": frozenset({"column"}),
}
_OPENERS = ('"', "“", "„", "＂", "「", "『")
_PLAIN = re.compile(r"[\w《》·]+")
_WORD = re.compile(
    r"(?P<minus>(?<!\S)[-－−]\S)?(?:(?P<field>[^\W\d]{1,8})\s*[:：]\s*)?"
    r"(?P<word>[^\s()（）\"“”„＂「」『』:：*~|&]+)"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another query that a reader may have meant.

    Attributes:
        text: The word or words put in place of others.
        query: The whole query with them, ready to search.
        articles: In how many articles the first of them stands.
        why: "pinyin" if it sounds like what was typed, "edit" if it is written alike.
    """

    text: str
    query: str
    articles: int
    why: Why


class _Meant(NamedTuple):
    """What a word may have meant: its new text, the word that is new in it, and why."""

    text: str
    entry: Entry
    why: Why


def propose(
    snapshot: Snapshot, vocabulary: Vocabulary, query_text: str, limit: int
) -> tuple[Proposal, ...]:
    """Proposes other words for those of a query that the library hardly has.

    What is no word (operators, brackets, names of fields) stays as it was typed.

    Args:
        snapshot: The index the words were read from.
        vocabulary: The words.
        query_text: What was searched for.
        limit: How many proposals at most.

    Returns:
        Whole queries, the likeliest first.
    """
    typed = query_text.strip()
    if limit < 1 or len(typed) > _LONGEST_QUERY:
        return ()
    speller = _Speller(snapshot, vocabulary)
    found: dict[str, Proposal] = {}
    for made in list(_joined(speller, typed, limit)) or _one_by_one(speller, typed, limit):
        if made.query != typed:
            found.setdefault(made.query, made)
    return tuple(islice(found.values(), limit))


def plain_or_quoted(text: str) -> str:
    """A word as a query finds it: in quotes if it could be read as something else."""
    return text if _PLAIN.fullmatch(text) else quoted(text)


def _joined(speller: _Speller, typed: str, limit: int) -> Iterator[Proposal]:
    """What the words of a query mean together ("gong tong fu yu", 共同 付裕)."""
    words = [match_text(word) for word in typed.split()]
    whole = "".join(words)
    if len(words) < 2 or len(whole) > LONGEST or not whole.isalnum():
        return
    if any(map(speller.is_rare, words)):
        for entry, why in speller.sounding_same(whole, None, limit):
            yield Proposal(entry.text, plain_or_quoted(entry.text), entry.articles, why)


def _one_by_one(speller: _Speller, typed: str, limit: int) -> Iterator[Proposal]:
    """The query with the likeliest words in all places, then with others in one place."""
    meant: dict[tuple[int, int], list[_Meant]] = {}
    for word in islice(_WORD.finditer(typed), MOST_WORDS):
        options = list(islice(_meanings(speller, word, limit), limit))
        if options:
            meant[word.span("word")] = options
    best = {place: options[0] for place, options in meant.items()}
    choices = [best] if best else []
    choices += [{**best, place: other} for place, others in meant.items() for other in others[1:]]
    for choice in choices:
        parts: list[str] = []
        done = 0
        for (start, end), new in choice.items():
            parts += (typed[done:start], new.text)
            done = end
        first = next(iter(choice.values()))
        text = " ".join(new.text for new in choice.values())
        query = "".join([*parts, typed[done:]])
        yield Proposal(text, query, first.entry.articles, first.why)


def _meanings(speller: _Speller, word: re.Match[str], limit: int) -> Iterator[_Meant]:
    whole = match_text(word["word"])
    field = FIELDS.get(match_text(word["field"] or ""))
    if word["minus"] or not 2 <= len(whole) <= LONGEST or whole.isdecimal():
        return
    if whole in _OPERATORS or field not in KINDS or not speller.is_rare(whole):
        return
    kinds = KINDS[field]
    is_quoted = word.string[: word.start("word")][-1:] in _OPENERS
    windows = list(_windows(whole, speller.segmenter)) if field in {None, "title"} else []
    for look in (speller.sounding_same, speller.alike):
        found = look(whole, kinds, limit)
        for entry, why in found:
            yield _Meant(entry.text if is_quoted else plain_or_quoted(entry.text), entry, why)
        for part in windows:
            if found:
                break
            if speller.is_rare(part):
                found = look(part, KINDS["title"], limit)
                for entry, why in found:
                    yield _Meant(whole.replace(part, entry.text), entry, why)
        if found:
            return


def _windows(form: str, segmenter: Segmenter) -> Iterator[str]:
    """Parts of a text that may be one word, the longest first.

    The segmenter cuts a mistyped word into words and single characters; of the latter, those
    beside each other stay together.
    """
    runs = groupby(segmenter.words(form), lambda word: len(word) == 1)
    parts = [part for single, run in runs for part in (["".join(run)] if single else run)][
        :_MOST_PARTS
    ]
    for size in range(min(len(parts) - 1, _WIDEST), 0, -1):
        for start in range(len(parts) - size + 1):
            window = "".join(parts[start : start + size])
            if len(window) > 1:
                yield window


class _Speller:
    """Finds words that sound or are written like others."""

    def __init__(self, snapshot: Snapshot, vocabulary: Vocabulary) -> None:
        self._snapshot = snapshot
        self._words = vocabulary
        self.segmenter = vocabulary.segmenter
        self._counts: dict[str, int] = {}
        self._looks = 0

    def is_rare(self, form: str) -> bool:
        """True if the library hardly has this text."""
        return self._count(form) <= RARE

    def sounding_same(
        self, form: str, kinds: Collection[Kind] | None, limit: int
    ) -> list[tuple[Entry, Why]]:
        """Words with the same pinyin, else with pinyin that many speakers do not tell apart.

        Args:
            form: A matching form: characters, typed pinyin or both.
            kinds: Kinds of words to look at; all if None.
            limit: How many at most.

        Returns:
            The most frequent first.
        """
        for way in self._ways(form) if self._may_look() else ():
            found = list(islice(self._fitting(form, way, kinds), limit))
            if found:
                return [(self._words.entries[n], "pinyin") for n in found]
        return []

    def alike(
        self, form: str, kinds: Collection[Kind] | None, limit: int
    ) -> list[tuple[Entry, Why]]:
        """Words that are written alike or sound alike, those with the fewest changes first.

        Args:
            form: As for `sounding_same`.
            kinds: As for `sounding_same`.
            limit: As for `sounding_same`.
        """
        if not self._may_look():
            return []
        near: dict[int, tuple[int, Why]] = {}
        names_only = kinds is not None and "term" not in kinds
        if names_only or not self._is_made_of_words(form):
            near.update({n: (changes, "edit") for n, changes in self._written_alike(form)})
        for n in self._sounding_alike(form):
            near.setdefault(n, (1, "pinyin"))
        order = sorted(near, key=lambda n: (near[n][0], n))
        chosen = islice(self._fitting(form, order, kinds), limit)
        return [(self._words.entries[n], near[n][1]) for n in chosen]

    def _may_look(self) -> bool:
        self._looks += 1
        return self._looks <= MOST_LOOKS

    def _count(self, form: str) -> int:
        if form not in self._counts:
            self._counts[form] = articles_with(self._snapshot, form)
        return self._counts[form]

    def _fitting(
        self, form: str, numbers: Iterable[int], kinds: Collection[Kind] | None
    ) -> Iterator[int]:
        """Those of the right kind that are much more frequent than what was typed."""
        for n in numbers:
            entry = self._words.entries[n]
            if entry.key == form or (kinds is not None and entry.kind not in kinds):
                continue
            if entry.articles >= TIMES * self._count(form):
                yield n

    def _ways(self, form: str) -> Iterator[Iterator[int]]:
        """Ways to find words by their sound, the strictest first."""
        words = self._words
        letters = typed_letters(form)
        if not any(map(str.isascii, letters)):
            readings = {syllables(form): None, syllables(form, name=True): None}
            for lines, hear in ((words.spelt, str), (words.sounding, fuzzy)):
                for heard in filter(None, readings):
                    yield self._as_long(lines.equal(hear("".join(heard))), len(heard))
        elif not letters.isascii():
            yield words.mixed(letters, whole=True)
        elif is_pinyin_like(letters):
            yield words.spelt.equal(letters)
            yield words.initials.equal(letters)
            yield words.mixed(letters, whole=True)
            yield words.sounding.equal(fuzzy(letters))

    def _as_long(self, numbers: Iterator[int], length: int) -> Iterator[int]:
        return (n for n in numbers if len(self._words.entries[n].sounds) == length)

    def _is_made_of_words(self, form: str) -> bool:
        """True for what consists of good words, though the library may not have it."""
        segmenter = self.segmenter
        return all(
            len(word) > 1
            and (segmenter.knows(word) or self._snapshot.searcher.doc_freq("words", word) > RARE)
            for word in segmenter.words(form)
        )

    def _written_alike(self, form: str) -> Iterator[tuple[int, int]]:
        """Numbers of words one change away, of long ones two, with the number of changes."""
        most = 1 if len(form) <= _SHORT else 2
        for number in _sharing_a_piece(self._words.written, form, most):
            key = self._words.entries[number].key
            changes = Levenshtein.distance(form, key, score_cutoff=most)
            if 0 < changes <= most and (len(form) > _SHORT or any(map(str.__eq__, form, key))):
                yield number, changes

    def _sounding_alike(self, form: str) -> Iterator[int]:
        """Numbers of words whose pinyin is one letter away; short ones have too many such."""
        letters = typed_letters(form)
        heard: tuple[str, ...] = ()
        if not letters.isascii():
            heard = syllables(form)
            letters = "".join(heard)
            if len(heard) < _FEWEST_SYLLABLES:
                return
        elif len(letters) < _FEWEST_LETTERS or not is_pinyin_like(letters):
            return
        wanted = fuzzy(letters)
        for number in _sharing_a_piece(self._words.sounding, wanted, 1):
            sounds = self._words.entries[number].sounds
            if heard and len(sounds) != len(heard):
                continue
            if Levenshtein.distance(wanted, fuzzy("".join(sounds)), score_cutoff=1) <= 1:
                yield number


def _sharing_a_piece(lines: Lines, text: str, changes: int) -> set[int]:
    """Numbers of all lines that differ from a text by so many changes, and of others.

    Of as many pieces and one more, at least one stays whole.
    """
    pieces = changes + 1
    cuts = [len(text) * n // pieces for n in range(pieces + 1)]
    found: set[int] = set()
    for start, end in pairwise(cuts):
        if start < end:
            found.update(islice(lines.having(text[start:end]), _MOST_NEAR))
    return found
