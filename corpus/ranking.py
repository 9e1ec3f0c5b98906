"""From a query as it was understood to the engine's queries: what matches, and what comes first.

An article matches if it holds one of the words, every phrase, what the fields ask for and nothing
that was excluded. Words match as characters wherever they stand (处理 in 待处理). Of the matching
articles those with all words come first, among them those with the words just as typed; then BM25
over words and over character bigrams decides, titles counting half again. The bigrams across word
borders reward words that stand together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import tantivy

from corpus import index_fields
from corpus.index_folder import Snapshot
from corpus.matching import bigrams, covering_bigrams, match_text
from corpus.query import Clause, Query

_Q = tantivy.Query
_MUST, _SHOULD, _NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot

_ALL_WORDS = 1000.0
_AS_TYPED = 500.0
_TITLE = 0.5
_MOST_TERMS = 40
"""Of a long query only the rarest words and bigrams are looked at."""
_LONGEST_AS_TYPED = 24
_LARGE_LIBRARY = 1000
_COMMON = 0.1
_LEAST_EVIDENCE = 0.3
_MOST_VALUES = 100_000
_FUNCTION_CHARACTERS = frozenset(
    "的了是在和与及其之这那有为以于而被由从对把也都就还并或什么哪谁怎吗呢啊"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the engine is asked.

    Attributes:
        matching: Exactly the articles that match; no scores.
        ranked: The same articles with scores, or None if the query has no words to rank by.
        notices: Chinese sentences about what was looked for in another way.
    """

    matching: tantivy.Query
    ranked: tantivy.Query | None
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
    return _Planner(snapshot).plan(query, filters)


def standing(form: str, *, title: bool = False) -> tantivy.Query:
    """Articles in which a matching form stands, as characters.

    Args:
        form: A matching form, not empty.
        title: True to look only at titles.
    """
    field = "title_bigrams" if title else "bigrams"
    if len(form) == 1:
        return _term("title_chars" if title else "chars", form)
    if len(form) == 2:
        return _term(field, form)
    return _Q.phrase_query(index_fields.schema(), field, list(covering_bigrams(form)))


def all_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    """Articles that each of the queries finds; every article if there is none."""
    if len(queries) == 1:
        return queries[0]
    return _Q.boolean_query([(_MUST, q) for q in queries]) if queries else _Q.all_query()


def any_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    """Articles that one of the queries finds; none if there is none."""
    if len(queries) == 1:
        return queries[0]
    return _Q.boolean_query([(_SHOULD, q) for q in queries]) if queries else _Q.empty_query()


def facet_values(snapshot: Snapshot, facet: str, wanted: str) -> list[str]:
    """Values of a facet that equal what was asked for, else those that contain it.

    Args:
        snapshot: The index.
        facet: Field of the index.
        wanted: What was asked for, in any script or case.
    """
    form = match_text(wanted).strip("《》")
    values = [v for v, _ in snapshot.searcher.terms_with_prefix(facet, "", limit=_MOST_VALUES)]
    forms = [(value, match_text(value)) for value in values]
    equal = [value for value, its in forms if its == form]
    return equal or [value for value, its in forms if form in its]


def _term(field: str, value: str | int) -> tantivy.Query:
    return _Q.term_query(index_fields.schema(), field, value)


class _Planner:
    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.searcher = snapshot.searcher
        self.notices: list[str] = []

    def plan(self, query: Query, filters: Sequence[tantivy.Query]) -> Plan:
        wanted = query.wanted
        must = list(filters)
        must += [self._field(c) for c in query.clauses if c.field and not c.excluded]
        must += [standing(c.whole) for c in wanted if c.kind == "phrase"]
        needles = self._rarest(n for c in wanted if c.kind == "words" for n in c.needles)
        if needles:
            must.append(any_of([standing(n) for n in self._telling(needles)]))
        if query.clauses:
            matching = all_of(must)
        else:
            matching = all_of(must) if query.is_blank else _Q.empty_query()
        unwanted = [self._unwanted(c) for c in query.clauses if c.excluded]
        # The state of the index is a document too.
        unwanted.append(_term("id", index_fields.STATE_ID))
        if not must or len(unwanted) > 1:
            matching = _Q.boolean_query([(_MUST, matching), *((_NOT, q) for q in unwanted)])
        return Plan(matching, self._ranked(query, matching, needles), tuple(self.notices))

    def _ranked(
        self, query: Query, matching: tantivy.Query, needles: Sequence[str]
    ) -> tantivy.Query | None:
        evidence = self._evidence(query)
        if not evidence:
            return None
        parts = [(_MUST, _Q.const_score_query(matching, 0.0)), *((_SHOULD, q) for q in evidence)]
        if len(needles) > 1:
            everything = all_of([standing(needle) for needle in needles])
            parts.append((_SHOULD, _Q.const_score_query(everything, _ALL_WORDS)))
        typed = [c.whole for c in query.wanted if c.kind == "words" and c.needles != (c.whole,)]
        parts += [
            (_SHOULD, _Q.const_score_query(standing(whole), _AS_TYPED))
            for whole in typed
            if len(whole) <= _LONGEST_AS_TYPED
        ]
        return _Q.boolean_query(parts)

    def _evidence(self, query: Query) -> list[tantivy.Query]:
        """BM25 over the words and bigrams of what was asked."""
        asked = [c for c in query.clauses if not c.excluded and c.field in {None, "title"}]
        words = self._rarest_terms("words", (w for c in asked for w in c.words))
        pairs = self._rarest_terms("bigrams", (p for c in asked for p in _pairs(c)))
        found = [_term("words", w) for w in words] + [_term("bigrams", p) for p in pairs]
        titles = [_term("title_words", w) for w in words]
        titles += [_term("title_bigrams", p) for p in pairs]
        return found + [_Q.boost_query(q, _TITLE) for q in titles]

    def _rarest_terms(self, field: str, terms: Iterable[str]) -> list[str]:
        frequencies = {t: self.searcher.doc_freq(field, t) for t in dict.fromkeys(terms)}
        there = [t for t, frequency in frequencies.items() if frequency]
        return sorted(there, key=frequencies.__getitem__)[:_MOST_TERMS]

    def _frequency(self, needle: str) -> int:
        """In how many articles a needle can stand at most."""
        if len(needle) == 1:
            return int(self.searcher.doc_freq("chars", needle))
        return min(self.searcher.doc_freq("bigrams", b) for _, b in covering_bigrams(needle))

    def _rarest(self, needles: Iterable[str]) -> list[str]:
        """The needles, rarest first, at most as many as are looked at."""
        return sorted(dict.fromkeys(needles), key=self._frequency)[:_MOST_TERMS]

    def _telling(self, needles: Sequence[str]) -> Sequence[str]:
        """Leaves out words so common that an article with no other word is no answer.

        Only in large libraries: there a question like "如何理解发展" would find everything. The
        words left out still count for the order.
        """
        articles = self.snapshot.articles
        if articles < _LARGE_LIBRARY:
            return needles
        frequencies = {n: self._frequency(n) for n in needles}
        weights = [math.log(articles / f) if (f := frequencies[n]) else 0.0 for n in needles]
        total, kept, weight = sum(weights), 0, 0.0
        for needle, its_weight in zip(needles, weights, strict=True):
            enough = weight > 0 and weight >= (1 - _LEAST_EVIDENCE) * total
            if enough and frequencies[needle] > _COMMON * articles:
                break
            weight += its_weight
            kept += 1
        return needles[:kept]

    def _field(self, clause: Clause) -> tantivy.Query:
        if clause.years:
            schema, kind = index_fields.schema(), tantivy.FieldType.Integer
            return _Q.range_query(schema, "year", kind, *clause.years)
        if clause.field == "title":
            return standing(clause.whole, title=True)
        values = facet_values(self.snapshot, str(clause.field), clause.text)
        if not values and not clause.excluded:
            self.notices.append(f"没有“{clause}”的文章。")
        return any_of([_term(str(clause.field), value) for value in values])

    def _unwanted(self, clause: Clause) -> tantivy.Query:
        return self._field(clause) if clause.field else standing(clause.whole)


def _pairs(clause: Clause) -> list[str]:
    """The bigrams of a clause that say something."""
    pairs = bigrams(clause.whole).split()
    return [p for p in pairs if p.isalnum() and _FUNCTION_CHARACTERS.isdisjoint(p)]
