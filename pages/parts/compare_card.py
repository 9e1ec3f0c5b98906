"""What the charts of a comparison have in common: names, colours, small print."""

from __future__ import annotations

from corpus.comparing import ArticleComparison
from corpus.comparison_summary import NAMES
from corpus.exhibit import Card
from pages.parts import queries
from pages.parts.palette import PALETTE


def named(name: str, found: ArticleComparison) -> str:
    """The letter of an article with its title."""
    return f"{name} {found.articles[NAMES.index(name)].content.title}"


def colours_of(found: ArticleComparison) -> dict[str, str]:
    """The colour of each article, by its letter."""
    return dict(zip(NAMES[: len(found.articles)], PALETTE, strict=False))


def card_of(found: ArticleComparison) -> Card:
    """What a chart of the comparison was made of."""
    titles = "、".join(
        f"{name}《{article.content.title}》"
        for name, article in zip(NAMES, found.articles, strict=False)
    )
    version = queries.dictionary_version(found.revision)
    period = queries.period_of(article.id for article in found.articles)
    return Card(len(found.articles), found.revision, titles, dictionary=version, period=period)


def key_of(name: str, found: ArticleComparison) -> str:
    """The key of a chart of the comparison."""
    return f"{name}-{'-'.join(str(article.id) for article in found.articles)}"
