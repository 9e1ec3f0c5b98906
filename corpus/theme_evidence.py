"""What proves a theme: the articles that touch it, the sentences, and who says nothing of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corpus.highlight import Occurrence, places
from nlp.segmentation import Segmenter
from nlp.sentences import sentence_spans
from nlp.text import fold_text

if TYPE_CHECKING:
    from corpus.archive import Archive

SENTENCES = 12
_ARTICLES_READ = 150
_EACH = 2
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Proof:
    """A sentence that proves a theme.

    Attributes:
        article_id: Where it stands.
        title: Of the article.
        published: When that was published.
        text: The sentence.
        spans: Where the words stand in it.
        words: Which words they are.
    """

    article_id: int
    title: str
    published: date | None
    text: str
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a theme.

    Attributes:
        touching: Occurrences of its words by article, articles with most words first.
        silent: Articles without any of its words, the newest first.
        words: For each word occurrences and articles.
        sentences: The sentences that say most.
        revision: The archive revision.
    """

    touching: dict[int, int]
    silent: tuple[int, ...]
    words: dict[str, tuple[int, int]]
    sentences: tuple[Proof, ...]
    revision: int


def evidence(
    archive: Archive,
    words: Sequence[str],
    *,
    ids: Sequence[int] | None = None,
    sentences: int = SENTENCES,
) -> Evidence:
    """Looks for what proves a theme.

    Args:
        archive: The library.
        words: The theme's words; their variants count with them.
        ids: Only in these articles; in all if None.
        sentences: How many sentences at most.
    """
    forms = {word: archive.formulations.forms(word) for word in words}
    # All words at once: where one stands inside another, it does not count again.
    whole = archive.concordance.count([form for its in forms.values() for form in its], ids)
    times = dict(zip(whole.articles.tolist(), whole.counts.tolist(), strict=True))
    different: Counter[int] = Counter()
    counted: dict[str, tuple[int, int]] = {}
    for word, its in forms.items():
        found = archive.concordance.count(its, ids)
        counted[word] = (int(found.counts.sum()), len(found.articles))
        different.update(found.articles.tolist())
    touching = sorted(times, key=lambda a: (-different[a], -times[a], a))
    kept = archive.search.ids(sort="newest") if ids is None else list(ids)
    return Evidence(
        {article: times[article] for article in touching},
        tuple(article for article in kept if article not in times),
        counted,
        tuple(_proofs(archive, touching[:_ARTICLES_READ], forms, sentences)),
        archive.revision(),
    )


def _proofs(
    archive: Archive, ids: Sequence[int], forms: dict[str, tuple[str, ...]], limit: int
) -> list[Proof]:
    needles = [form for its in forms.values() for form in its]
    word_of = [word for word, its in forms.items() for _ in its]
    segmenter = archive.dictionary.segmenter()
    found: list[tuple[tuple[float, ...], Proof]] = []
    for rank, article in enumerate(archive.articles.find(ids)):
        texts = [
            paragraph.text[start:end]
            for paragraph in article.content.paragraphs
            if paragraph.kind != "heading"
            for start, end in sentence_spans(paragraph.text, semicolons=True)
        ]
        for place, (text, marks) in enumerate(zip(texts, places(texts, needles), strict=True)):
            marks = _whole(marks, text, segmenter) if len(text) <= _LONGEST else []
            if not marks:
                continue
            named = tuple(dict.fromkeys(word_of[number] for number, _ in marks))
            spans = tuple(sorted({span for _, span in marks}))
            share = sum(end - start for start, end in spans) / len(text)
            proof = Proof(
                article.id, article.content.title, article.content.published, text, spans, named
            )
            found.append(((-len(named), -share, rank, place), proof))
    found.sort(key=lambda entry: entry[0])
    chosen: list[Proof] = []
    of_article: Counter[int] = Counter()
    for _, proof in found:
        if len(chosen) == limit:
            break
        if of_article[proof.article_id] < _EACH:
            of_article[proof.article_id] += 1
            chosen.append(proof)
    return chosen


def _whole(marks: list[Occurrence], text: str, segmenter: Segmenter) -> list[Occurrence]:
    """Leaves out what only runs across two words: 增收 in 新增|收入."""
    folded = fold_text(text)
    if not marks or len(folded) != len(text):
        return marks
    ends = {0, *(token.end for token in segmenter.tokens(folded))}
    return [mark for mark in marks if ends.issuperset(mark[1])]
