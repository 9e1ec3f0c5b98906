"""The figures of the library: what its articles say there is how much of, and who disagrees.

Looking for figures takes half a millisecond an article, so what was found is kept by article, and
only articles that changed since are read again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from corpus.article import Article
from corpus.tokens import PAGE, Report
from nlp.figures import Figure, Quantity, conflicts, find_figures

if TYPE_CHECKING:
    from corpus.archive import Archive

_VERSION = 1
"""Raise it when figures are found in another way."""

_OWN_PLACE = re.compile(r"[我本该]|全(?!国|世界|球)")
"""Every article has a 我市 and a 全县 of its own: they are not the same place."""


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """A figure of the library.

    Attributes:
        article_id: The article.
        title: Its title.
        sentence: The sentence in which it stands.
        figure: What is said; its spans are those of its paragraph.
        disagrees: Articles that say another number of the same indicator, place and year.
    """

    article_id: int
    title: str
    sentence: str
    figure: Figure
    disagrees: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in one article: its figures and the sentences of them."""

    title: str
    figures: tuple[Figure, ...]
    sentences: tuple[str, ...]


@dataclass(slots=True)
class _Kept:
    """What was found up to a revision, by article; `stamp` tells it from one undone by a backup."""

    revision: int = 0
    stamp: int = 0
    found: dict[int, _Found] = field(default_factory=dict)


def figure_register(
    archive: Archive, ids: Sequence[int] | None = None, report: Report | None = None
) -> tuple[FigureEntry, ...]:
    """The figures that articles give; kept until an article changes.

    Two articles disagree if they give different values for one indicator of one named place in
    one calendar year; what 我市 or 今年 is, is each article's own affair.

    Args:
        archive: The library.
        ids: Which articles; all of them if None.
        report: Called with articles read, articles in all, and what is done.

    Returns:
        The figures by article and in the order of its text.
    """
    found = _caught_up(archive, report).found
    wanted = sorted(found if ids is None else found.keys() & set(ids))
    chosen = {article_id: found[article_id] for article_id in wanted}
    against = _disagreements(chosen)
    return tuple(
        FigureEntry(article_id, its.title, sentence, figure, against.get((article_id, at), ()))
        for article_id, its in chosen.items()
        for at, (figure, sentence) in enumerate(zip(its.figures, its.sentences, strict=True))
    )


def _disagreements(chosen: Mapping[int, _Found]) -> dict[tuple[int, int], tuple[int, ...]]:
    """For figures, by article and number, the other articles that say otherwise."""
    places = {
        id(figure): (article_id, at)
        for article_id, its in chosen.items()
        for at, figure in enumerate(its.figures)
    }
    named = {
        article_id: [f for f in its.figures if f.place and not _OWN_PLACE.match(f.place)]
        for article_id, its in chosen.items()
    }
    against: defaultdict[tuple[int, int], dict[int, None]] = defaultdict(dict)
    for conflict in conflicts(named):
        one, other = conflict.articles
        if one != other:
            against[places[id(conflict.figures[0])]][other] = None
            against[places[id(conflict.figures[1])]][one] = None
    return {place: tuple(sorted(others)) for place, others in against.items()}


def _caught_up(archive: Archive, report: Report | None) -> _Kept:
    """What is known of all articles now."""
    revision = archive.revision()
    key = f"{_VERSION}-{archive.dictionary.version(revision)}"
    data = archive.results.get("figures", key)
    kept = _read(data) if data else _Kept()
    if kept.stamp != archive.database.written_at(kept.revision):
        kept = _Kept()
    if kept.revision == revision:
        return kept
    _catch_up(archive, kept, revision, report)
    archive.results.put("figures", key, _written(kept))
    return kept


def _catch_up(archive: Archive, kept: _Kept, revision: int, report: Report | None) -> None:
    segmenter = archive.dictionary.plain_segmenter(revision)
    total, done = archive.articles.count(), 0
    since, after_id = kept.revision, None
    while page := archive.articles.changed_since(since, after_id=after_id, limit=PAGE):
        for article in page:
            kept.found.pop(article.id, None)
            if article.status == "kept":
                paragraphs = [paragraph.text for paragraph in article.content.paragraphs]
                _add(kept.found, article, paragraphs, find_figures(paragraphs, segmenter))
        done += len(page)
        if report:
            report(min(done, total), total, "读数据")
        since, after_id = page[-1].revision, page[-1].id
    kept.revision, kept.stamp = revision, archive.database.written_at(revision)


def _add(
    found: dict[int, _Found],
    article: Article,
    paragraphs: Sequence[str],
    figures: tuple[Figure, ...],
) -> None:
    if figures:
        sentences = tuple(paragraphs[f.paragraph][slice(*f.sentence_span)] for f in figures)
        found[article.id] = _Found(article.content.title, figures, sentences)


def _written(kept: _Kept) -> bytes:
    return orjson.dumps(kept, option=orjson.OPT_NON_STR_KEYS)


def _read(data: bytes) -> _Kept:
    fields: dict[str, Any] = orjson.loads(data)
    found = {
        int(article_id): _Found(
            its["title"], tuple(map(_figure, its["figures"])), tuple(its["sentences"])
        )
        for article_id, its in fields["found"].items()
    }
    return _Kept(fields["revision"], fields["stamp"], found)


def _figure(fields: dict[str, Any]) -> Figure:
    quantities = {name: _quantity(fields[name]) for name in ("start", "change", "whole")}
    spans = {name: tuple(fields[name]) for name in ("indicator_span", "sentence_span")}
    value = _quantity(fields["value"])
    return Figure(**fields | quantities | spans | {"value": value})


def _quantity(fields: dict[str, Any] | None) -> Quantity | None:
    if fields is None:
        return None
    return Quantity(**fields | {"span": tuple(fields["span"]), "parts": tuple(fields["parts"])})
