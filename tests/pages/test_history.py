"""历史: what was done, with the way back."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.archive import Archive
from tests.articles import by
from tests.pages.conftest import Open, links, shown


@pytest.fixture
def edited(library: Path) -> Path:
    """A library in which two people have worked."""
    with Archive.open(home=library) as archive:
        lin = by("林晓", archive)
        revision = archive.articles.get(1).revision
        lin.articles.update(1, expected_revision=revision, title="公路通到竹林里", column="观察")
        lin.articles.trash([2, 3])
        by("周远", archive).theme_cards.create("富民", ["路"])
        by("周远", archive).articles.restore([3])
    return library


def test_what_was_done_is_told_with_who_did_it(visit: Open, edited: Path) -> None:
    said = shown(visit("history.py"))
    for piece in (
        "把《食堂的三本账》放回文库",
        "新增主题卡“富民”",
        "把 2 篇移入回收站",
        "修改《公路通到竹林里》的标题、栏目",
        "入库 3 篇",
        "林晓",
        "周远",
        "本机",
    ):
        assert piece in said


def test_an_opened_row_shows_both_versions(visit: Open, edited: Path) -> None:
    app = visit("history.py", who="林晓", did="update")
    (button,) = [b for b in app.button if (b.key or "").startswith("open-")]
    app = button.click().run()
    bodies = "".join(h.proto.body for h in app.get("html"))
    assert "公路通到竹林<mark>边</mark>" in bodies
    assert "公路通到竹林<mark>里</mark>" in bodies
    assert "<mark>调研</mark>" in bodies
    assert links(app)["《公路通到竹林里》"] == "article=1"


@pytest.mark.parametrize(
    ("asked", "says", "not_there"),
    [
        ({"who": "周远"}, "富民", "移入回收站"),
        ({"kind": "theme_card"}, "富民", "入库"),
        ({"article": "2"}, "返乡创业的第一台机床", "富民"),
        ({"find": "观察"}, "公路通到竹林里", "富民"),
        ({"who": "无名"}, "没有这样的修改", "富民"),
        ({"kind": "nonsense", "article": "x", "before": "-1"}, "富民", "没有这样"),
    ],
)
def test_it_can_be_narrowed(
    visit: Open, edited: Path, asked: dict[str, str], says: str, not_there: str
) -> None:
    said = shown(visit("history.py", **asked))
    assert says in said
    assert not_there not in said


def test_undo_tells_first_what_it_would_do_and_what_was_changed_since(
    visit: Open, edited: Path
) -> None:
    with Archive.open(home=edited) as archive:
        revision = archive.articles.get(1).revision
        by("周远", archive).articles.update(1, expected_revision=revision, column="视点")
        written = archive.revision()
        app = visit("history.py", who="林晓", did="update")
        (button,) = [b for b in app.button if (b.key or "").startswith("undo-")]
        said = shown(button.click().run())
        assert "将恢复 1 项；“公路通到竹林里”没有动" in said
        assert "“公路通到竹林里”的栏目：之后又被 周远 改过" in said
        assert archive.revision() == written


def test_who_is_no_editor_is_told_nothing(
    visit: Open, edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.parts.visitor.is_local", lambda: False)
    said = shown(visit("history.py"))
    assert "需要编辑权限" in said
    assert "林晓" not in said


def test_an_empty_library_says_so(visit: Open, empty_home: Path, tmp_path: Path) -> None:
    assert "还没有历史" in shown(visit("history.py"))
