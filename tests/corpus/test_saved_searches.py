from __future__ import annotations

import pytest

from corpus.archive import Archive
from corpus.integrity import check
from corpus.saved_searches import MOST, InvalidSavedSearch, NameTaken, SavedSearchNotFound
from tests.articles import by, draft, keep

ADDRESS = "q=%E5%85%B1%E5%AF%8C&years=2021&years=2022"


def names(archive: Archive) -> list[str]:
    return [search.name for search in archive.saved_searches.all()]


def test_a_search_is_kept_with_its_address(archive: Archive, archive_url: str) -> None:
    saved = by("林晓", archive).saved_searches.save(" 共富  这两年 ", "search", f"?{ADDRESS}")
    assert (saved.name, saved.address, saved.actor) == ("共富 这两年", ADDRESS, "林晓")
    archive.saved_searches.save("主题", "themes", "")
    assert names(archive) == ["主题", "共富 这两年"]
    with Archive.open(archive_url, home=archive.home) as other:
        assert other.saved_searches.all() == archive.saved_searches.all()
    assert check(archive) == []


def test_a_name_is_given_once_unless_it_is_to_be_replaced(archive: Archive) -> None:
    first = archive.saved_searches.save("GDP 增长", "search", "q=gdp")
    with pytest.raises(NameTaken, match=r"名为“GDP 增长”.*替换"):
        archive.saved_searches.save("ｇｄｐ 增長", "search", "q=2")
    assert archive.revision() == first.revision
    replaced = archive.saved_searches.save("gdp增长", "search", "q=3")
    assert replaced.id != first.id
    again = archive.saved_searches.save("ｇｄｐ 增長", "themes", "years=2021", replace=True)
    assert (again.id, again.page, again.address) == (first.id, "themes", "years=2021")
    update = archive.history.of_library("saved_search")[0]
    assert update.action == "update"
    assert update.before == {"name": "GDP 增长", "page": "search", "address": "q=gdp"}
    assert check(archive) == []


def test_it_can_be_renamed_removed_and_restored(archive: Archive) -> None:
    saved = archive.saved_searches.save("共富", "search", ADDRESS)
    other = archive.saved_searches.save("村口", "search", "q=1")
    assert archive.saved_searches.rename(saved.id, "共富 二").address == ADDRESS
    with pytest.raises(NameTaken):
        archive.saved_searches.rename(other.id, "共富 二")
    revision = archive.revision()
    archive.saved_searches.rename(other.id, "村口")
    assert archive.revision() == revision
    archive.saved_searches.remove(saved.id)
    assert names(archive) == ["村口"]
    restored = archive.saved_searches.restore(saved.id)
    assert (restored.id, restored.name, restored.address) == (saved.id, "共富 二", ADDRESS)
    assert archive.saved_searches.restore(saved.id) == restored
    archive.saved_searches.remove(saved.id)
    archive.saved_searches.rename(other.id, "共富 二")
    with pytest.raises(InvalidSavedSearch, match="放不回去"):
        archive.saved_searches.restore(saved.id)
    assert check(archive) == []


@pytest.mark.parametrize("name", ["", "　", "\u200b", "长" * 61])
def test_names_have_one_to_sixty_characters(sqlite_archive: Archive, name: str) -> None:
    with pytest.raises(InvalidSavedSearch, match="1 到 60 个字"):
        sqlite_archive.saved_searches.save(name, "search", "")
    assert names(sqlite_archive) == []


@pytest.mark.parametrize(
    ("page", "address"), [("read", "q=1"), ("search", "q=1\n"), ("search", "q=" + "1" * 20_000)]
)
def test_what_is_no_address_is_refused(sqlite_archive: Archive, page: str, address: str) -> None:
    with pytest.raises(InvalidSavedSearch, match="网址不能保存"):
        sqlite_archive.saved_searches.save("甲", page, address)  # type: ignore[arg-type]


@pytest.mark.parametrize("search_id", [0, 7, -1, 2**70])
def test_one_that_is_not_there(archive: Archive, search_id: int) -> None:
    for use in (
        archive.saved_searches.remove,
        archive.saved_searches.restore,
        lambda i: archive.saved_searches.rename(i, "甲"),
    ):
        with pytest.raises(SavedSearchNotFound):
            use(search_id)


def test_their_number_is_bounded(sqlite_archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.saved_searches.MOST", 2)
    assert MOST >= 100
    for n in range(2):
        sqlite_archive.saved_searches.save(f"第{n}个", "search", "")
    with pytest.raises(InvalidSavedSearch, match="已经保存了 2 个"):
        sqlite_archive.saved_searches.save("再一个", "search", "")


def test_the_index_keeps_up_with_writes_that_change_no_article(archive: Archive) -> None:
    keep(archive, draft("山路修好了。"))
    archive.index.catch_up()
    archive.saved_searches.save("山路", "search", "q=1")
    result = archive.search.run("山路")
    assert (result.total, result.notices) == (1, ())
