"""What pages offer to whom: nothing that would be refused, and nothing once a role is gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from pages.parts.addresses import ADDRESSES
from tests.corpus.test_boards import BARS
from tests.pages.conftest import PROVED, AsMember, shown

EDITING = {
    *("移入回收站", "放回文库", "删除主题集", "拆分", "合并", "建卡", "加入词典", "加入同义词"),
    *("采用", "不采用", "去掉", "取消角色", "添加", "载入示例文库", "按现在的文章更新"),
}
READING = {
    "定格",
    "删除",
    "撤销",
    "上移",
    "移出",
    "新建",
    "保存",
    "保存到文库",
    "新建并加入",
    "加入",
}
PARAMS = {
    "read.py": {"article": "1"},
    "reading_lists.py": {"list": "1"},
    "boards.py": {"board": "1"},
    "theme_cards.py": {"card": "1"},
    "themes.py": {"set": "1", "view": "edit"},
}


@pytest.fixture
def furnished(library: Path) -> Path:
    """The library with a list, a card, words and a search that somebody has kept."""
    with Archive.open(home=library) as archive:
        archive.members.put("zhou@example.cn", "editor")
        archive.reading_lists.create("书单", [1, 2])
        archive.boards.add(archive.boards.create("专题").id, BARS)
        archive.theme_cards.create("卡", ["竹笋"])
        archive.saved_searches.save("检索", "search", "q=竹")
        archive.dictionary.put("竹椅厂", "word")
        archive.variants.add("共同富裕", ["共富"])
        archive.articles.trash([3])
    return library


def offered(app: AppTest) -> set[str]:
    return {button.label for button in app.button if not button.disabled}


@pytest.mark.parametrize("page", ADDRESSES)
def test_a_visitor_is_offered_nothing_to_write(
    furnished: Path, as_member: AsMember, page: str
) -> None:
    app = as_member(page, {}, **PARAMS.get(page, {}))
    assert shown(app)
    assert not offered(app) & (EDITING | READING)
    assert not app.get("form")
    assert not app.get("file_uploader")


@pytest.mark.parametrize("page", ADDRESSES)
def test_a_reader_is_offered_no_editing(furnished: Path, as_member: AsMember, page: str) -> None:
    app = as_member(page, {**PROVED, "email": "chen@example.cn"}, **PARAMS.get(page, {}))
    assert shown(app)
    assert not offered(app) & EDITING
    assert bool(app.get("file_uploader")) == (page == "submissions.py"), "they may send in"


def test_a_role_that_is_taken_away_is_gone_at_the_next_click(
    furnished: Path, as_member: AsMember
) -> None:
    app = as_member("read.py", {**PROVED, "email": "zhou@example.cn"}, article="1")
    trash = app.button(key="read-trash")
    with Archive.open(home=furnished) as archive:
        archive.members.remove("zhou@example.cn")
    trash.click().run()
    assert "这项操作需要编辑权限，您现在是读者。" in shown(app)
    assert "移入回收站" not in offered(app)
    with Archive.open(home=furnished) as archive:
        assert archive.articles.get(1)
