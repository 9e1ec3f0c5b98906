"""词典, 同义词: a line and Enter make a group; what is wrong is said; nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from corpus.variants import VariantGroup
from tests.pages.conftest import Open, links, shown

FIRST, SECOND = "共富 = 共同富裕", "千万工程 = “千村示范、万村整治”工程"


def groups(home: Path) -> list[VariantGroup]:
    with Archive.open(home=home) as archive:
        return archive.variants.all()


def forms(home: Path) -> set[tuple[str, ...]]:
    return {group.all_forms for group in groups(home)}


def enter(app: AppTest, line: str) -> AppTest:
    return app.text_input(key="variants-line").set_value(line).run()


def test_an_empty_list_says_what_it_is_for_and_offers_examples(visit: Open, library: Path) -> None:
    app = visit("dictionary.py", view="synonyms")
    assert "还没有同义词" in shown(app)
    assert "检索其中一个" in shown(app)
    app.button(key="variants-offer-0").click().run()
    app.button(key="variants-offer-0").click().run()
    assert forms(library) == {
        ("共同富裕", "共富"),
        ("“千村示范、万村整治”工程", "千万工程"),
    }
    assert "点一下就加入" not in shown(app)


def test_enter_adds_a_group_with_its_counts(visit: Open, library: Path) -> None:
    app = enter(visit("dictionary.py", view="synonyms"), "富起来 = 共同富裕")
    assert app.text_input(key="variants-line").value == ""
    said = shown(app)
    assert "共同富裕\n2 篇" in said
    assert "富起来\n0 篇" in said
    assert "1\n 组" in said
    assert links(app)["检索"] == "q=共同富裕"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("只有一个词", "还没有别的写法"),
        ("共 = 共富", "太短"),
        ("食堂 = 共富", "“共富”已在“共同富裕（共富）”这一组里"),
        ("**粗** = ！", "太短"),
    ],
)
def test_what_cannot_be_added_is_said_and_stays_to_be_put_right(
    visit: Open, library: Path, line: str, says: str
) -> None:
    app = enter(visit("dictionary.py", view="synonyms"), FIRST)
    enter(app, line)
    assert says in shown(app)
    assert app.text_input(key="variants-line").value == line
    assert forms(library) == {("共同富裕", "共富")}


def test_known_lines_and_blank_ones_do_nothing(visit: Open, library: Path) -> None:
    app = enter(enter(enter(visit("dictionary.py", view="synonyms"), FIRST), FIRST), "  ")
    assert not app.error
    assert len(groups(library)) == 1


def test_a_group_is_changed_in_its_own_line(visit: Open, library: Path) -> None:
    app = enter(visit("dictionary.py", view="synonyms"), FIRST)
    (group,) = groups(library)
    app.session_state["variants-change-1"] = True
    app.run()
    field = app.text_input(key=f"variants-change-1-{group.revision}")
    assert field.value == "共富 → 共同富裕"
    field.set_value("共同富裕 = 共裕 → 共富")
    app.button(key="variants-save-1").click().run()
    assert not app.error
    assert forms(library) == {("共富", "共同富裕", "共裕")}
    assert app.session_state["variants-change-1"] is False


def test_two_who_change_one_group_lose_nothing(visit: Open, library: Path) -> None:
    app = enter(visit("dictionary.py", view="synonyms"), FIRST)
    (group,) = groups(library)
    app.session_state["variants-change-1"] = True
    app.run()
    with Archive.open(home=library) as archive:
        archive.variants.change(1, "共同富裕", ["共裕"], expected_revision=group.revision)
    app.text_input(key=f"variants-change-1-{group.revision}").set_value("同富 = 共同富裕")
    app.button(key="variants-save-1").click().run()
    assert "刚刚被别人改过" in shown(app)
    assert forms(library) == {("共同富裕", "共裕")}


def test_removing_can_be_undone(visit: Open, library: Path) -> None:
    app = enter(visit("dictionary.py", view="synonyms"), FIRST)
    app.button(key="variants-remove-1").click().run()
    assert groups(library) == []
    assert "已删除“共同富裕”这一组" in shown(app)
    app.button(key="variants-restore").click().run()
    assert forms(library) == {("共同富裕", "共富")}
    assert "已删除" not in shown(app)


def test_many_lines_are_pasted_and_bad_ones_stay(visit: Open, library: Path) -> None:
    app = visit("dictionary.py", view="synonyms")
    app.text_area(key="variants-many").set_value(f"{FIRST}\n只有一个词\n{SECOND}\n{FIRST}")
    app.button(key="variants-paste").click().run()
    assert len(groups(library)) == 2
    assert "加入 2 组，1 行已经有了" in app.success[0].value
    assert "第 2 行“只有一个词”" in shown(app)
    assert app.text_area(key="variants-many").value == "只有一个词"


def test_a_long_list_comes_in_pages_and_can_be_looked_through(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        archive.variants.paste("\n".join(f"写法{n}号 = 通用写法{n}号" for n in range(45)))
    app = visit("dictionary.py", view="synonyms")
    assert "45\n 组" in shown(app)
    assert len([b for b in app.button if (b.key or "").startswith("variants-remove-")]) == 20
    app.session_state["variants-page"] = 3
    app.run()
    assert len([b for b in app.button if (b.key or "").startswith("variants-remove-")]) == 5
    app.text_input(key="variants-find").set_value("写法 44").run()
    assert "1\n 组" in shown(app)
    assert "共 45 组" in shown(app)


def test_words_full_of_markup_are_shown_as_typed(visit: Open, library: Path) -> None:
    app = enter(visit("dictionary.py", view="synonyms"), "<b>甲乙</b> → **丙丁** :red[红]")
    assert forms(library) == {("**丙丁** :red[红]", "<b>甲乙</b>")}
    assert "**丙丁** :red[红]" in shown(app)
    app.button(key="variants-remove-1").click().run()
    assert "已删除“**丙丁** :red[红]”" in shown(app)


def test_the_list_is_counted_on_the_other_pages(visit: Open, library: Path) -> None:
    enter(visit("dictionary.py", view="synonyms"), "竹笋 = 竹椅 = 竹制品")
    said = shown(visit("compare.py", articles="1,2"))
    assert "竹制品" in said
    assert "竹制品" in shown(visit("read.py", article="1"))
