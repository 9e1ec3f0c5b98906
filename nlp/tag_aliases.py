"""Names and aliases of tags found in texts.

A match is weighed by where it stands and by how long the form is, and, once there are examples, by
how often articles in which the form stands there bear the tag: a common word that happens to be a
tag's name soon says little. With no examples at all it is what suggestions go by.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.segmentation import Segmenter
from nlp.text import fold_text
from nlp.tokens import TokenTable

TITLE, OFTEN, ONCE, INSIDE = range(4)
"""In the title; twice or more in the text; once; only across the bounds of words."""

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


class Match(NamedTuple):
    """A form that stands in a text.

    Attributes:
        form: Its number.
        start: First character, in the words joined.
        end: One past the last.
        whole: Whether it begins and ends where words do.
    """

    form: int
    start: int
    end: int
    whole: bool


class Evidence(NamedTuple):
    """Which names stand where, one entry for every document, label, form and best place.

    Attributes:
        rows: Rows of documents.
        entries: Which form of which label.
        places: TITLE, OFTEN, ONCE or INSIDE.
    """

    rows: NDArray[np.int64]
    entries: NDArray[np.int64]
    places: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Aliases:
    """The forms of labels.

    Attributes:
        forms: Folded forms, each once.
        form_of: For each entry its form.
        label_of: For each entry its label; one form may be that of several.
    """

    forms: tuple[str, ...]
    form_of: NDArray[np.int64]
    label_of: NDArray[np.int64]

    @cached_property
    def _by_start(self) -> dict[str, list[int]]:
        """Forms by their first two characters, the longest first; single ones by the one."""
        found: dict[str, list[int]] = {}
        for number in sorted(range(len(self.forms)), key=lambda n: -len(self.forms[n])):
            found.setdefault(self.forms[number][:2], []).append(number)
        return found

    @cached_property
    def entries_of(self) -> list[list[int]]:
        """For each form its entries."""
        found: list[list[int]] = [[] for _ in self.forms]
        for entry, form in enumerate(self.form_of.tolist()):
            found[form].append(entry)
        return found

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """For each entry the class of length of its form, from 0."""
        sizes = np.array([len(self.forms[f]) for f in self.form_of.tolist()], np.int64)
        return np.minimum(sizes, _LENGTHS) - 1

    def find(self, words: Sequence[str]) -> list[Match]:
        """Finds forms in a part of a text; where two overlap the longer one stands.

        Args:
            words: The folded words of the part.

        Returns:
            Matches in order.
        """
        text = "".join(words)
        found = self._all_in(text)
        if not found:
            return []
        bounds = {0}
        end = 0
        for word in words:
            end += len(word)
            bounds.add(end)
        found.sort(key=lambda m: (m[0] - m[1], m[0]))
        taken = bytearray(len(text))
        kept: list[Match] = []
        for start, end, form in found:
            whole = start in bounds and end in bounds
            if any(taken[start:end]):
                continue
            taken[start:end] = b"\1" * (end - start)
            kept.append(Match(form, start, end, whole))
        return sorted(kept, key=lambda m: m.start)

    def _all_in(self, text: str) -> list[tuple[int, int, int]]:
        by_start, forms = self._by_start, self.forms
        found = []
        for start in range(len(text)):
            for key in {text[start : start + 2], text[start]}:
                found += [
                    (start, start + len(forms[form]), form)
                    for form in by_start.get(key, ())
                    if text.startswith(forms[form], start)
                ]
        return found

    def evidence(self, table: TokenTable) -> Evidence:
        """Finds forms in documents.

        Args:
            table: Documents whose first part is a title.

        Returns:
            For each document and entry the best place in which the form stands.
        """
        words = [word for word, _ in table.types]
        found: list[tuple[int, int, int]] = []
        for row in range(len(table)) if self.forms else ():
            tokens = [words[t] for t in np.asarray(table.of(row)).tolist()]
            for form, place in self._places(tokens).items():
                found += [(row, entry, place) for entry in self.entries_of[form]]
        columns = np.array(found, np.int64).reshape(-1, 3).T
        return Evidence(columns[0], columns[1], columns[2])

    def _places(self, tokens: Sequence[str]) -> dict[int, int]:
        title_end = tokens.index("\n") if "\n" in tokens else len(tokens)
        return best_places(self.find(tokens[:title_end]), self.find(tokens[title_end:]))


def best_places(title: Iterable[Match], text: Iterable[Match]) -> dict[int, int]:
    """The best place in which each form stands.

    Args:
        title: Matches in the title.
        text: Matches in all that follows.

    Returns:
        For each form found TITLE, OFTEN, ONCE or INSIDE.
    """
    places: dict[int, int] = {}
    for match in text:
        before = places.get(match.form, INSIDE)
        after = INSIDE if not match.whole else ONCE if before == INSIDE else OFTEN
        places[match.form] = min(before, after)
    for match in title:
        before = places.get(match.form, INSIDE)
        places[match.form] = TITLE if match.whole else min(before, ONCE)
    return places


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
