from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from corpus.archive import DATABASE_FILE, Archive
from corpus.errors import ArticleNotFound
from corpus.filters import Filters
from corpus.keywords import MOST_ARTICLES, Method
from nlp.text import fold_text
from tests.articles import draft, keep
from tests.corpus.library import DRAFTS

every_method = pytest.mark.parametrize("method", get_args(Method))


@pytest.fixture(scope="module")
def archive(empty_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The small library; the tests only read it."""
    home = tmp_path_factory.mktemp("keywords") / "home"
    shutil.copytree(empty_home, home)
    with Archive.open(f"sqlite:///{home / DATABASE_FILE}", home=home) as opened:
        keep(opened, *DRAFTS)
        yield opened


def text(archive: Archive, article_id: int) -> str:
    content = archive.articles.get(article_id).content
    return fold_text("\n".join([content.title, *(p.text for p in content.paragraphs)]))


@every_method
def test_every_method_finds_what_an_article_is_about(archive: Archive, method: Method) -> None:
    found = archive.keywords.of_article(2, 10, method)
    assert {"食堂", "老人"} <= {keyword.term for keyword in found}


def test_each_method_says_what_its_scores_are(archive: Archive) -> None:
    parts = {m: set(archive.keywords.of_article(2, 1, m)[0].parts) for m in get_args(Method)}
    assert parts["tfidf"] == {"tfidf"}
    assert parts["textrank"] == {"textrank"}
    assert {"title", "rarity", "novelty"} <= parts["sixue"]


@every_method
def test_words_are_counted_where_they_stand(archive: Archive, method: Method) -> None:
    for article_id in archive.search.ids():
        own = text(archive, article_id)
        for keyword in archive.keywords.of_article(article_id, 20, method):
            # A text may hold a word that it is not cut into; never the other way round.
            assert 1 <= keyword.count <= own.count(fold_text(keyword.term))
    counts = {k.term: k.count for k in archive.keywords.of_article(2, 10, method)}
    assert counts["食堂"] == text(archive, 2).count("食堂")


@every_method
def test_a_selection_has_the_means_and_sums_of_its_articles(
    archive: Archive, method: Method
) -> None:
    ids = archive.search.ids()
    single = {i: archive.keywords.of_article(i, 20, method) for i in ids}
    for word in archive.keywords.of_selection(Filters(), 30, method).keywords:
        own = [
            k
            for found in single.values()
            for k in found
            if fold_text(k.term) == fold_text(word.term)
        ]
        assert word.count == sum(k.count for k in own)
        assert word.parts["articles"] == len(own)
        assert word.score == pytest.approx(sum(k.score for k in own) / len(ids))


@every_method
def test_a_document_s_place_in_the_selection_does_not_matter(
    archive: Archive, method: Method
) -> None:
    ids = archive.search.ids()
    first = archive.keywords.of_selection(ids, 30, method)
    last = archive.keywords.of_selection(ids[::-1], 30, method)
    assert [k.term for k in first.keywords] == [k.term for k in last.keywords]
    assert [k.count for k in first.keywords] == [k.count for k in last.keywords]


def test_an_article_has_the_same_keywords_alone_and_among_others(archive: Archive) -> None:
    ids = archive.search.ids()
    together = archive.keywords.of_articles(archive.articles.find(ids), 20)
    assert together == [archive.keywords.of_article(i) for i in ids]


def test_the_method_is_ours_unless_another_is_named(archive: Archive) -> None:
    ours = archive.keywords.of_selection(Filters(), 30)
    assert ours == archive.keywords.of_selection(Filters(), 30, "sixue")
    assert ours != archive.keywords.of_selection(Filters(), 30, "textrank")


def test_says_how_many_articles_were_looked_at(archive: Archive) -> None:
    some = archive.keywords.of_selection([1, 2])
    assert (some.looked_at, some.selected) == (2, 2)
    many = archive.keywords.of_selection(range(1, MOST_ARTICLES + 200))
    assert (many.looked_at, many.selected) == (MOST_ARTICLES, MOST_ARTICLES + 199)
    none = archive.keywords.of_selection([])
    assert (none.keywords, none.looked_at, none.selected) == ((), 0, 0)


@every_method
def test_an_article_that_is_not_there(archive: Archive, method: Method) -> None:
    with pytest.raises(ArticleNotFound):
        archive.keywords.of_article(999, 20, method)


def test_longer_names_do_not_crowd_out_the_rest(archive: Archive) -> None:
    words = archive.keywords.of_selection(Filters(), 50).keywords
    for place, word in enumerate(words):
        for other in words[:place]:
            if other.term in word.term:
                # It is there because it is a matter of its own in many of the articles.
                assert word.parts["articles"] > 0.3 * other.parts["articles"]


@every_method
def test_words_of_the_dictionary_are_keywords(tmp_path: Path, method: Method) -> None:
    with Archive.open(f"sqlite:///{tmp_path / DATABASE_FILE}", home=tmp_path) as archive:
        lines = "清溪镇办起共富车间。共富车间收了竹编订单。\n共富车间让妇女增收。"
        (article,) = keep(archive, draft(lines, "共富车间"))
        archive.dictionary.put_many(["共富车间"], "word")
        terms = [k.term for k in archive.keywords.of_article(article, 20, method)]
        assert "共富车间" in terms
