"""What a word would change is told before, and comes true."""

from __future__ import annotations

from collections import Counter

import pytest

from corpus.archive import Archive
from corpus.dictionary import InvalidWord
from corpus.dictionary_preview import MOST_ARTICLES, preview
from nlp.matrix import terms_of
from tests.articles import draft, keep
from tests.essays import BAMBOO, CANTEEN, RIVER

ESSAYS = (
    draft("\n".join(BAMBOO), "一根毛竹的生意"),
    draft("\n".join(CANTEEN), "食堂的三本账"),
    draft("\n".join(RIVER), "河长的一周"),
    draft("竹溪岭乡把无差异融合当作大事。竹溪岭乡的路修到了村口。", "竹溪岭乡的路"),
    draft("无差异融合要靠产业，差异化也要靠产业。无差异融合！", "产业的路"),
)


@pytest.fixture
def filled(sqlite_archive: Archive) -> Archive:
    keep(sqlite_archive, *ESSAYS)
    return sqlite_archive


def keywords(archive: Archive) -> dict[int, list[str]]:
    articles = archive.articles.newest(10)
    found = archive.keywords.of_articles(articles, 12)
    return {a.id: [k.term for k in its] for a, its in zip(articles, found, strict=True)}


def terms(archive: Archive, word: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for article in archive.articles.newest(10):
        texts = [article.content.title, *(p.text for p in article.content.paragraphs)]
        if any(word in text for text in texts):
            for text in texts:
                counts.update(terms_of(text, archive.dictionary.segmenter()))
    return counts


def test_it_is_told_where_the_word_stands_and_how_it_is_cut_now(filled: Archive) -> None:
    told = preview(filled, "无差异融合", "word")
    assert (told.articles, told.occurrences, told.looked_at) == (2, 3, 2)
    assert sum(way.count for way in told.ways) == 3
    assert all("".join(way.pieces) == "无差异融合" for way in told.ways)
    assert filled.search.run("“无差异融合”").total == told.articles


@pytest.mark.parametrize("word", ["竹溪岭乡", "无差异融合", "老人食堂"])
def test_counts_and_keywords_come_true(filled: Archive, word: str) -> None:
    told = preview(filled, word, "word")
    before, was = keywords(filled), terms(filled, word)
    filled.dictionary.put(word, "word")
    filled.index.rebuild()
    after, now = keywords(filled), terms(filled, word)
    assert {change.term: (change.before, change.after) for change in told.terms} == {
        term: (was[term], now[term]) for term in was | now if was[term] != now[term]
    }
    held = filled.search.ids(f"“{word}”")
    for article_id in held:
        come = tuple(term for term in after[article_id] if term not in before[article_id])
        gone = tuple(term for term in before[article_id] if term not in after[article_id])
        told_here = [(k.come, k.gone) for k in told.keywords if k.article_id == article_id]
        assert told_here == ([(come, gone)] if come or gone else [])


def test_a_stop_word_counts_no_more_and_is_found_as_ever(filled: Archive) -> None:
    told = preview(filled, "食堂", "stop")
    (change,) = told.terms
    assert (change.term, change.after) == ("食堂", 0)
    assert change.before == told.occurrences
    filled.dictionary.put("食堂", "stop")
    assert filled.search.run("食堂").total == told.articles


def test_of_a_word_that_is_in_nothing_is_left_to_change(filled: Archive) -> None:
    expected = {t.term: t.after for t in preview(filled, "竹溪岭乡", "word").terms}
    filled.dictionary.put("竹溪岭乡", "word")
    told = preview(filled, "竹溪岭乡", "word")
    assert [way.pieces for way in told.ways] == [("竹溪岭乡",)]
    assert (told.terms, told.keywords) == ((), ())
    assert expected["竹溪岭乡"] == told.occurrences


def test_parts_are_words_of_their_own_in_fewer_articles(filled: Archive) -> None:
    told = preview(filled, "无差异融合", "word")
    assert told.parts
    assert all(part.after < part.before for part in told.parts)


def test_nothing_is_changed_by_looking(filled: Archive) -> None:
    revision = filled.revision()
    preview(filled, "竹溪岭乡", "word")
    assert (filled.revision(), filled.dictionary.all()) == (revision, [])


def test_a_phrase_that_is_refused_changes_nothing(filled: Archive) -> None:
    told = preview(filled, "无差异融合", "refused")
    assert (told.articles, told.terms, told.keywords) == (2, (), ())


def test_a_word_that_stands_nowhere_and_one_that_is_none(filled: Archive) -> None:
    assert preview(filled, "鹦鹉螺灯塔", "word").articles == 0
    with pytest.raises(InvalidWord):
        preview(filled, "路", "word")


def test_of_many_articles_an_even_sample_is_cut_and_that_is_said(sqlite_archive: Archive) -> None:
    many = MOST_ARTICLES + 30
    keep(sqlite_archive, *(draft(f"第{n}条水渠修到了田头。", f"水渠{n}") for n in range(many)))
    told = preview(sqlite_archive, "水渠修", "word")
    assert (told.articles, told.occurrences, told.looked_at) == (many, many, MOST_ARTICLES)
