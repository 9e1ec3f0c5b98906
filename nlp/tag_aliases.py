"""Names and aliases of tags found in texts.

A match is weighed by where it stands and by how long the form is, and, once there are examples, by
how often articles in which the form stands there bear the tag: a common word that happens to be a
tag's name soon says little. With no examples at all it is what suggestions go by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.segmentation import Segmenter
from nlp.text import fold_text
from nlp.tokens import PART_END, TokenTable

Numbers = NDArray[np.int64]
Bools = NDArray[np.bool_]

TITLE, OFTEN, ONCE, INSIDE = range(4)
"""In the title; twice or more in the text; once; only across the bounds of words."""
PLACES = 4

# How many of the articles bear the tag, by place and length of the form (1, 2, 3, 4 and more
# characters), until examples tell: rounded from news and their editors' tags.
_PRIORS = np.array(
    [
        [0.15, 0.50, 0.60, 0.75],
        [0.05, 0.35, 0.45, 0.55],
        [0.02, 0.15, 0.20, 0.30],
        [0.01, 0.06, 0.10, 0.20],
    ]
)
_LENGTHS = _PRIORS.shape[1]
_TRUST_IN_PRIORS = 20.0
_TRUST_IN_RATES = 4.0
_SHIFT = 21
_CHUNK = 1_000_000
"""So many tokens are looked at in one go, which bounds the memory of a large collection."""


class Matches(NamedTuple):
    """Forms that stand in documents; each array has one entry a match, in order.

    Attributes:
        rows: Rows of documents.
        forms: Numbers of forms.
        tokens: The token each begins in.
        lasts: The token each ends in.
        skipped: Characters of the first token before it.
        spare: Characters of the last token after it.
        titled: Whether it stands in the title.
    """

    rows: Numbers
    forms: Numbers
    tokens: Numbers
    lasts: Numbers
    skipped: Numbers
    spare: Numbers
    titled: Bools


class Evidence(NamedTuple):
    """Which names stand where, one entry for every document, label, form and best place.

    Attributes:
        rows: Rows of documents.
        entries: Which form of which label.
        places: TITLE, OFTEN, ONCE or INSIDE.
    """

    rows: Numbers
    entries: Numbers
    places: Numbers


@dataclass(frozen=True, eq=False)
class Aliases:
    """The forms of labels.

    Attributes:
        forms: Folded forms, each once.
        form_of: For each entry its form.
        label_of: For each entry its label; one form may be that of several.
    """

    forms: tuple[str, ...]
    form_of: Numbers
    label_of: Numbers

    @cached_property
    def _starts(self) -> tuple[Numbers, list[list[int]]]:
        """Keys of what forms begin with, ascending, and the forms that begin so."""
        found: dict[int, list[int]] = {}
        for number, form in enumerate(self.forms):
            key = ord(form[0]) << _SHIFT | (ord(form[1]) if len(form) > 1 else 0)
            found.setdefault(key, []).append(number)
        keys = sorted(found)
        return np.array(keys, np.int64), [found[key] for key in keys]

    @cached_property
    def entries_of(self) -> list[list[int]]:
        """For each form its entries."""
        found: list[list[int]] = [[] for _ in self.forms]
        for entry, form in enumerate(self.form_of.tolist()):
            found[form].append(entry)
        return found

    @cached_property
    def lengths(self) -> Numbers:
        """For each entry the class of length of its form, from 0."""
        sizes = np.array([len(self.forms[f]) for f in self.form_of.tolist()], np.int64)
        return np.minimum(sizes, _LENGTHS) - 1

    def matches(self, table: TokenTable) -> Matches:
        """Finds forms in documents; where two overlap the longer one stands.

        Args:
            table: Documents whose first part is a title.

        Returns:
            The matches.
        """
        pieces = [self._matches(table, first, last) for first, last in _chunks(table)]
        return Matches(
            *(np.concatenate(column) for column in zip(_NO_MATCHES, *pieces, strict=True))
        )

    def _matches(self, table: TokenTable, first: int, last: int) -> Matches:
        """Finds forms in some rows of a table."""
        offset = int(table.starts[first])
        tokens = np.asarray(table.tokens[offset : table.starts[last]])
        words = [word for word, _ in table.types]
        text = "".join([words[token] for token in tokens.tolist()])
        lengths = np.array([len(word) for word in words], np.int64)[tokens]
        ends = np.cumsum(lengths)
        found = np.array(_without_overlaps(self._all_in(text), len(text)), np.int64).reshape(-1, 3)
        starts, stops, forms = found.T
        begin = np.searchsorted(ends, starts, side="right")
        close = np.searchsorted(ends, stops - 1, side="right")
        rows = np.searchsorted(table.starts, offset + begin, side="right") - 1
        parts = np.append(np.flatnonzero(tokens == PART_END), len(tokens))
        titles = parts[np.searchsorted(parts, table.starts[rows] - offset)]
        skipped = starts - (ends[begin] - lengths[begin])
        return Matches(
            rows,
            forms,
            offset + begin,
            offset + close,
            skipped,
            ends[close] - stops,
            begin < titles,
        )

    def _all_in(self, text: str) -> list[tuple[int, int, int]]:
        """Start, end and form of everything that stands in a text."""
        keys, begun = self._starts
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
        found: list[tuple[int, int, int]] = []
        for keyed in (codes[:-1] << _SHIFT | codes[1:], codes << _SHIFT) if len(keys) else ():
            at = np.minimum(np.searchsorted(keys, keyed), len(keys) - 1)
            candidates = np.flatnonzero(keys[at] == keyed)
            for start, key in zip(candidates.tolist(), at[candidates].tolist(), strict=True):
                for number in begun[key]:
                    form = self.forms[number]
                    if text.startswith(form, start):
                        found.append((start, start + len(form), number))
        return found

    def evidence(self, found: Matches) -> Evidence:
        """The best place of each name in each document; a label's names are counted together.

        Args:
            found: What stands in the documents.

        Returns:
            For each document and entry that stands in it the place.
        """
        times = self._entry_counts[found.forms]
        rows, titled = np.repeat(found.rows, times), np.repeat(found.titled, times)
        whole = np.repeat((found.skipped == 0) & (found.spare == 0), times)
        lists = [entry for form in found.forms.tolist() for entry in self.entries_of[form]]
        entries = np.array(lists, np.int64)
        pairs = rows * (len(self.label_of) + 1) + self.label_of[entries]
        in_text, at = np.unique(pairs, return_inverse=True)
        counts = np.bincount(at, weights=whole & ~titled, minlength=len(in_text))[at]
        best = np.where(titled, TITLE, np.where(counts >= 2, OFTEN, ONCE))
        # In the title, amid words, it still says as much as once in the text.
        places = np.where(whole, best, np.where(titled, ONCE, INSIDE))
        order = np.lexsort((places, entries, rows))
        rows, entries, places = rows[order], entries[order], places[order]
        first = np.ones(len(rows), np.bool_)
        first[1:] = (np.diff(rows) != 0) | (np.diff(entries) != 0)
        return Evidence(rows[first], entries[first], places[first])

    @cached_property
    def _entry_counts(self) -> Numbers:
        return np.bincount(self.form_of, minlength=len(self.forms))


_NO_MATCHES = (*[np.empty(0, np.int64)] * 6, np.empty(0, np.bool_))


def _chunks(table: TokenTable) -> Iterator[tuple[int, int]]:
    """Runs of rows of about so many tokens."""
    first = 0
    while first < len(table):
        reach = int(np.searchsorted(table.starts, table.starts[first] + _CHUNK, side="right")) - 1
        last = min(max(first + 1, reach), len(table))
        yield first, last
        first = last


def _without_overlaps(found: list[tuple[int, int, int]], length: int) -> list[tuple[int, int, int]]:
    """Those that no longer one overlaps, in order; of equals the first."""
    taken = bytearray(length)
    kept = []
    for start, end, form in sorted(found, key=lambda one: (one[0] - one[1], one[0])):
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            kept.append((start, end, form))
    return sorted(kept)


def make_aliases(forms: Sequence[Iterable[str]], segmenter: Segmenter) -> Aliases:
    """Prepares the forms of labels for matching.

    Args:
        forms: For each label its name and aliases; empty ones are passed over.
        segmenter: Cuts the texts; variants it gives as one word are matched as that word.

    Returns:
        The forms.
    """
    numbers: dict[str, int] = {}
    entries: dict[tuple[int, int], None] = {}
    for label, its in enumerate(forms):
        for form in its:
            folded = " ".join(fold_text(form).split())
            for written in {folded: None, "".join(segmenter.words(folded)): None} if folded else ():
                entries[numbers.setdefault(written, len(numbers)), label] = None
    pairs = np.array(list(entries), np.int64).reshape(-1, 2)
    return Aliases(tuple(numbers), pairs[:, 0], pairs[:, 1])


@dataclass(frozen=True, eq=False)
class AliasRates:
    """How often a form that stands somewhere means its label.

    Attributes:
        hits: Entries × places: examples in which the form stands there.
        right: Of these, those that bear the label.
        priors: Places × lengths: the rates of all forms together.
    """

    hits: NDArray[np.float32]
    right: NDArray[np.float32]
    priors: NDArray[np.float64]

    def of(
        self,
        found: Evidence,
        aliases: Aliases,
        without: tuple[NDArray[np.float64], NDArray[np.float64]] | None = None,
    ) -> NDArray[np.float64]:
        """The rate of each piece of evidence.

        Args:
            found: The evidence.
            aliases: Its forms.
            without: Hits and right ones that each piece added itself, to be left out.

        Returns:
            Shares between 0 and 1.
        """
        at = found.entries, found.places
        hits, right = self.hits[at].astype(np.float64), self.right[at].astype(np.float64)
        if without is not None:
            hits, right = hits - without[0], right - without[1]
        prior = self.priors[found.places, aliases.lengths[found.entries]]
        rates: NDArray[np.float64] = (right + _TRUST_IN_RATES * prior) / (hits + _TRUST_IN_RATES)
        return rates


def learn_rates(
    aliases: Aliases, found: Evidence, bears: NDArray[np.float64], weights: NDArray[np.float64]
) -> AliasRates:
    """Learns from examples what forms are worth.

    Args:
        aliases: The forms.
        found: Evidence in the examples.
        bears: For each piece 1 if the example bears the label, else 0.
        weights: For each piece how much it counts; 0 where nothing is known.

    Returns:
        The rates.
    """
    shape = (len(aliases.form_of), len(_PRIORS))
    hits, right = np.zeros(shape), np.zeros(shape)
    np.add.at(hits, (found.entries, found.places), weights)
    np.add.at(right, (found.entries, found.places), weights * bears)
    all_hits, all_right = np.zeros(_PRIORS.shape), np.zeros(_PRIORS.shape)
    np.add.at(all_hits.T, aliases.lengths, hits)
    np.add.at(all_right.T, aliases.lengths, right)
    trust = _TRUST_IN_PRIORS
    priors = (all_right + trust * _PRIORS) / (all_hits + trust)
    return AliasRates(hits.astype(np.float32), right.astype(np.float32), priors)
