"""What the search index holds of an article, and under which names.

    id                     the article; 0 is no article but the state of the index itself
    seen                   state only: the archive revision up to which the index is complete
    stamp                  state only: when that revision was written, in microseconds
    words, title_words     words of the text, for ranking and document frequencies
    bigrams, title_bigrams every two neighbouring characters with their places: the guarantee
    prominent              character bigrams of the headings and the beginning, for ranking
    chars                  single characters with their counts: queries of one character, and
                           evidence where two texts say the same in other words
    title_chars            single characters of titles
    tag author source column year    facets, as they are shown
    newest, oldest         sort keys: date and then id; articles without a date last in both

`words` hold title and text. `bigrams` and `chars` also hold the byline and the tags, because a
reader who types an author's name expects that author's articles.
"""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date
from functools import cache

import tantivy

from corpus.article import UNTITLED, Article, ArticleDraft
from corpus.matching import bigrams, characters, match_text, without_spaces
from nlp.segmentation import Segmenter, lexicon
from nlp.text import fold_text

FORMAT = 6
"""Raise it when what stands in the index changes; older indexes are then built anew."""
STATE_ID = 0
TEXT_FACETS = ("tag", "author", "source", "column")
_SPACES = "spaces"
_ID_BITS = 40
BEGINNING = 80
"""Characters of the first paragraph that count as the beginning."""
PARAGRAPH_END = "¶"
"""Stands behind the bigrams of a paragraph, so that no phrase runs on into the next."""


@cache
def schema() -> tantivy.Schema:
    """The fields of the index."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("seen", fast=True)
    builder.add_unsigned_field("stamp", fast=True)
    for name in ("words", "title_words", "chars", "prominent"):
        builder.add_text_field(name, tokenizer_name=_SPACES, index_option="freq")
    for name in ("bigrams", "title_bigrams"):
        builder.add_text_field(name, tokenizer_name=_SPACES, index_option="position")
    builder.add_text_field("title_chars", tokenizer_name=_SPACES, index_option="basic")
    for name in TEXT_FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_integer_field("year", indexed=True, fast=True)
    builder.add_unsigned_field("newest", fast=True)
    builder.add_unsigned_field("oldest", fast=True)
    return builder.build()


def register_tokenizers(index: tantivy.Index) -> None:
    """Texts come to the index cut already; it only has to part them at spaces."""
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_SPACES, analyzer)


def fingerprint() -> str:
    """Names what the content of an index depends on beside the articles."""
    parts = (str(FORMAT), unicodedata.unidata_version, *lexicon())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def state_document(seen: int, stamp: int) -> tantivy.Document:
    """The document that says how far the index is complete, and of which past."""
    document = tantivy.Document()
    document.add_unsigned("id", STATE_ID)
    document.add_unsigned("seen", seen)
    document.add_unsigned("stamp", stamp)
    return document


def article_document(article: Article, segmenter: Segmenter) -> tantivy.Document:
    """What the index holds of an article.

    Args:
        article: A kept article.
        segmenter: Cuts its words.

    Returns:
        The document.
    """
    draft = article.content
    document = tantivy.Document()
    document.add_unsigned("id", article.id)
    heads = [fold_text(x) for x in (draft.title, draft.kicker, draft.subtitle) if x]
    body = fold_text(draft.text)
    forms = [without_spaces(head) for head in heads]
    # A title made of the first words says nothing that the text does not.
    if UNTITLED in draft.marks:
        heads, forms = [h for h in heads if h not in body], [f for f in forms if f not in body]
    else:
        _add_title(document, segmenter, heads, forms)
    document.add_text("words", _cut(segmenter, "\n".join([*heads, body])))
    forms.extend(map(without_spaces, body.split("\n")))
    forms.extend(map(match_text, _byline(draft)))
    for form in forms:
        document.add_text("bigrams", f"{bigrams(form)} {PARAGRAPH_END}")
        document.add_text("chars", characters(form))
    for text in _prominent(draft):
        document.add_text("prominent", bigrams(match_text(text)))
    _add_facets(document, draft)
    document.add_unsigned("newest", sort_key(draft.published, article.id))
    document.add_unsigned("oldest", sort_key(draft.published or date.max, article.id))
    return document


def sort_key(day: date | None, article_id: int) -> int:
    """The place of an article in the order of dates.

    Args:
        day: When it was published; without a date it comes before all others.
        article_id: The article; -1 for behind every article of the day.
    """
    ordinal = day.toordinal() if day else 0
    return ordinal << _ID_BITS | (article_id if article_id >= 0 else (1 << _ID_BITS) - 1)


def _prominent(draft: ArticleDraft) -> tuple[str, ...]:
    """Where an article says what it is about: its headings and its beginning."""
    body = next((p.text for p in draft.paragraphs if p.kind == "paragraph"), "")
    return (*draft.headings, body[:BEGINNING])


def _add_title(
    document: tantivy.Document, segmenter: Segmenter, heads: list[str], forms: list[str]
) -> None:
    document.add_text("title_words", _cut(segmenter, "\n".join(heads)))
    for form in forms:
        document.add_text("title_bigrams", f"{bigrams(form)} {PARAGRAPH_END}")
    document.add_text("title_chars", " ".join(set("".join(forms))))


def _cut(segmenter: Segmenter, folded: str) -> str:
    return " ".join([word for word in segmenter.search_words(folded) if word[0].isalnum()])


def _byline(draft: ArticleDraft) -> tuple[str, ...]:
    parts = (*draft.authors, draft.affiliation, draft.source, draft.column, *draft.tags)
    return tuple(part for part in parts if part)


def _add_facets(document: tantivy.Document, draft: ArticleDraft) -> None:
    borne = {
        "tag": draft.tags,
        "author": draft.authors,
        "source": (draft.source,),
        "column": (draft.column,),
    }
    for name, values in borne.items():
        for value in filter(None, dict.fromkeys(values)):
            document.add_text(name, value)
    if draft.published:
        document.add_integer("year", draft.published.year)
