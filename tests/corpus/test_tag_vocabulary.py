from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.actor import Actor, NotAllowed
from corpus.archive import Archive
from corpus.errors import SixueError
from corpus.filters import Filters
from corpus.rows import read_by_ids
from corpus.tag_rows import TagInUse, restore_tags
from corpus.tag_splitting import by_words
from corpus.tag_tree import DEEPEST, Alias, TagCycle, TagNameTaken, TagTree
from corpus.tag_vocabulary import TagChanged
from corpus.tags import InvalidTag, TagUse, set_tags
from tests.articles import by, draft, keep
from tests.corpus.test_history import present, replay


def named(archive: Archive, name: str) -> int:
    """The id of the tag a name leads to."""
    tag = archive.tag_vocabulary.tree().resolve(name)
    assert tag is not None
    return tag.id


def worn(archive: Archive, article_id: int) -> tuple[str, ...]:
    return archive.articles.get(article_id).content.tags


def made(archive: Archive, *names: str, below: str | None = None) -> list[int]:
    parent = None if below is None else named(archive, below)
    done = [archive.tag_vocabulary.create(name, parent=parent) for name in names]
    return [one.tag.id for one in done if one.tag]


def undo(archive: Archive, batch: str) -> None:
    """Takes a batch back as whoever undoes does it: tags, articles, then tags it had made."""
    changes = [c for c in archive.history.of_library("tag", 10_000) if c.batch == batch]
    rows = [c for c in archive.history.recent(10_000) if c.batch == batch]
    with archive.database.write("editor") as write:
        assert not restore_tags(write, {c.item_id: c.before for c in changes if c.before})
        for row in rows:
            article = read_by_ids(write.connection, [row.article_id])[row.article_id]
            if row.before is not None and list(article.content.tags) != row.before["tags"]:
                set_tags(write, article.id, row.before["tags"])
                its = {"tags": list(article.content.tags)}
                write.record("tag", article.id, before=its, after=row.before)
        assert not restore_tags(write, {c.item_id: None for c in changes if not c.before})


def test_a_renamed_tag_is_called_so_everywhere_at_once(archive: Archive) -> None:
    first, trashed = keep(
        archive, draft("甲。", tags=("路", "养老", "桥")), draft("乙。", tags=("养老",))
    )
    archive.articles.trash([trashed])
    before = archive.revision()
    done = archive.tag_vocabulary.change(named(archive, "养老"), name="养老服务")
    assert done.articles == 2
    assert worn(archive, first) == ("路", "养老服务", "桥")
    assert [a.id for a in archive.articles.changed_since(before)] == [first, trashed]
    for article_id in (first, trashed):
        changes = archive.history.of_article(article_id)
        assert changes[-1].batch == done.batch
        assert replay(changes) == present(archive, article_id)
    archive.index.catch_up()
    assert archive.search.ids(filters=Filters(tags=("养老服务",))) == [first]
    assert archive.search.ids(filters=Filters(tags=("养老",))) == []
    undo(archive, done.batch)
    assert worn(archive, first) == ("路", "养老", "桥")


def test_no_form_belongs_to_two_tags(archive: Archive) -> None:
    vocabulary = archive.tag_vocabulary
    vocabulary.create("数字经济", aliases=(Alias("ＧＤＰ"),))
    for name, alias in (("數字經濟", "甲"), ("gdp", "甲"), ("乙", "数字经济"), ("乙", "gdp")):
        with pytest.raises(TagNameTaken):
            vocabulary.create(name, aliases=(Alias(alias),))
    done = vocabulary.create("乙", aliases=(Alias("乙"), Alias("丙"), Alias("丙")))
    assert done.tag is not None
    assert done.tag.aliases == (Alias("丙"),)
    assert vocabulary.change(done.tag.id, name="丙", aliases=(Alias("乙"),)).tag is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"name": " "},
        {"name": "长" * 51},
        {"colour": "红"},
        {"description": "长" * 2001},
        {"aliases": (Alias("旧", 2012, 2003),)},
        {"aliases": (Alias("旧", 20120),)},
        {"aliases": tuple(Alias(f"名{n}") for n in range(61))},
    ],
)
def test_what_cannot_be_a_tag_is_refused(archive: Archive, fields: dict[str, Any]) -> None:
    (tag_id,) = made(archive, "养老")
    revision = archive.revision()
    with pytest.raises(InvalidTag):
        archive.tag_vocabulary.change(tag_id, **fields)
    assert archive.revision() == revision


def test_a_tag_never_lies_below_itself_nor_too_deep(archive: Archive) -> None:
    vocabulary = archive.tag_vocabulary
    ids = made(archive, *(f"第{n}层" for n in range(DEEPEST)))
    for parent, child in pairwise(ids):
        vocabulary.move([child], parent)
    for parent in ids:
        with pytest.raises(TagCycle):
            vocabulary.move([ids[0]], parent)
    (deeper,) = made(archive, "再深一层")
    with pytest.raises(InvalidTag, match="层"):
        vocabulary.move([deeper], ids[-1])
    with pytest.raises(InvalidTag, match="层"):
        vocabulary.move([ids[0]], deeper)
    assert vocabulary.tree().path(ids[-1]) == tuple(f"第{n}层" for n in range(DEEPEST))


def test_merging_leads_every_old_name_to_the_new_tag(archive: Archive) -> None:
    vocabulary = archive.tag_vocabulary
    both, old, trashed = keep(
        archive,
        draft("甲。", tags=("敬老", "路", "养老")),
        draft("乙。", tags=("桥", "敬老", "路")),
        draft("丙。", tags=("敬老",)),
    )
    archive.articles.trash([trashed])
    source, target = named(archive, "敬老"), named(archive, "养老")
    vocabulary.change(source, aliases=(Alias("尊老"),))
    (child,) = made(archive, "敬老院", below="敬老")
    archive.saved_searches.save("老人", "search", "tags=敬老&q=食堂")
    archive.saved_searches.save("词", "search", "q=-(标签:尊老 OR 路)")
    archive.saved_searches.save("别的", "search", "tags=路")

    told = vocabulary.preview_merge(source, target)
    assert (told.kept, told.trashed) == (2, 1)
    assert told.gains == (("养老", 2),)
    assert told.moved == (("敬老院", "养老"),)
    assert told.leads == (("敬老", "养老"), ("尊老", "养老"))
    assert told.searches == ("老人", "词")
    assert told.lost == told.created == ()

    done = vocabulary.merge(source, target)
    assert done.articles == 3
    assert worn(archive, both) == ("养老", "路")
    assert worn(archive, old) == ("桥", "养老", "路")
    tree = vocabulary.tree()
    assert [tag.name for tag in tree.redirects(target)] == ["敬老"]
    assert tree.path(child) == ("养老", "敬老院")
    assert archive.tags.put_on(old, "尊老") == "养老"
    (imported,) = keep(archive, draft("丁。", tags=("敬老",)))
    assert worn(archive, imported) == ("养老",)
    assert archive.tags.all()[0] == TagUse("养老", 3)

    undo(archive, done.batch)
    assert worn(archive, both) == ("敬老", "路", "养老")
    assert worn(archive, imported) == ("养老",), "was not changed by the merge"
    assert vocabulary.tree().path(child) == ("敬老", "敬老院")
    assert named(archive, "尊老") == source
    for article_id in (both, old, trashed):
        assert replay(archive.history.of_article(article_id)) == present(archive, article_id)


def test_theme_sets_of_articles_with_a_tag_are_named_beforehand(archive: Archive) -> None:
    keep(
        archive,
        draft("老年食堂三餐八元，老人说饭菜软和。\n护理员上门量血压。", tags=("敬老",)),
        draft("截污管网铺到村口，溪水从黑变清。", tags=("治水",)),
    )
    archive.index.catch_up()
    fitted = archive.themes.fit(Filters())
    for name, tags in (("老人", ("治水", "敬老")), ("河", ("治水",)), ("全部", ())):
        archive.theme_sets.create(name, fitted, Filters(tags=tags))
    old = named(archive, "敬老")
    told = archive.tag_vocabulary.preview_change(old, name="养老", aliases=(Alias("敬老"),))
    assert (told.theme_sets, told.lost) == (("老人",), ())
    told = archive.tag_vocabulary.preview_delete(named(archive, "治水"))
    assert (told.theme_sets, told.lost) == (("老人", "河"), ("治水",))
    assert archive.tag_vocabulary.preview_change(old, description="老人的事").theme_sets == ()


def test_a_tag_merged_into_one_below_it_gives_up_its_place(archive: Archive) -> None:
    top, middle, low = made(archive, "上"), made(archive, "中", below="上"), None
    (low,) = made(archive, "下", below="中")
    archive.tag_vocabulary.merge(middle[0], low)
    assert archive.tag_vocabulary.tree().path(low) == ("上", "下")
    archive.tag_vocabulary.merge(top[0], low)
    assert archive.tag_vocabulary.tree().path(low) == ("下",)
    assert archive.tag_vocabulary.tree().resolve("中") == archive.tag_vocabulary.tree().get(low)


def test_a_merged_name_can_become_the_name_again(archive: Archive) -> None:
    source, target = made(archive, "敬老", "养老")
    archive.tag_vocabulary.merge(source, target)
    archive.tag_vocabulary.change(target, name="敬老", aliases=(Alias("养老"),))
    assert [(tag.id, tag.forms) for tag in archive.tag_vocabulary.tree().rows()] == [
        (target, ("敬老", "养老"))
    ]


def test_a_tag_is_split_by_what_stands_in_its_articles(archive: Archive) -> None:
    ids = keep(
        archive,
        draft("老年食堂开张。", tags=("路", "民生")),
        draft("幼儿园和食堂。", tags=("民生", "桥")),
        draft("公路通车。", tags=("民生",)),
        draft("另一个食堂。"),
    )
    archive.index.catch_up()
    tag_id = named(archive, "民生")
    parts = by_words(archive, "民生", {"餐饮": "食堂", "托育": "幼儿园", "空": " "})
    assert parts == {ids[0]: ("餐饮",), ids[1]: ("餐饮", "托育")}
    told = archive.tag_vocabulary.preview_split(tag_id, parts)
    assert set(told.created) == {"餐饮", "托育"}
    assert told.gains == (("餐饮", 2), ("托育", 1))
    done = archive.tag_vocabulary.split(tag_id, parts, below=True)
    assert [worn(archive, i) for i in ids] == [
        ("路", "餐饮"), ("餐饮", "托育", "桥"), ("民生",), (),
    ]  # fmt: skip
    assert archive.tag_vocabulary.tree().path(named(archive, "托育")) == ("民生", "托育")
    assert archive.tag_vocabulary.uses_below() == {tag_id: 3}
    undo(archive, done.batch)
    assert [worn(archive, i) for i in ids[:2]] == [("路", "民生"), ("民生", "桥")]
    assert archive.tag_vocabulary.tree().resolve("餐饮") is None


def test_a_deleted_tag_leaves_its_articles_and_comes_back_with_its_id(archive: Archive) -> None:
    vocabulary = archive.tag_vocabulary
    (article_id,) = keep(archive, draft("甲。", tags=("路", "养老")))
    tag_id = named(archive, "养老")
    (old,) = made(archive, "敬老")
    vocabulary.merge(old, tag_id)
    (child,) = made(archive, "食堂", below="养老")
    told = vocabulary.preview_delete(tag_id)
    assert set(told.lost) == {"养老", "敬老"}
    assert told.titles == ("山路",)
    done = vocabulary.delete(tag_id)
    assert worn(archive, article_id) == ("路",)
    assert [tag.name for tag in vocabulary.tree().rows()] == ["路", "食堂"]
    undo(archive, done.batch)
    assert worn(archive, article_id) == ("路", "养老")
    assert named(archive, "敬老") == tag_id
    assert vocabulary.tree().path(child) == ("养老", "食堂")


def test_a_new_tag_that_was_put_on_since_is_not_taken_away(archive: Archive) -> None:
    (article_id,) = keep(archive, draft("甲。"))
    (tag_id,) = made(archive, "养老")
    archive.tags.put_on(article_id, "养老")
    with archive.database.write("editor") as write:
        assert isinstance(restore_tags(write, {tag_id: None})[tag_id], TagInUse)
    assert worn(archive, article_id) == ("养老",)


def test_edits_of_other_fields_are_kept_and_of_the_same_refused(archive: Archive) -> None:
    (tag_id,) = made(archive, "养老")
    seen = archive.tag_vocabulary.tree().get(tag_id).revision
    by("林晓", archive).tag_vocabulary.change(
        tag_id, expected_revision=seen, description="为老年人"
    )
    archive.tag_vocabulary.change(tag_id, expected_revision=seen, name="养老服务")
    with pytest.raises(TagChanged, match="说明刚刚被林晓改过"):
        archive.tag_vocabulary.change(tag_id, expected_revision=seen, description="别的")
    assert archive.tag_vocabulary.tree().get(tag_id).description == "为老年人"


def test_what_is_so_already_is_not_written(archive: Archive) -> None:
    (tag_id,) = made(archive, "养老")
    revision = archive.revision()
    assert archive.tag_vocabulary.change(tag_id, name=" 养老 ").batch == ""
    assert archive.tag_vocabulary.move([tag_id], None).articles == 0
    assert archive.revision() == revision


@pytest.mark.parametrize(
    "act",
    [
        lambda v, i: v.create("新"),
        lambda v, i: v.change(i, name="新"),
        lambda v, i: v.move([i], None),
        lambda v, i: v.merge(i, i + 1),
        lambda v, i: v.split(i, {}),
        lambda v, i: v.delete(i),
    ],
)
def test_only_editors_change_the_vocabulary(
    sqlite_archive: Archive, act: Callable[[Any, int], object]
) -> None:
    (tag_id, _) = made(sqlite_archive, "养老", "食堂")
    reader = sqlite_archive.acting_as(Actor("读者", "reader"))
    with pytest.raises(NotAllowed):
        act(reader.tag_vocabulary, tag_id)
    assert len(reader.tag_vocabulary.tree()) == 2


NAMES = ["甲", "乙", "丙", "丁", "ＡＢ"]
STEPS = st.tuples(
    st.sampled_from(["create", "change", "move", "merge", "split", "delete", "put_on"]),
    st.integers(1, 6),
    st.integers(1, 6),
    st.sampled_from(NAMES),
    st.sampled_from([*NAMES, "ab", "戊"]),
)


def step(archive: Archive, article: int, what: str, one: int, other: int, *names: str) -> str:
    vocabulary = archive.tag_vocabulary
    name, alias = names
    match what:
        case "create":
            return vocabulary.create(name, parent=other, aliases=(Alias(alias),)).batch
        case "change":
            return vocabulary.change(one, name=name, aliases=(Alias(alias, 1990),)).batch
        case "move":
            return vocabulary.move([one], other).batch
        case "merge":
            return vocabulary.merge(one, other).batch
        case "split":
            return vocabulary.split(one, {article: names}, below=True).batch
        case "delete":
            return vocabulary.delete(one).batch
    archive.tags.put_on(article, name)
    return ""


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, max_size=10))
def test_whatever_is_done_keeps_the_laws_and_can_be_undone(
    sqlite_archive: Archive, steps: list[Any]
) -> None:
    archive = sqlite_archive
    for tag in list(archive.tag_vocabulary.tree()):
        archive.tag_vocabulary.delete(tag.id)
    base = 0
    ids = keep(archive, draft("", title="甲", tags=("甲", "乙")), draft("", title="乙"))
    base = named(archive, "甲") - 1
    for what, one, other, *names in steps:
        before = list(archive.tag_vocabulary.tree().rows())
        tagged = [worn(archive, i) for i in ids]
        try:
            batch = step(archive, ids[0], what, base + one, base + other, *names)
        except SixueError:
            assert list(archive.tag_vocabulary.tree().rows()) == before
            continue
        done = archive.tag_vocabulary.tree()
        keeps_the_laws(done)
        if batch:
            undo(archive, batch)
            assert list(archive.tag_vocabulary.tree().rows()) == before
            assert [worn(archive, i) for i in ids] == tagged
            step(archive, ids[0], what, base + one, base + other, *names)
    for article_id in ids:
        assert replay(archive.history.of_article(article_id)) == present(archive, article_id)
    states: dict[int, Any] = {}
    for change in reversed(archive.history.of_library("tag", 100_000)):
        assert states.get(change.item_id) == change.before
        states[change.item_id] = change.after
    kept = {tag.id: tag.fields for tag in archive.tag_vocabulary.tree().rows()}
    assert {i: fields for i, fields in states.items() if fields} == kept


def keeps_the_laws(tree: TagTree) -> None:
    again = TagTree()
    waiting = list(tree.rows())
    while waiting:
        left = []
        for tag in waiting:
            try:
                again.put(tag)
            except SixueError:
                left.append(tag)
        assert len(left) < len(waiting), "no cycles, no name twice"
        waiting = left
