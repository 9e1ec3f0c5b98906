"""Terms of a text that might be its keywords: words, and phrases of adjacent words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from nlp.segmentation import Segmenter, TaggedToken
from nlp.stopwords import stop_words
from nlp.text import Folded, fold

_LONGEST_PHRASE = 4
_LONGEST_TERM = 16
# One character may stand inside a phrase if it is of these parts of speech (车|企, 县|城).
_PARTS_OF_PHRASES = frozenset("ngvab")
# Above this many characters a phrase must occur twice, or in the title, to be looked at.
_LONG_TEXT = 2000


@dataclass(slots=True)
class Candidate:
    """A term with its occurrences in one text.

    Attributes:
        key: The folded term, of the preferred words where the segmenter gives those.
        surface: The term as it is first written, preferred words as their list writes them.
        words: Its folded words.
        parts_of_speech: Theirs.
        count: Occurrences in the paragraphs.
        title_count: Occurrences in the title.
        first: Place of the first occurrence in the paragraphs, 0 to 1; 0 if there is none.
        paragraphs: Indices of the paragraphs it occurs in.
        inside: Most occurrences it has inside one and the same longer phrase.
    """

    key: str
    surface: str
    words: tuple[str, ...]
    parts_of_speech: tuple[str, ...]
    count: int = 0
    title_count: int = 0
    first: float = 0.0
    paragraphs: set[int] = field(default_factory=set)
    inside: int = 0

    @property
    def total(self) -> int:
        """Occurrences in title and paragraphs."""
        return self.count + self.title_count


def find_candidates(
    paragraphs: Sequence[str], title: str, segmenter: Segmenter
) -> dict[str, Candidate]:
    """Finds the words and phrases of a text that might be keywords.

    Args:
        paragraphs: The text.
        title: Its title, may be empty.
        segmenter: Cuts the words.

    Returns:
        The candidates by folded term, in order of appearance, title first.
    """
    found: dict[str, Candidate] = {}
    for candidate, _ in _terms(title, segmenter, found):
        candidate.title_count += 1
    length = max(1, sum(map(len, paragraphs)))
    before = 0
    for index, paragraph in enumerate(paragraphs):
        for candidate, start in _terms(paragraph, segmenter, found):
            if candidate.count == 0:
                candidate.first = min(1.0, (before + start) / length)
            candidate.count += 1
            candidate.paragraphs.add(index)
        before += len(paragraph)
    if length > _LONG_TEXT:
        found = {
            key: one
            for key, one in found.items()
            if len(one.words) == 1 or one.title_count or one.count > 1
        }
    _count_nesting(found)
    return found


def _terms(
    text: str, segmenter: Segmenter, found: dict[str, Candidate]
) -> Iterator[tuple[Candidate, int]]:
    """Yields candidate and place of every term occurrence of a text; makes the candidate if new."""
    folded = fold(text)
    names, listed = segmenter.names, segmenter.listed
    for run in _runs(segmenter.tagged(folded.text), segmenter):
        usable = [segmenter.is_term(token.text) for token in run]
        for start, head in enumerate(run):
            for end in range(start + 1, min(len(run), start + _LONGEST_PHRASE) + 1):
                last = run[end - 1]
                if last.end - head.start > _LONGEST_TERM and not (
                    last is head and head.text in listed
                ):
                    break
                if last is not head or usable[start]:
                    if names:
                        key = _key(run[start:end], folded)
                    else:
                        key = folded.text[head.start : last.end]
                    if key not in found:
                        found[key] = _candidate(key, run[start:end], folded, text, names)
                    yield found[key], head.start


def _candidate(
    key: str, tokens: Sequence[TaggedToken], folded: Folded, text: str, names: Mapping[str, str]
) -> Candidate:
    return Candidate(
        key=key,
        surface=_surface(tokens, folded, text, names),
        words=tuple(token.text for token in tokens),
        parts_of_speech=tuple(token.pos for token in tokens),
    )


def _key(tokens: Sequence[TaggedToken], folded: Folded) -> str:
    """The words as the segmenter gives them, with what stands between them."""
    pieces = [tokens[0].text]
    for before, token in pairwise(tokens):
        pieces += (folded.text[before.end : token.start], token.text)
    return "".join(pieces)


def _surface(
    tokens: Sequence[TaggedToken], folded: Folded, text: str, names: Mapping[str, str]
) -> str:
    """The words as they are written in the text, those with a name under their name."""
    if not names or not any(token.text in names for token in tokens):
        begin, stop = folded.span(tokens[0].start, tokens[-1].end)
        return text[begin:stop]
    pieces: list[str] = []
    at = tokens[0].start
    for token in tokens:
        first, last = folded.span(at, token.start), folded.span(token.start, token.end)
        pieces += (text[slice(*first)], names.get(token.text) or text[slice(*last)])
        at = token.end
    return "".join(pieces)


def _runs(tokens: Sequence[TaggedToken], segmenter: Segmenter) -> Iterator[list[TaggedToken]]:
    """Cuts the tokens into runs that phrases may be taken from."""
    run: list[TaggedToken] = []
    for index, token in enumerate(tokens):
        if segmenter.is_term(token.text) or _may_join(token):
            run.append(token)
        elif not (run and token.text == " " and _between_latin(tokens, index)):
            if run:
                yield run
            run = []
    if run:
        yield run


def _may_join(token: TaggedToken) -> bool:
    return (
        len(token.text) == 1
        and token.pos[0] in _PARTS_OF_PHRASES
        and token.text.isalpha()
        and not token.text.isascii()
        and token.text not in stop_words()
    )


def _between_latin(tokens: Sequence[TaggedToken], index: int) -> bool:
    after = index + 1
    return after < len(tokens) and tokens[index - 1].text.isascii() and tokens[after].text.isascii()


def _count_nesting(found: dict[str, Candidate]) -> None:
    """Notes for each candidate how often it stands inside one longer phrase."""
    for phrase in found.values():
        if len(phrase.words) > 1:
            for key in _nested_keys(phrase):
                if (shorter := found.get(key)) is not None:
                    shorter.inside = max(shorter.inside, phrase.total)


def _nested_keys(phrase: Candidate) -> set[str]:
    words = phrase.words
    keys = set(words)
    for size in range(2, len(words)):
        keys.update("".join(words[at : at + size]) for at in range(len(words) - size + 1))
    return keys
