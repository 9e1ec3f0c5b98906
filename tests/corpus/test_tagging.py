from __future__ import annotations

import pytest

from corpus.actor import VISITOR, Actor, NotAllowed
from corpus.archive import Archive
from corpus.errors import ArticleNotFound
from corpus.tag_tree import Alias, Tag, TagNotFound
from corpus.tag_worker import train_in_child
from corpus.tagging import TagSuggestion
from tests.articles import by, draft, keep
from tests.tagged import reports


def names(found: tuple[TagSuggestion, ...]) -> list[str]:
    return [one.name for one in found]


def tag(archive: Archive, name: str) -> Tag:
    found = archive.tag_vocabulary.tree().resolve(name)
    assert found is not None
    return found


def test_a_new_tag_is_suggested_by_its_name_before_anything_was_learnt(archive: Archive) -> None:
    first, second = keep(archive, draft("甲。", tags=("治水",)), draft("河长说治水。", "治水一周"))
    assert names(archive.tagging.suggest(second)) == ["治水"]
    (found,) = archive.tagging.suggest(second)
    assert [(one.form, one.place.paragraph) for one in found.why.names] == [
        ("治水", None),
        ("治水", 0),
    ]
    assert archive.tagging.suggest(first) == ()


def test_an_alias_counts_as_soon_as_it_is_there(archive: Archive) -> None:
    (_, second) = keep(archive, draft("甲。", tags=("治水",)), draft("五水共治三年。", "五水共治"))
    assert archive.tagging.suggest(second) == ()
    archive.tag_vocabulary.change(tag(archive, "治水").id, aliases=(Alias("五水共治"),))
    assert names(archive.tagging.suggest(second)) == ["治水"]


def test_after_training_words_of_tagged_articles_speak_for_a_tag(archive: Archive) -> None:
    keep(archive, *reports(8))
    fresh = keep(archive, *reports(2, seed=11, tagged=False))
    archive.tagging.train()
    assert [names(archive.tagging.suggest(i)) for i in fresh] == [
        [subject] for _ in range(2) for subject in ("治水", "养老", "产业", "教育")
    ]
    (found,) = archive.tagging.suggest(fresh[0])
    assert found.why.score >= found.why.threshold
    assert found.why.words
    assert found.why.sentences
    assert {"治水"} == {
        tag for one in found.similar for tag in archive.articles.get(one.article_id).content.tags
    }
    assert all(one.title == archive.articles.get(one.article_id).content.title
               for one in found.similar)  # fmt: skip


def test_a_draft_is_given_suggestions_without_those_it_has(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *reports(8))
    sqlite_archive.tagging.train()
    text = ["护理员给老人送饭，老年食堂办到了村口。"]
    assert names(sqlite_archive.tagging.suggest_to("食堂", text)) == ["养老"]
    assert sqlite_archive.tagging.suggest_to("食堂", text, without=["養老"]) == ()


def test_a_text_about_nothing_known_gets_no_tag(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *reports(8))
    sqlite_archive.tagging.train()
    assert sqlite_archive.tagging.suggest_to("", ["卫星飞过月球背面，发回第一批照片。"]) == ()


def test_what_was_learnt_is_found_again_after_a_restart(archive: Archive) -> None:
    keep(archive, *reports(8))
    (fresh,) = keep(archive, draft("清淤的船停在桥下，排污口都堵上了。", "堤岸"))
    archive.tagging.train()
    with Archive.open(archive.url, home=archive.home) as again:
        assert names(again.tagging.suggest(fresh)) == ["治水"]
        assert not again.tag_training.due()


def test_a_renamed_tag_keeps_what_was_learnt_and_a_stale_model_serves_on(
    archive: Archive,
) -> None:
    keep(archive, *reports(8))
    (fresh,) = keep(archive, draft("清淤的船停在桥下，排污口都堵上了。", "堤岸"))
    archive.tagging.train()
    archive.tag_vocabulary.change(tag(archive, "治水").id, name="水环境")
    assert names(archive.tagging.suggest(fresh)) == ["水环境"]
    archive.tags.put_on(fresh, "航运")
    assert names(archive.tagging.suggest(fresh)) == ["水环境"]


def test_the_name_of_a_merged_tag_leads_to_the_other(archive: Archive) -> None:
    _, second = keep(
        archive, draft("甲。", tags=("治水", "五水共治")), draft("五水共治三年。", "五水共治")
    )
    archive.tag_vocabulary.merge(tag(archive, "五水共治").id, tag(archive, "治水").id)
    assert names(archive.tagging.suggest(second)) == ["治水"]
    archive.tagging.refuse(second, "五水共治")
    assert archive.tagging.refused(second) == ["治水"]


def test_a_refused_tag_is_not_suggested_again_until_it_is_taken_back(archive: Archive) -> None:
    (_, second) = keep(archive, draft("甲。", tags=("治水",)), draft("河长说治水。", "治水一周"))
    revision = archive.revision()
    mine = by("林晓", archive)
    mine.tagging.refuse(second, "治水")
    mine.tagging.refuse(second, "治水")
    assert archive.tagging.refused(second) == ["治水"]
    assert archive.tagging.suggest(second) == ()
    assert archive.tagging.explain(second, "治水").refused
    assert archive.revision() == revision
    mine.tagging.unrefuse(second, "治水")
    assert names(archive.tagging.suggest(second)) == ["治水"]


def test_refusing_needs_an_article_a_tag_and_an_editor(archive: Archive) -> None:
    (article,) = keep(archive, draft("甲。", tags=("治水",)))
    with pytest.raises(TagNotFound):
        archive.tagging.refuse(article, "没有的")
    with pytest.raises(ArticleNotFound):
        archive.tagging.refuse(999, "治水")
    for actor in (VISITOR, Actor("读者", "reader")):
        hands = archive.acting_as(actor).tagging
        for act in (hands.refuse, hands.unrefuse):
            with pytest.raises(NotAllowed):
                act(article, "治水")
        with pytest.raises(NotAllowed):
            hands.train()


def test_why_another_tag_is_not_suggested(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *reports(8))
    (fresh,) = keep(sqlite_archive, draft("清淤的船停在桥下，排污口都堵上了。", "堤岸"))
    sqlite_archive.tagging.train()
    told = sqlite_archive.tagging.explain(fresh, "教育")
    assert told.suggestion.why.score < told.suggestion.why.threshold
    assert told.told.support == 8
    assert told.told.missing
    with pytest.raises(TagNotFound):
        sqlite_archive.tagging.explain(fresh, "没有的")


def test_each_training_writes_down_how_good_suggestions_are(archive: Archive) -> None:
    keep(archive, *reports(4))
    archive.tagging.train()
    keep(archive, *reports(8, seed=3))
    archive.tagging.train()
    first, second = archive.tagging.grown()
    assert (first.articles, second.articles) == (16, 48)
    assert first.tags == second.tags == 4
    assert second.ours.micro.f1 > second.frequent.micro.f1
    assert second.revision == archive.revision()


def test_training_is_due_when_enough_was_tagged_since(sqlite_archive: Archive) -> None:
    assert not sqlite_archive.tag_training.due()
    ids = keep(sqlite_archive, *reports(5))
    assert sqlite_archive.tag_training.due()
    sqlite_archive.tagging.train()
    assert not sqlite_archive.tag_training.due()
    for article in ids[:3]:
        sqlite_archive.tags.put_on(article, "乡村")
    for article in ids[3:5]:
        sqlite_archive.tagging.refuse(article, "教育" if article != ids[3] else "产业")
    assert sqlite_archive.tag_training.changed() == 5
    assert sqlite_archive.tag_training.due()


def test_a_process_of_its_own_learns_the_same(archive: Archive) -> None:
    keep(archive, *reports(8))
    (fresh,) = keep(archive, draft("清淤的船停在桥下，排污口都堵上了。", "堤岸"))
    steps: list[str] = []
    train_in_child(archive, lambda _done, _total, note: steps.append(note))
    assert "校准" in steps
    assert names(archive.tagging.suggest(fresh)) == ["治水"]
