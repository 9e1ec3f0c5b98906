from __future__ import annotations

import pytest

from corpus.archive import Archive
from corpus.errors import ArticleNotFound
from corpus.tag_tree import Alias
from corpus.tags import InvalidTag, TagUse
from tests.articles import draft, keep


def test_tags_are_put_on_counted_and_taken_off(archive: Archive) -> None:
    first, second = keep(archive, draft("甲。", tags=("道路",)), draft("乙。"))
    archive.tags.put_on(first, "乡村振兴")
    archive.tags.put_on(second, "乡村振兴")
    assert archive.tags.all() == [TagUse("乡村振兴", 2), TagUse("道路", 1)]
    assert archive.articles.get(first).content.tags == ("道路", "乡村振兴")

    archive.tags.take_off(first, "道路")
    assert archive.articles.get(first).content.tags == ("乡村振兴",)
    assert archive.tags.all() == [TagUse("乡村振兴", 2)]


def test_one_tag_in_two_spellings_is_one_tag(archive: Archive) -> None:
    first, second = keep(archive, draft("甲。"), draft("乙。"))
    assert archive.tags.put_on(first, "  數字 GDP\u3000") == "數字 GDP"
    assert archive.tags.put_on(second, "数字　ｇｄｐ") == "數字 GDP"
    assert archive.tags.all() == [TagUse("數字 GDP", 2)]
    archive.tags.take_off(first, "数字 gdp")
    assert archive.tags.all() == [TagUse("數字 GDP", 1)]


def test_a_tag_stays_as_it_is_spelt_when_nothing_bears_it(archive: Archive) -> None:
    (article_id,) = keep(archive, draft("甲。"))
    archive.tags.put_on(article_id, "數字化")
    archive.tags.take_off(article_id, "數字化")
    assert archive.tags.all() == []
    assert archive.tags.put_on(article_id, "数字化") == "數字化"


def test_other_names_put_on_and_take_off_the_preferred_tag(archive: Archive) -> None:
    (article_id,) = keep(archive, draft("甲。"))
    vocabulary = archive.tag_vocabulary
    vocabulary.create("养老", aliases=(Alias("敬老", until=1990), Alias("ＡＢ")))
    assert archive.tags.put_on(article_id, "敬老") == "养老"
    revision = archive.revision()
    assert archive.tags.put_on(article_id, "ab") == "养老"
    assert archive.revision() == revision, "it bears it already"
    archive.tags.take_off(article_id, "ab")
    assert archive.articles.get(article_id).content.tags == ()
    (other,) = keep(archive, draft("乙。", tags=("敬老", "养老", "食堂")))
    assert archive.articles.get(other).content.tags == ("养老", "食堂")


def test_doing_it_twice_is_doing_it_once(archive: Archive) -> None:
    (article_id,) = keep(archive, draft("甲。"))
    archive.tags.put_on(article_id, "道路")
    revision = archive.revision()
    archive.tags.put_on(article_id, "道路")
    archive.tags.take_off(article_id, "桥梁")
    assert archive.revision() == revision


@pytest.mark.parametrize(("name", "problem"), [(" \u3000", "空"), ("长" * 51, "51 个字")])
def test_a_name_that_cannot_be_a_tag_is_refused(archive: Archive, name: str, problem: str) -> None:
    (article_id,) = keep(archive, draft("甲。"))
    with pytest.raises(InvalidTag, match=problem):
        archive.tags.put_on(article_id, name)
    archive.tags.put_on(article_id, "长" * 50)


def test_tags_need_an_article(archive: Archive) -> None:
    with pytest.raises(ArticleNotFound):
        archive.tags.put_on(5, "道路")
    with pytest.raises(ArticleNotFound):
        archive.tags.take_off(5, "道路")


def test_tags_a_file_gives_are_cleaned_not_refused(archive: Archive) -> None:
    (article_id,) = keep(archive, draft("甲。", tags=(" 路 ", "路", "", "长" * 60, "桥")))
    assert archive.articles.get(article_id).content.tags == ("路", "桥")
