"""From a query as it was understood to the engine's queries: what matches, and what comes first.

An article matches if it holds one of the words, every phrase and group, what the fields ask for
and nothing that was excluded. Words match as characters wherever they stand (处理 in 待处理), and
so do the variants the library lists. Of the matching articles those with all words come first,
among them those with the words just as typed; then BM25 over words, character bigrams and single
characters decides, titles counting half again, headings and the beginning a quarter. The bigrams
across word borders reward words that stand together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import tantivy

from corpus import index_fields
from corpus.engine_queries import (
    MUST,
    SHOULD,
    all_of,
    any_of,
    between,
    but_not,
    facet_values,
    in_years,
    most_frequent,
    near,
    standing,
    term,
)
from corpus.index_folder import Snapshot
from corpus.matching import bigrams, covering_bigrams
from corpus.query import Clause, Part, Query
from corpus.query_words import words_of

_Q = tantivy.Query

_ALL_WORDS = 1000.0
_AS_TYPED = 500.0
_ALL_OF_SENTENCE = 10.0
"""A string of several words is a question or a title: not every word of it need be answered."""
_SENTENCE_AS_TYPED = 10.0
_PROSE = 2
_TITLE = 0.5
_PROMINENT = 0.25
_CHARACTER = 1.2
_RARE_CHARACTER = 0.4
_LEAST_ARTICLES = 10
_VARIANT = 0.8
_MOST_TERMS = 40
"""Of a long query only the rarest words and bigrams are looked at."""
_LONGEST_AS_TYPED = 24
_LARGE_LIBRARY = 1000
_COMMON = 0.1
_LEAST_EVIDENCE = 0.3


@dataclass(frozen=True, slots=True)
class Plan:
    """What the engine is asked.

    Attributes:
        matching: Exactly the articles that match; no scores.
        ranked: The same articles with scores, or None if the query has no words to rank by.
        foremost: Of them those that come before all others, with the same scores; None if that
            cannot be told. Where they fill a page the others need not be ranked.
        notices: Chinese sentences about what was looked for in another way.
    """

    matching: tantivy.Query
    ranked: tantivy.Query | None
    foremost: tantivy.Query | None = None
    notices: tuple[str, ...] = ()


def plan(snapshot: Snapshot, query: Query, filters: Sequence[tantivy.Query] = ()) -> Plan:
    """Writes a query for the engine.

    Args:
        snapshot: The index, whose frequencies decide which words tell most.
        query: What the reader asked.
        filters: What must hold beside.

    Returns:
        The engine's queries.
    """
    return _Planner(snapshot, query).plan(filters)


class _Planner:
    def __init__(self, snapshot: Snapshot, query: Query) -> None:
        self.snapshot = snapshot
        self.searcher = snapshot.searcher
        self.query = query
        self.frequencies: dict[tuple[str, str], int] = {}
        self.notices: list[str] = []

    def plan(self, filters: Sequence[tantivy.Query]) -> Plan:
        query = self.query
        words = [c for c in query.wanted if c.kind == "words"]
        needles = self._rarest({n: query.forms(c, n) for c in words for n in c.needles})
        must = list(filters)
        must += [self._holds(p) for p in query.clauses if not p.excluded and p not in words]
        if needles:
            must.append(any_of([self._stands(f) for f in self._telling(needles)]))
        matching = all_of(must) if query.clauses or query.is_blank else _Q.empty_query()
        unwanted = [self._asserted(p) for p in query.clauses if p.excluded]
        if not must or any(map(_excludes, query.clauses)):
            # The state of the index is a document too.
            unwanted.append(term("id", index_fields.STATE_ID))
            matching = but_not(matching, unwanted)
        evidence = self._evidence()
        ranked = foremost = None
        if evidence:
            bonus = self._bonus(needles, words)
            ranked = _scored(matching, [*evidence, *bonus])
            if len(needles) > 1 and not self._is_sentence:
                everything = all_of([matching, *(self._stands(forms) for forms in needles)])
                foremost = _scored(everything, [*evidence, *bonus])
        return Plan(matching, ranked, foremost, tuple(dict.fromkeys(self.notices)))

    @property
    def _is_sentence(self) -> bool:
        """True for one unbroken string of several words: a title or a question."""
        wanted = self.query.wanted
        return len(wanted) == 1 and wanted[0].kind == "words" and len(wanted[0].needles) > 1

    def _holds(self, part: Part) -> tantivy.Query:
        """Articles for which a part of the query holds."""
        if part.excluded:
            return but_not(_Q.all_query(), [self._asserted(part)])
        return self._asserted(part)

    def _asserted(self, part: Part) -> tantivy.Query:
        """The same as if it were not excluded."""
        if not isinstance(part, Clause):
            join = all_of if part.operator == "all" else any_of
            return join([self._holds(inner) for inner in part.parts])
        if part.field not in {None, "title"}:
            return self._field(part)
        title = part.field == "title"
        # What is not wanted is not wanted as it was typed, and not word by word.
        needles = (part.whole,) if part.excluded and part.kind == "words" else part.needles
        forms = [self.query.forms(part, needle) for needle in needles]
        if part.kind == "near":
            pairs = pairwise(forms)
            return all_of([self._near(a, b, part.distance, title=title) for a, b in pairs])
        return all_of([self._stands(some, title=title) for some in forms])

    def _near(
        self, first: Sequence[str], second: Sequence[str], distance: int, *, title: bool
    ) -> tantivy.Query:
        pairs = [(a, b) for a in first for b in second if len(a) > 1 < len(b)]
        return any_of([near(a, b, distance, title=title) for a, b in pairs])

    def _stands(self, forms: Sequence[str], *, title: bool = False) -> tantivy.Query:
        return any_of([standing(form, title=title) for form in forms])

    def _field(self, clause: Clause) -> tantivy.Query:
        if clause.years:
            return in_years(*clause.years)
        if clause.days:
            return between(*clause.days)
        forms = self.query.forms(clause, clause.whole)
        values = facet_values(self.snapshot, str(clause.field), forms)
        if not values and not clause.excluded:
            self.notices.append(f"没有“{clause}”的文章。")
        return any_of([term(str(clause.field), value) for value in values])

    @property
    def _is_prose(self) -> bool:
        """True if some part is a title or a question, and not one word beside others."""
        return self._is_sentence or any(
            c.kind == "words" and len(c.needles) > _PROSE for c in self.query.wanted
        )

    def _bonus(
        self, needles: Sequence[Sequence[str]], words: Sequence[Clause]
    ) -> list[tantivy.Query]:
        """What articles gain by having all of the words, and by having them just as typed."""
        weight = _SENTENCE_AS_TYPED if self._is_sentence else _AS_TYPED
        typed = [c.whole for c in words if c.needles != (c.whole,)]
        typed = [whole for whole in typed if len(whole) <= _LONGEST_AS_TYPED]
        found = [_Q.const_score_query(standing(whole), weight) for whole in typed]
        if len(needles) > 1:
            everything = all_of([self._stands(forms) for forms in needles])
            # More than all the rest together, so that nothing comes before all words.
            most = _ALL_OF_SENTENCE if self._is_sentence else _ALL_WORDS + weight * len(typed)
            found.append(_Q.const_score_query(everything, most))
        return found

    def _evidence(self) -> list[tantivy.Query]:
        """BM25 over the words, bigrams and characters of what was asked."""
        asked = [c for c in self.query.leaves if c.field in {None, "title"}]
        words = [w for c in asked for w in c.words] + self._begun(asked)
        pairs = [p for c in asked for p in _pairs(c.whole)]
        if not self._is_prose:
            # A pair that is a word counts as that; for prose counting both answers better.
            pairs = [pair for pair in pairs if pair not in words]
        found = self._bm25(words, pairs)
        needles = (needle for c in asked for needle in c.needles if len(needle) > 1)
        covering = (pair for needle in needles for _, pair in covering_bigrams(needle))
        prominent = self._rarest_terms("prominent", covering)
        found += [_Q.boost_query(term("prominent", p), _PROMINENT) for p in prominent]
        for clause in asked:
            for needle in clause.needles:
                for form in self.query.forms(clause, needle)[1:]:
                    other = self._bm25(words_of(form, self.query.dictionary), _pairs(form))
                    found += [_Q.boost_query(q, _VARIANT) for q in other]
        characters = self._characters(asked) if self._is_prose else []
        return found + [_Q.boost_query(term("chars", c), _CHARACTER) for c in characters]

    def _bm25(self, words: Iterable[str], pairs: Iterable[str]) -> list[tantivy.Query]:
        telling_words = self._rarest_terms("words", words)
        telling_pairs = self._rarest_terms("bigrams", pairs)
        found = [term("words", w) for w in telling_words]
        found += [term("bigrams", p) for p in telling_pairs]
        titles = [term("title_words", w) for w in telling_words]
        titles += [term("title_bigrams", p) for p in telling_pairs]
        return found + [_Q.boost_query(q, _TITLE) for q in titles]

    def _begun(self, asked: Sequence[Clause]) -> list[str]:
        """The most frequent words that begin as a prefix was typed."""
        found: list[tuple[int, str]] = []
        for clause in asked:
            if clause.kind == "prefix":
                some = self.searcher.terms_with_prefix("words", clause.whole, limit=1000)
                found += [(-count, word) for word, count in some]
        return [word for _, word in sorted(found)[:_MOST_TERMS]]

    def _characters(self, asked: Sequence[Clause]) -> list[str]:
        """The characters that tell something.

        Titles and questions often say the same in other words, which share them (增收, 收入增长).
        """
        articles = self.snapshot.articles
        if articles < _LEAST_ARTICLES:
            return []
        wanted = (c for clause in asked for c in clause.whole if c.isalnum())
        most = _RARE_CHARACTER * articles
        found = self._rarest_terms("chars", wanted)
        return [c for c in found if self._doc_freq("chars", c) <= most]

    def _rarest_terms(self, field: str, terms: Iterable[str]) -> list[str]:
        frequencies = {t: self._doc_freq(field, t) for t in dict.fromkeys(terms)}
        there = [t for t, frequency in frequencies.items() if frequency]
        return sorted(there, key=frequencies.__getitem__)[:_MOST_TERMS]

    def _doc_freq(self, field: str, text: str) -> int:
        known = self.frequencies.get((field, text))
        if known is None:
            known = self.frequencies[field, text] = int(self.searcher.doc_freq(field, text))
        return known

    def _frequency(self, forms: Sequence[str]) -> int:
        """In how many articles one of the forms can stand at most."""
        return sum(most_frequent(form, self._doc_freq) for form in forms)

    def _rarest(self, needles: dict[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
        """The forms of each needle, rarest first, at most as many as are looked at."""
        return sorted(dict.fromkeys(needles.values()), key=self._frequency)[:_MOST_TERMS]

    def _telling(self, needles: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
        """Leaves out words so common that an article with no other word is no answer.

        Only in large libraries: there a question like "如何理解发展" would find everything. The
        words left out still count for the order.
        """
        articles = self.snapshot.articles
        if articles < _LARGE_LIBRARY:
            return needles
        frequencies = [min(self._frequency(forms), articles) for forms in needles]
        weights = [math.log(articles / f) if f else 0.0 for f in frequencies]
        total, kept, weight = sum(weights), 0, 0.0
        for frequency, its_weight in zip(frequencies, weights, strict=True):
            enough = weight > 0 and weight >= (1 - _LEAST_EVIDENCE) * total
            if enough and frequency > _COMMON * articles:
                break
            weight += its_weight
            kept += 1
        return needles[:kept]


def _excludes(part: Part) -> bool:
    """True if something in it is not wanted."""
    inner = () if isinstance(part, Clause) else part.parts
    return part.excluded or any(map(_excludes, inner))


def _scored(matching: tantivy.Query, evidence: Sequence[tantivy.Query]) -> tantivy.Query:
    """Articles that match, with scores by the evidence alone."""
    parts = [(MUST, _Q.const_score_query(matching, 0.0)), *((SHOULD, q) for q in evidence)]
    return _Q.boolean_query(parts)


def _pairs(form: str) -> list[str]:
    """The bigrams of a matching form without punctuation."""
    return [pair for pair in bigrams(form).split() if pair.isalnum()]
