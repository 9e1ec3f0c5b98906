"""Whether words that are quoted stand so elsewhere in the library, and where they differ.

Everybody quotes from memory or from somebody who did: a character lost, a word changed. The other
articles of the library are the witnesses. The index promises that what stands in an article is
found, so words found nowhere stand nowhere else; then the place most like them is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import tantivy

from corpus.article import ArticleDraft
from corpus.asking import ask
from corpus.engine_queries import all_of, standing
from corpus.index_folder import Snapshot
from corpus.likeness import strongest_words, words_query
from corpus.matching import match_text
from nlp.wording import Comparison, Span, Wording, letter_pairs, nearest, shared_share

if TYPE_CHECKING:
    from corpus.archive import Archive

LEAST_LIKENESS = 0.6
"""So much of two wordings must be the same for them to be wordings of the same words."""

_ALIKE = 80
"""So many articles with the strongest words are looked through for another wording."""
_READ = 40
"""So many articles are read that have the words, but perhaps with other signs between."""
_COMPARED = 6
_LEAST_SHARED = 0.35
_SIGNS = re.compile(r"[\W_]+")
_SIGNS_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class QuotationCheck:
    """What the library says of a quotation.

    Attributes:
        verdict: "verbatim" if it stands so in another article, signs and white space aside;
            "differs" if something close to it does; "unknown" if nothing of the kind does.
        article_id: The other article; None where there is none.
        title: Its title.
        text: The place in the other article, as written there.
        spans: Where the two differ, in the quotation; what it lacks has no span there.
        other_spans: Where the two differ, in `text`.
        also: In how many other articles it stands verbatim, the one named here among them.
        number: In how many places the two differ, those that the quotation lacks among them.
    """

    verdict: Literal["verbatim", "differs", "unknown"]
    article_id: int | None = None
    title: str | None = None
    text: str | None = None
    spans: tuple[Span, ...] = ()
    other_spans: tuple[Span, ...] = ()
    also: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class _Witnesses:
    """Articles that may say something of a quotation.

    Attributes:
        exact: Those in which it stands sign for sign.
        loose: Those in which all its pieces between signs stand, somewhere.
        alike: Those with its strongest words, the best first.
    """

    exact: list[int]
    loose: list[int]
    alike: list[int]


def check_quotation(archive: Archive, article_id: int, text: str) -> QuotationCheck:
    """Checks quoted words against the other articles of the library.

    Args:
        archive: The library.
        article_id: The article that quotes, which is no witness for itself; 0 for words that
            stand in none.
        text: The words, without quotation marks.

    Returns:
        Where they stand, or what comes closest, with the differences.

    Raises:
        SixueError: The archive or the index cannot be used.
    """
    wanted = Wording.of(text)
    if not wanted.letters:
        return QuotationCheck("unknown")
    found = ask(archive.index, lambda snapshot: _witnesses(snapshot, archive, text, article_id))
    holders = set(found.exact)
    first: tuple[int, str, str] | None = None
    unread = [i for i in found.loose if i not in holders][:_READ]
    for other, draft in archive.articles.contents([*found.exact[:1], *unread]).items():
        place = _standing(draft, wanted)
        if place is not None:
            holders.add(other)
            first = first or (other, draft.title, place)
    if first:
        return QuotationCheck("verbatim", *first, also=len(holders))
    return _closest(archive.articles.contents(found.alike), wanted)


def _witnesses(snapshot: Snapshot, archive: Archive, text: str, itself: int) -> _Witnesses:
    pieces = [form for piece in _SIGNS.split(text) if (form := match_text(piece))]
    whole = match_text(_SIGNS_AROUND.sub("", text))
    exact = _ids(snapshot, standing(whole), itself)
    loose = _ids(snapshot, all_of([standing(piece) for piece in pieces]), itself)
    if exact:
        return _Witnesses(exact, loose, [])
    words = strongest_words(snapshot, archive.dictionary.plain_segmenter(), text)
    alike = _ids(snapshot, words_query(words), itself, _ALIKE) if words else []
    return _Witnesses(exact, loose, alike)


def _ids(
    snapshot: Snapshot, query: tantivy.Query, itself: int, limit: int | None = None
) -> list[int]:
    """The articles that a query finds, best first, without the one that quotes."""
    most = max(snapshot.articles, 1) if limit is None else limit
    hits = snapshot.searcher.search(query, most, count=False).hits
    ids = snapshot.searcher.fast_field_values("id", [address for _, address in hits])
    return [article for i in ids if (article := int(i or 0)) != itself]


def _standing(draft: ArticleDraft, wanted: Wording) -> str | None:
    """The place of an article where a wording stands, as written there."""
    for text in _texts(draft):
        span = Wording.of(text).find(wanted)
        if span:
            return text[slice(*span)]
    return None


def _texts(draft: ArticleDraft) -> Iterator[str]:
    yield from (paragraph.text for paragraph in draft.paragraphs)
    yield draft.title


def _closest(drafts: Mapping[int, ArticleDraft], wanted: Wording) -> QuotationCheck:
    """The place most like a wording, if there is one like it at all."""
    pairs = letter_pairs(wanted.letters)
    shares = [
        (share, other, text)
        for other, draft in drafts.items()
        for text in _texts(draft)
        if (share := shared_share(pairs, text)) >= _LEAST_SHARED
    ]
    # The first of those that share as much: sorting is stable.
    shares.sort(key=lambda entry: -entry[0])
    best: tuple[Comparison, int, str] | None = None
    for _, other, text in shares[:_COMPARED]:
        compared = nearest(wanted, text)
        if compared and (best is None or compared.likeness > best[0].likeness):
            best = (compared, other, text)
    if best is None or best[0].likeness < LEAST_LIKENESS:
        return QuotationCheck("unknown")
    compared, other, text = best
    start, end = compared.place
    return QuotationCheck(
        "differs",
        other,
        drafts[other].title,
        text[start:end],
        compared.differences,
        tuple((begin - start, stop - start) for begin, stop in compared.other_differences),
        number=compared.number,
    )
