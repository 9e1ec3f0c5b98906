from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpus.archive import DATABASE_FILE, Archive
from corpus.errors import ArticleNotFound
from corpus.filters import Filters
from corpus.themes import ThemesFound
from nlp.keywords import Keyword
from nlp.stopwords import is_number, stop_words
from nlp.text import fold_text
from tests.articles import draft, keep
from tests.essays import BAMBOO, CANTEEN, RIVER, SCHOOL, THEMES


def of_selection(
    archive: Archive, selection: Filters | list[int], limit: int = 50
) -> list[Keyword]:
    return list(archive.keywords.of_selection(selection, limit).keywords)


FIGURES = "2023年全县有126个村，增长8.5%。第三年，三十二户各得5000元。"


@pytest.fixture(scope="module")
def archive(empty_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Two articles on each of four themes, one of each pair dated; the tests only read it."""
    home = tmp_path_factory.mktemp("themes") / "home"
    shutil.copytree(empty_home, home)
    with Archive.open(f"sqlite:///{home / DATABASE_FILE}", home=home) as opened:
        for number, (word, paragraphs) in enumerate(THEMES.items()):
            day = date(2021 + number % 2, 5, 1)
            first = draft("\n".join(paragraphs[:3]), f"{word}之一", published=day, tags=(word,))
            keep(opened, first, draft(FIGURES + "\n".join(paragraphs[3:]), f"{word}之二"))
        yield opened


def words(found: ThemesFound) -> list[set[str]]:
    return [{word for word, _ in topic.words} for topic in found.topics]


def terms(keywords: list[Keyword]) -> list[str]:
    return [keyword.term for keyword in keywords]


def test_each_theme_is_found_with_its_examples(archive: Archive) -> None:
    found = archive.themes.fit(Filters(), count=4)
    assert len(found.topics) == len(found.examples) == 4
    for word, paragraphs in THEMES.items():
        (topic,) = (n for n, its in enumerate(words(found)) if word in its)
        best = found.examples[topic][0]
        assert best.text.split("\n")[-1] in "".join(paragraphs)
        assert archive.articles.get(best.article_id).content.title.startswith(word)
        weights = [example.weight for example in found.examples[topic]]
        assert all(weight > 0 for weight in weights)
    assert sum(topic.prevalence for topic in found.topics) == pytest.approx(1)
    assert found.revision == archive.revision()


def test_articles_of_one_theme_are_mixed_alike(archive: Archive) -> None:
    found = archive.themes.fit(Filters(), count=4)
    assert found.article_ids == tuple(range(1, 9))
    assert found.selected == 8
    assert found.mix.sum(axis=1) == pytest.approx(np.ones(8))
    main = found.mix.argmax(axis=1).tolist()
    assert main[::2] == main[1::2]
    assert len(set(main)) == 4


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_selection_does_not_matter(archive: Archive, seed: int) -> None:
    ids = list(range(1, 9))
    random.Random(seed).shuffle(ids)
    mixed, sorted_ = archive.themes.fit(ids, seed=seed), archive.themes.fit(Filters(), seed=seed)
    assert mixed.topics == sorted_.topics
    assert mixed.examples == sorted_.examples
    assert mixed.article_ids == sorted_.article_ids
    assert (mixed.mix == sorted_.mix).all()
    assert mixed.years == sorted_.years


def test_a_selection_is_all_that_is_looked_at(archive: Archive) -> None:
    some = archive.themes.fit([5, 6, 1], count=2)
    assert some.article_ids == (1, 5, 6)
    assert not set().union(*words(some)) & {"老人", "学生"}
    tagged = archive.themes.fit(Filters(tags=("竹编", "河水")), count=2)
    assert tagged.article_ids == (1, 5)


def test_years_hold_as_much_as_was_dated(archive: Archive) -> None:
    found = archive.themes.fit(Filters(), count=4)
    assert list(found.years) == [2021, 2022]
    assert [sum(shares) for shares in found.years.values()] == pytest.approx([2, 2])
    assert found.undated == 4
    by_hand = found.mix[[0, 4]].sum(axis=0)
    assert found.years[2021] == pytest.approx(tuple(by_hand), abs=1e-5)


def test_topics_are_named_by_words_not_by_numbers(archive: Archive) -> None:
    found = set().union(*words(archive.themes.fit(Filters(), count=3)))
    assert not [word for word in found if is_number(word) or word in stop_words()]


def test_kept_themes_go_on_in_their_order(archive: Archive) -> None:
    before = archive.themes.fit(list(range(1, 8)), count=4).model
    kept = [before.vector(topic.index) for topic in before.topics][::-1]
    after = archive.themes.fit(Filters(), start=kept)
    assert after.mix[:7].argmax(axis=1) == pytest.approx(3 - before.mix.argmax(axis=1))
    assert len(after.topics) == len(after.examples) == 4


def test_pinned_words_lead_their_theme_and_hidden_ones_are_not_there(archive: Archive) -> None:
    found = archive.themes.fit(Filters(), count=4, pinned=[("学徒",)], hidden=("竹编",))
    assert found.topics[0].words[0][0] == "学徒"
    assert found.mix[:2, 0].min() > 0.5
    assert "竹编" not in set().union(*words(found))


def test_examples_are_the_heaviest_passages_as_they_were_written(archive: Archive) -> None:
    found = archive.themes.fit(Filters(), count=4)
    for topic in found.topics:
        places = found.model.passages_of(topic.index, 8)
        examples = found.examples[topic.index]
        assert [(e.article_id, e.weight) for e in examples] == [(p[0], p[2]) for p in places]
        for example in examples:
            text = archive.articles.get(example.article_id).content.text
            assert "".join(example.text.split()) in "".join(text.split())


def test_progress_is_told(archive: Archive) -> None:
    told: list[str] = []
    archive.themes.fit(Filters(), report=lambda _done, _all, what: told.append(what))
    assert told


@pytest.mark.parametrize("count", [1, 3, 5])
def test_as_many_topics_as_wanted(archive: Archive, count: int) -> None:
    found = archive.themes.fit(Filters(), count=count)
    assert len(found.topics) == len(found.examples) == found.mix.shape[1] == count


@pytest.mark.parametrize("selection", [[], [99], Filters(tags=("没有的",)), Filters(years=(1999,))])
def test_a_selection_of_nothing_has_no_topics(
    archive: Archive, selection: Filters | list[int]
) -> None:
    found = archive.themes.fit(selection)
    assert (found.topics, found.article_ids, found.undated) == ((), (), 0)
    assert dict(found.years) == {}
    assert of_selection(archive, selection) == []


def test_articles_without_text_or_words_do_no_harm(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, draft("的。", "了"), draft("2023年。", "12月"))
    assert sqlite_archive.themes.fit(Filters()).topics == ()
    assert sqlite_archive.keywords.of_article(1) == []
    keep(sqlite_archive, draft("\n".join(BAMBOO)), draft("\n".join(RIVER)))
    found = sqlite_archive.themes.fit(Filters(), count=2)
    assert found.mix.sum(axis=1) == pytest.approx(np.ones(4))


def test_keywords_say_what_an_article_is_about(archive: Archive) -> None:
    assert "竹编" in terms(archive.keywords.of_article(1))[:3]
    assert "老年食堂" in terms(archive.keywords.of_article(3))[:5]
    assert len(archive.keywords.of_article(1, limit=4)) == 4
    with pytest.raises(ArticleNotFound):
        archive.keywords.of_article(99)


@pytest.mark.parametrize("article_id", range(1, 9))
def test_no_bare_number_and_no_stop_word_is_a_keyword(archive: Archive, article_id: int) -> None:
    found = {fold_text(term) for term in terms(archive.keywords.of_article(article_id, limit=100))}
    assert len(found) > 10
    assert not [word for word in found if is_number(word) or word in stop_words()]


def test_an_invented_title_gives_no_keywords(sqlite_archive: Archive) -> None:
    text = "村里修了路。路通到竹林边。"
    invented, given = keep(
        sqlite_archive,
        draft(text + "甲。", "学习园地", marks=("缺标题",)),
        draft(text + "乙。", "学习园地"),
    )
    assert "学习园地" not in terms(sqlite_archive.keywords.of_article(invented))
    assert "学习园地" in terms(sqlite_archive.keywords.of_article(given))


def test_keywords_of_a_selection_are_those_of_its_articles(archive: Archive) -> None:
    found = of_selection(archive, Filters(), limit=30)
    assert {"竹编", "老人"} <= set(terms(found))
    scores = [keyword.score for keyword in found]
    assert scores == sorted(scores, reverse=True)

    (bamboo,) = (k for k in of_selection(archive, [1, 2]) if k.term == "竹编")
    parts = [k for n in (1, 2) for k in archive.keywords.of_article(n) if k.term == "竹编"]
    assert bamboo.count == sum(k.count for k in parts)
    assert bamboo.score == pytest.approx(sum(k.score for k in parts) / 2)

    again = of_selection(archive, list(range(8, 0, -1)), limit=30)
    assert terms(again) == terms(found)


def test_trashed_articles_have_no_say(sqlite_archive: Archive) -> None:
    ids = keep(sqlite_archive, draft("\n".join(BAMBOO)), draft("\n".join(SCHOOL)))
    sqlite_archive.articles.trash(ids[:1])
    assert sqlite_archive.themes.fit(Filters()).article_ids == (ids[1],)
    assert sqlite_archive.themes.fit(ids).article_ids == (ids[1],)
    assert "竹编" not in terms(of_selection(sqlite_archive, ids))


def test_articles_are_compared_in_the_order_asked_for(archive: Archive) -> None:
    found = archive.themes.compare([2, 3, 1])
    assert "竹编" in terms(list(found.shared))
    assert "老年食堂" in terms(list(found.own[1]))
    assert np.diag(found.similarity) == pytest.approx(np.ones(3))
    assert found.similarity[0, 2] > 2 * found.similarity[0, 1]
    assert found.similarity == pytest.approx(
        archive.themes.compare([1, 3, 2]).similarity[::-1, ::-1]
    )


def test_an_essay_with_two_themes_gets_both(sqlite_archive: Archive) -> None:
    both = (*BAMBOO[:3], *CANTEEN[:3])
    essays = (BAMBOO, CANTEEN, RIVER, SCHOOL, both)
    keep(sqlite_archive, *(draft("\n".join(essay)) for essay in essays))
    mix = sqlite_archive.themes.fit(Filters(), count=4).mix
    bamboo, canteen = mix[0].argmax(), mix[1].argmax()
    assert bamboo != canteen
    assert mix[4, [bamboo, canteen]].min() > 0.3


@pytest.fixture
def listed(sqlite_archive: Archive) -> Archive:
    """Two articles that say the same in different words of the library's list."""
    sqlite_archive.variants.paste("共富 = 共同富裕\n千万工程 = “千村示范、万村整治”工程")
    both = "共富要靠千万工程。合作社走共富路，{}也是共富。\n千万工程之后，村里办起竹编厂。"
    long = both.replace("千万工程", "“千村示范、万村整治”工程").replace("共富", "共同富裕")
    keep(
        sqlite_archive,
        draft(both.format("共同富裕"), "村里的共富路"),
        draft(long.format("共富"), "村里的共同富裕路"),
        *(draft("\n".join(essay)) for essay in (BAMBOO, RIVER)),
    )
    return sqlite_archive


def test_keywords_count_variants_as_one(listed: Archive) -> None:
    for article_id in (1, 2):
        found = {k.term: k.count for k in listed.keywords.of_article(article_id)}
        assert found["共同富裕"] == 5
        assert found["“千村示范、万村整治”工程"] == 2
        assert not {"共富", "千万工程"} & found.keys()
    both = {k.term: k.count for k in of_selection(listed, [1, 2])}
    assert both["共同富裕"] == 10


def test_themes_count_variants_as_one(listed: Archive) -> None:
    found = listed.themes.fit(Filters(), count=3)
    named = [word for its in words(found) for word in its]
    assert named.count("共同富裕") == named.count("“千村示范、万村整治”工程") == 1
    assert not {"共富", "千万工程"} & set(named)
    assert found.mix[0].argmax() == found.mix[1].argmax()


def test_articles_that_differ_in_variants_alone_are_alike(listed: Archive) -> None:
    found = listed.themes.compare([1, 2])
    assert found.similarity[0, 1] == pytest.approx(1, abs=1e-5)
    assert {"共同富裕", "“千村示范、万村整治”工程"} <= set(terms(list(found.shared)))
    assert not set(terms([k for own in found.own for k in own])) & {"共富", "共同富裕"}


def test_a_change_of_the_list_changes_what_is_counted(listed: Archive) -> None:
    for group in listed.variants.all():
        listed.variants.remove(group.id)
    found = {k.term: k.count for k in listed.keywords.of_article(1)}
    assert found.get("共富", 0) <= 4
    assert found.get("共同富裕", 0) <= 1
    assert listed.themes.compare([1, 2]).similarity[0, 1] < 0.9
