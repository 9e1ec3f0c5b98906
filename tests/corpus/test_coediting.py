from __future__ import annotations

from datetime import date

import pytest

from corpus.archive import Archive
from corpus.article import Article, Paragraph
from corpus.errors import EditConflict
from corpus.integrity import check
from tests.articles import by, draft, keep
from tests.coediting import examined, fill, work
from tests.corpus.test_database import in_processes

EDITS = 40
TEXT = "# 一、修路\n山路修到了村口。\n# 二、种树\n荒坡种上了香榧。"


def paragraphs(*lines: str) -> tuple[Paragraph, ...]:
    return draft("\n".join(lines)).paragraphs


@pytest.fixture
def read(archive: Archive) -> Article:
    """An article as two editors have just read it."""
    (article_id,) = keep(archive, draft(TEXT, title="两件事", tags=("路", "林")))
    return archive.articles.get(article_id)


def test_eight_people_at_fifty_articles_lose_nothing(archive: Archive, archive_url: str) -> None:
    fill(archive)
    names = [f"编辑{n}" for n in range(8)]
    in_processes(work, [(archive_url, str(archive.home), name, str(EDITS)) for name in names])
    counts = examined(archive)
    assert counts["update"] > EDITS
    assert counts["trash"]
    assert check(archive) == []


def test_edits_of_different_fields_merge(archive: Archive, read: Article) -> None:
    seen = {"expected_revision": read.revision}
    by("林晓", archive).articles.update(read.id, **seen, column="调研", tags=("路", "林", "村"))
    merged = by("周远", archive).articles.update(
        read.id,
        **seen,
        title="两件实事",
        column=None,  # as it was read: no edit of it
        published=date(2023, 5, 9),
        tags=("林", "水"),
    )
    assert (merged.content.title, merged.content.column) == ("两件实事", "调研")
    assert merged.content.tags == ("林", "村", "水")
    assert set(archive.history.of_article(read.id)[-1].after) == {"title", "published", "tags"}


def test_edits_of_different_paragraphs_merge(archive: Archive, read: Article) -> None:
    heading, road, second, trees = TEXT.split("\n")
    mine = paragraphs(heading, "山路通了车。", second, trees)
    theirs = paragraphs(heading, road, second, "荒坡种满了香榧。", "明年结果。")
    archive.articles.update(read.id, expected_revision=read.revision, paragraphs=theirs)
    merged = archive.articles.update(read.id, expected_revision=read.revision, paragraphs=mine)
    assert merged.content.paragraphs == paragraphs(
        heading, "山路通了车。", second, "荒坡种满了香榧。", "明年结果。"
    )


def test_edits_of_one_field_show_both_and_write_nothing(archive: Archive, read: Article) -> None:
    by("林晓", archive).articles.update(
        read.id, expected_revision=read.revision, title="修路与种树", column="调研"
    )
    revision = archive.revision()
    with pytest.raises(EditConflict, match="同一处刚刚被林晓改过") as caught:
        by("周远", archive).articles.update(
            read.id, expected_revision=read.revision, title="两件实事", source="青溪日报"
        )
    (conflict,) = caught.value.fields
    assert (conflict.field, conflict.by) == ("title", "林晓")
    assert (conflict.base, conflict.theirs, conflict.mine) == ("两件事", "修路与种树", "两件实事")
    assert archive.revision() == revision
    assert caught.value.merged == {"source": "青溪日报"}
    chosen = archive.articles.update(
        read.id,
        expected_revision=caught.value.article.revision,
        title="两件实事",
        **caught.value.merged,
    )
    assert (chosen.content.title, chosen.content.column) == ("两件实事", "调研")


def test_two_who_clear_and_change_one_field_are_asked(archive: Archive, read: Article) -> None:
    first = archive.articles.update(read.id, expected_revision=read.revision, column="调研")
    archive.articles.update(read.id, expected_revision=first.revision, column=None)
    with pytest.raises(EditConflict) as caught:
        archive.articles.update(read.id, expected_revision=first.revision, column="学习园地")
    assert [(c.field, c.theirs) for c in caught.value.fields] == [("column", None)]


def test_the_same_edit_in_two_tabs_is_one(archive: Archive, read: Article) -> None:
    for _ in range(2):
        archive.articles.update(read.id, expected_revision=read.revision, title="两件实事")
    assert [c.action for c in archive.history.of_article(read.id)] == ["create", "update"]


def test_a_double_click_makes_one_of_everything(archive: Archive, read: Article) -> None:
    for make in (
        lambda: archive.theme_cards.create("富民", ["路"], "说明"),
        lambda: archive.reading_lists.create("先读", [read.id]),
        lambda: archive.saved_searches.save("共富", "search", "q=1"),
        lambda: archive.variants.add("共同富裕", ["共富"]),
        lambda: archive.dictionary.put("共富工坊", "word"),
        lambda: archive.tags.put_on(read.id, "水"),
        lambda: archive.members.put("lin@lib.example", "editor"),
    ):
        first = make()
        revision = archive.revision()
        assert make() == first
        assert archive.revision() == revision
