from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from corpus.archive import Archive
from corpus.article import Article, Paragraph
from corpus.articles import InvalidEdit
from corpus.errors import ArticleNotFound, EditConflict
from tests.articles import draft, keep
from tests.corpus.library import DRAFTS

WHOLE = draft(
    "# 一、修路\n山路修到了村口。\n# 二、种树\n荒坡种上了香榧。",
    title="青溪县的两件事",
    kicker="乡村振兴笔谈",
    subtitle="来自青溪县的调查",
    authors=("林晓", "周远"),
    affiliation="青溪县委党校",
    source="青溪日报",
    column="学习园地",
    published=date(2023, 5, 9),
    tags=("乡村振兴", "调查"),
    marks=("缺标题",),
)


def test_an_article_comes_back_as_it_was_kept(archive: Archive) -> None:
    (article_id,) = keep(archive, WHOLE)
    article = archive.articles.get(article_id)
    assert article.content == WHOLE
    assert article.status == "kept"
    assert article.revision == archive.revision()
    assert article.created_at == article.changed_at
    assert article.created_at.tzinfo is not None


@pytest.mark.parametrize("article_id", [0, -1, 7, 2**63, 10**30])
def test_an_unknown_id_is_told_to_the_reader(archive: Archive, article_id: int) -> None:
    with pytest.raises(ArticleNotFound, match=f"没有编号为 {article_id} 的文章"):
        archive.articles.get(article_id)
    assert archive.articles.find([article_id]) == []
    assert archive.history.of_article(article_id) == []


def test_find_keeps_the_order_asked_for_and_leaves_out_what_is_not_there(archive: Archive) -> None:
    first, second, third = keep(archive, draft("甲。"), draft("乙。"), draft("丙。"))
    archive.articles.trash([second])
    found = archive.articles.find([third, 99, second, first, third])
    assert [a.id for a in found] == [third, first]


def test_more_ids_than_one_query_can_take(sqlite_archive: Archive) -> None:
    ids = keep(sqlite_archive, *(draft(f"第{n}篇。") for n in range(1203)))
    assert [a.id for a in sqlite_archive.articles.find(reversed(ids))] == ids[::-1]
    assert [a.id for a in sqlite_archive.articles.iterate()] == ids
    assert [a.id for a in sqlite_archive.articles.iterate(ids[5:900:7], 10)] == ids[5:900:7]


def all_changes(archive: Archive, revision: int, limit: int) -> list[Article]:
    """Follows the archive as its index does."""
    seen: list[Article] = []
    page = archive.articles.changed_since(revision, limit=limit)
    while page:
        seen += page
        page = archive.articles.changed_since(page[-1].revision, after_id=page[-1].id, limit=limit)
    return seen


def test_changes_are_followed_through_the_middle_of_a_revision(archive: Archive) -> None:
    ids = keep(archive, *(draft(f"第{n}篇。") for n in range(11)))
    before = archive.revision()
    assert [a.id for a in all_changes(archive, 0, limit=3)] == ids
    assert all_changes(archive, before, limit=3) == []

    archive.articles.trash(ids[2:4])
    archive.tags.put_on(ids[0], "路")
    changed = all_changes(archive, before, limit=1)
    assert [(a.id, a.status) for a in changed] == [
        (ids[2], "trashed"),
        (ids[3], "trashed"),
        (ids[0], "kept"),
    ]
    assert [a.id for a in all_changes(archive, 0, limit=4)][-3:] == [ids[2], ids[3], ids[0]]


def test_an_article_changed_while_somebody_pages_is_not_missed(archive: Archive) -> None:
    first, second, third = keep(archive, draft("甲。"), draft("乙。"), draft("丙。"))
    (page,) = archive.articles.changed_since(0, limit=1)
    assert page.id == first
    archive.tags.put_on(second, "后来")
    rest = archive.articles.changed_since(page.revision, after_id=page.id)
    assert [a.id for a in rest] == [third, second]
    assert rest[-1].content.tags == ("后来",)


def test_counts_and_newest_leave_out_the_trash(archive: Archive) -> None:
    first, second, third = keep(archive, draft("甲。"), draft("乙。"), draft("丙。"))
    archive.articles.trash([second])
    assert archive.articles.count() == 2
    assert [a.id for a in archive.articles.newest(5)] == [third, first]
    assert [a.id for a in archive.articles.trashed()] == [second]


def test_an_update_changes_what_it_names_and_nothing_else(archive: Archive) -> None:
    (article_id,) = keep(archive, WHOLE)
    read = archive.articles.get(article_id)
    text = (Paragraph("山路修到了山顶。"),)
    now = archive.articles.update(
        article_id,
        expected_revision=read.revision,
        title="三件事",
        published=None,
        paragraphs=text,
        tags=("调查", "道路"),
    )
    assert now == archive.articles.get(article_id)
    assert now.content.title == "三件事"
    assert now.content.published is None
    assert now.content.paragraphs == text
    assert now.content.tags == ("调查", "道路")
    assert now.content.authors == WHOLE.authors
    assert now.revision == archive.revision() == read.revision + 1
    assert keep(archive, draft("山路修到了山顶。")) == [], "the new text is known as a duplicate"
    assert keep(archive, WHOLE), "the old text is not there any more"


def test_an_update_that_changes_nothing_leaves_no_trace(archive: Archive) -> None:
    (article_id,) = keep(archive, WHOLE)
    read = archive.articles.get(article_id)
    same = archive.articles.update(article_id, expected_revision=read.revision, title=WHOLE.title)
    assert same == read
    assert archive.revision() == read.revision
    assert len(archive.history.of_article(article_id)) == 1


def test_the_second_of_two_editors_is_told(archive: Archive) -> None:
    (article_id,) = keep(archive, WHOLE)
    read = archive.articles.get(article_id)
    archive.articles.update(article_id, expected_revision=read.revision, title="先改的")
    with pytest.raises(EditConflict, match="刚刚被本机改过"):
        archive.articles.update(article_id, expected_revision=read.revision, title="后改的")
    assert archive.articles.get(article_id).content.title == "先改的"


def test_an_article_cannot_lose_its_title(archive: Archive) -> None:
    (article_id,) = keep(archive, WHOLE)
    revision = archive.revision()
    with pytest.raises(InvalidEdit, match="必须有标题"):
        archive.articles.update(article_id, expected_revision=revision, title=" \u3000")
    assert archive.revision() == revision


def test_a_trashed_article_is_hidden_until_it_is_restored(archive: Archive) -> None:
    (article_id,) = keep(archive, WHOLE)
    archive.articles.trash([article_id])
    with pytest.raises(ArticleNotFound):
        archive.articles.get(article_id)
    with pytest.raises(ArticleNotFound):
        archive.articles.update(article_id, expected_revision=archive.revision(), title="改")
    assert archive.tags.all() == []

    archive.articles.restore([article_id])
    assert archive.articles.get(article_id).content == WHOLE


def test_trashing_is_all_or_nothing(archive: Archive) -> None:
    (article_id,) = keep(archive, WHOLE)
    with pytest.raises(ArticleNotFound):
        archive.articles.trash([article_id, 99])
    assert archive.articles.count() == 1

    archive.articles.trash([article_id])
    revision = archive.revision()
    archive.articles.trash([article_id])
    assert archive.revision() == revision, "what lies in the trash stays there"


def test_what_no_database_can_hold_is_replaced_by_a_visible_mark(archive: Archive) -> None:
    (article_id,) = keep(archive, draft("路\x00修好了。", title="半个字\ud83d"))
    content = archive.articles.get(article_id).content
    assert (content.title, content.text) == ("半个字\ufffd", "路\ufffd修好了。")


def test_contents_are_those_of_the_articles_without_their_tags(archive: Archive) -> None:
    ids = keep(archive, *DRAFTS)
    archive.articles.trash(ids[:1])
    contents = archive.articles.contents([*ids[::-1], 999, -1, 2**70])
    assert list(contents) == ids[:0:-1]
    for article in archive.articles.find(ids):
        assert contents[article.id] == replace(article.content, tags=())
    tags = archive.articles.tags_of(ids[1:])
    assert {i: tuple(its) for i, its in tags.items()} == {
        a.id: a.content.tags for a in archive.articles.find(ids) if a.content.tags
    }
