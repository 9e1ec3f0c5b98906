"""Passages: pieces of an article long enough to have one theme and short enough for no second.

Where they begin is told by tokens alone, so that a passage that was counted and one that is shown
are the same: counting asks `passage_bounds`, showing asks `split_passages`, which takes the bounds
back to the text as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from nlp.segmentation import Segmenter
from nlp.text import fold
from nlp.tokens import TokenTable, tokenise

TARGET = 200
"""Length of a passage in characters, about."""

_LONGEST_HEADING = 40
_SENTENCE_ENDS = frozenset("。!?;")
_QUOTES, _BRACKETS = frozenset("\"'"), frozenset(")]")
# Kinds of tokens that may end a sentence.
_WITHIN, _STOP, _QUOTE, _BRACKET, _PART = range(5)
# So many tokens are looked at in one go, which bounds the memory of a large collection.
_CHUNK = 4_000_000

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of an article.

    Attributes:
        article: Id of the article.
        index: Place among the passages of the article, from 0.
        text: As it was written; paragraphs joined by line feeds.
    """

    article: int
    index: int
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class PassageBounds:
    """Where the passages of a table lie; each array has one entry a passage, in order.

    Attributes:
        starts: Index of the first token.
        ends: One past the last token.
        owners: Row of the document in the table.
        indexes: Place among the passages of the document, from 0.
    """

    starts: Places
    ends: Places
    owners: Places
    indexes: Places

    def __len__(self) -> int:
        """Number of passages."""
        return len(self.starts)

    def between(self, first: int, last: int) -> PassageBounds:
        """The passages from one to before another."""
        return self.take(slice(first, last))

    def take(self, some: slice | Places) -> PassageBounds:
        """Some of the passages, in order."""
        return PassageBounds(
            self.starts[some], self.ends[some], self.owners[some], self.indexes[some]
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Sentences:
    """Sentences of some documents.

    Attributes:
        ends: One past the last token of each, in the tokens looked at.
        lengths: Characters without white space.
        closed: Whether a sign that ends sentences ends it.
        last: Whether its paragraph ends with it.
    """

    ends: list[int]
    lengths: list[int]
    closed: list[bool]
    last: list[bool]


def passage_bounds(table: TokenTable, target: int = TARGET) -> PassageBounds:
    """Finds the passages of documents: whole sentences of the parts after the title.

    Short paragraphs (headings above all) go with what follows, long ones are cut at the ends of
    sentences; a short rest at the end goes with what precedes. Only a "sentence" of more than
    three times the target is cut inside.

    Args:
        table: Documents whose first part is a title, which is in no passage.
        target: Length of a passage in characters, about.

    Returns:
        The passages; none for a document with nothing but white space after its title.
    """
    kinds = np.array([_kind(word) for word, _ in table.types], dtype=np.int8)
    lengths = np.array([len("".join(word.split())) for word, _ in table.types], dtype=np.int32)
    starts: list[int] = []
    ends: list[int] = []
    owners: list[int] = []
    indexes: list[int] = []
    for first, last in _chunks(table):
        offset = int(table.starts[first])
        tokens = np.asarray(table.tokens[offset : table.starts[last]])
        sentences = _sentences(kinds[tokens], lengths[tokens], 3 * target)
        limits = (table.starts[first : last + 1] - offset).tolist()
        for row, cuts in enumerate(_group(sentences, limits, target)):
            bounds = [offset + cut for cut in cuts]
            starts += bounds[:-1]
            ends += bounds[1:]
            owners += [first + row] * (len(bounds) - 1)
            indexes += range(len(bounds) - 1)
    return PassageBounds(*(np.array(c, dtype=np.int64) for c in (starts, ends, owners, indexes)))


def split_passages(
    article: int, paragraphs: Sequence[str], segmenter: Segmenter, target: int = TARGET
) -> list[Passage]:
    """Cuts an article into the passages that `passage_bounds` finds, for showing them.

    Args:
        article: Id of the article.
        paragraphs: Its headings and paragraphs as they were written, without the title.
        segmenter: Cuts the words; the one the tokens were made with.
        target: Length of a passage in characters, about.

    Returns:
        The passages in order; none if there is nothing but white space.
    """
    table = tokenise([(article, ("", *paragraphs))], segmenter)
    places = [(0, 0)]
    for number, paragraph in enumerate(paragraphs):
        folded = fold(paragraph)
        begins = (token.start for token in segmenter.tagged(folded.text))
        places.extend((number, folded.span(begin, begin)[0]) for begin in begins)
        places.append((number, len(paragraph)))
    places.append((len(paragraphs), 0))
    bounds = passage_bounds(table, target)
    texts = (
        _between(paragraphs, places[start], places[end])
        for start, end in zip(bounds.starts, bounds.ends, strict=True)
    )
    return [Passage(article, index, text) for index, text in enumerate(texts)]


def _between(paragraphs: Sequence[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    """The text from one place, a paragraph and a character in it, to another."""
    (first, begin), (last, stop) = start, end
    if first == last:
        pieces = [paragraphs[first][begin:stop]]
    else:
        tail = [paragraphs[last][:stop]] if last < len(paragraphs) else []
        pieces = [paragraphs[first][begin:], *paragraphs[first + 1 : last], *tail]
    return "\n".join(filter(None, map(str.strip, pieces)))


def _kind(word: str) -> int:
    if word == "\n":
        return _PART
    if _SENTENCE_ENDS.issuperset(word) or (len(word) >= 3 and set(word) == {"."}):
        return _STOP
    return _QUOTE if word in _QUOTES else _BRACKET if word in _BRACKETS else _WITHIN


def _chunks(table: TokenTable) -> Iterator[tuple[int, int]]:
    """Yields runs of rows of documents with about so many tokens."""
    first = 0
    while first < len(table):
        reach = int(np.searchsorted(table.starts, table.starts[first] + _CHUNK, side="right")) - 1
        last = min(max(first + 1, reach), len(table))
        yield first, last
        first = last


def _sentences(kinds: NDArray[np.int8], lengths: NDArray[np.int32], longest: int) -> _Sentences:
    """Cuts tokens into sentences, each with the closing quotes and brackets after it."""
    marks = np.flatnonzero(kinds)
    if not len(marks):
        return _Sentences([], [], [], [])
    kind = kinds[marks]
    place = np.arange(len(marks))
    touches = np.r_[False, np.diff(marks) == 1]
    quote = kind == _QUOTE
    count = np.cumsum(quote)
    before = np.maximum.accumulate(np.where(kind == _PART, count, 0))
    # Folded quotes do not tell which side they are of: every second of a paragraph closes.
    closes = (quote & ((count - before) % 2 == 0)) | (kind == _BRACKET)
    opener = np.maximum.accumulate(np.where(closes & touches, 0, place))
    attached = closes & touches & (kind[opener] == _STOP)
    stop = kind == _STOP
    goes_on = touches & (attached | (stop & np.r_[False, stop[:-1]]))
    part = kind == _PART
    final = ((stop | attached) & ~np.r_[goes_on[1:], False]) | part
    ends = marks[final] + 1
    closed, last = (stop | attached)[final], part[final]
    # A part's end stands alone behind a closed sentence: it is counted with that one.
    alone = last & np.r_[False, closed[:-1] & (np.diff(ends) == 1)]
    keep = ~np.r_[alone[1:], False]
    closed |= alone
    ends, closed, last = ends[keep], closed[keep], last[keep]
    begins = np.r_[0, ends[:-1]]
    sums = np.add.reduceat(lengths, begins)
    found = _Sentences(ends.tolist(), sums.tolist(), closed.tolist(), last.tolist())
    return _cut_long(found, lengths, longest) if sums.max() > longest else found


def _cut_long(found: _Sentences, lengths: NDArray[np.int32], longest: int) -> _Sentences:
    """Cuts sentences longer than any sentence is."""
    cut = _Sentences([], [], [], [])
    begin = 0
    for end, length, closed, last in zip(
        found.ends, found.lengths, found.closed, found.last, strict=True
    ):
        piece = 0
        if length > longest:
            for token in range(begin, end - 1):
                if piece and piece + lengths[token] > longest:
                    cut.ends.append(token)
                    cut.lengths.append(piece)
                    cut.closed.append(False)
                    cut.last.append(False)
                    length, piece = length - piece, 0
                piece += int(lengths[token])
        cut.ends.append(end)
        cut.lengths.append(length)
        cut.closed.append(closed)
        cut.last.append(last)
        begin = end
    return cut


def _group(found: _Sentences, limits: Sequence[int], target: int) -> Iterator[list[int]]:
    """Gathers the sentences of each document; yields where its passages begin, and the end."""
    at = 0
    for begin, limit in pairwise(limits):
        while at < len(found.ends) and found.ends[at] <= begin:
            at += 1
        first = at
        while at < len(found.ends) and found.ends[at] <= limit:
            at += 1
        yield _gather(found, first, at, target)


def _gather(found: _Sentences, first: int, stop: int, target: int) -> list[int]:
    lasts, ends, lengths = found.last, found.ends, found.lengths
    while first < stop and not lasts[first]:
        first += 1
    if first >= stop:
        return []
    start = ends[first]
    cuts: list[int] = []
    size, at = 0, first + 1
    while at < stop:
        end = at
        while end < stop - 1 and not lasts[end]:
            end += 1
        leads = end == at and lengths[at] <= _LONGEST_HEADING and not found.closed[at]
        if leads and size >= target / 2:
            cuts.append(ends[at - 1])
            size = 0
        for sentence in range(at, end + 1):
            size += lengths[sentence]
            full = target if sentence < end else target / 2
            if size >= full and not leads:
                cuts.append(ends[sentence])
                size = 0
        at = end + 1
    if size > 0 and (size >= target / 2 or not cuts):
        cuts.append(ends[stop - 1])
    elif cuts:
        cuts[-1] = ends[stop - 1]
    return [start, *cuts] if cuts else []
