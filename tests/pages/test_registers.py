"""引据: what articles refer to, narrowed, opened to its sentences, checked, taken along."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.archive import Archive
from tests.articles import draft, keep
from tests.pages.conftest import Open, links, shown

SAID = "竹子一根不能浪费，篾片一条不能马虎"
MISQUOTED = "竹子一根不能浪费，篾片一张也不能马虎"
FIRST = f"编竹器要读《竹谱》。按《松河县竹编扶持办法》，林晓强调：“{SAID}。”推行“三张榜”。"
SECOND = f"《松河县竹编扶持办法》印发。林晓强调：“{MISQUOTED}。”"
THIRD = "周青说：“食堂的账要一笔一笔算给老人听。”"


@pytest.fixture
def references(tmp_path: Path) -> Path:
    """A data folder with a few articles that refer to something."""
    home = tmp_path / "home"
    with Archive.open(home=home) as archive:
        keep(
            archive,
            draft(f"村里办起竹编厂。\n{FIRST}", "竹编厂的一天", source="青川日报"),
            draft(SECOND, "竹器出山", source="山水学刊"),
            draft(THIRD, "食堂的账", source="山水学刊"),
        )
        archive.index.catch_up()
    return home


def test_an_empty_library_says_what_to_do(visit: Open) -> None:
    app = visit("registers.py")
    assert "文库里还没有文章" in shown(app)
    assert "导入文件" in links(app)


def test_articles_without_references_say_so(visit: Open, library: Path) -> None:
    assert "没有用书名号提到文献" in shown(visit("registers.py"))
    assert "没有引语" in shown(visit("registers.py", view="quotations"))


def test_writings_are_counted_and_narrowed_by_kind_and_by_words(
    visit: Open, references: Path
) -> None:
    app = visit("registers.py")
    said = shown(app)
    assert said.index("松河县竹编扶持办法") < said.index("竹谱"), "the most cited first"
    app.pills(key="register-kind").set_value("document").run()
    assert "竹谱" not in shown(app)
    assert app.query_params["kind"] in ("document", ["document"])
    app.pills(key="register-kind").set_value(None).run()
    app.text_input(key="register-find").set_value("竹谱").run()
    assert "松河县竹编扶持办法" not in shown(app)
    app.text_input(key="register-find").set_value("没有写过").run()
    assert "没有这样的文献" in shown(app)


def test_filters_choose_the_articles(visit: Open, references: Path) -> None:
    said = shown(visit("registers.py", sources="山水学刊"))
    assert "松河县竹编扶持办法" in said
    assert "竹谱" not in said


def test_a_writing_opens_to_its_sentences_with_the_way_to_the_place(
    visit: Open, references: Path
) -> None:
    app = visit("registers.py", find="竹谱")
    (button,) = [b for b in app.button if b.key and b.key.startswith("register-open-")]
    button.click().run()
    assert "编竹器要读" in shown(app)
    (params,) = [p for label, p in links(app).items() if "竹编厂的一天" in label]
    assert "article=1" in params
    assert f"place=1-{FIRST.index('《竹谱')}" in params


def test_a_quotation_is_checked_with_its_differences_marked(visit: Open, references: Path) -> None:
    app = visit("registers.py", view="quotations")
    assert "林晓" in shown(app)
    assert "三张榜" not in shown(app), "set words are another list"
    app.text_input(key="register-find").set_value("一条").run()
    (button,) = [b for b in app.button if b.key and b.key.startswith("register-check-")]
    button.click().run()
    said = shown(app).replace("\n", "")
    assert "与《竹器出山》有 1 处不同" in said
    marked = "".join(h.proto.body for h in app.get("html"))
    assert "<mark>条</mark>" in marked
    assert any("place=0-" in params for params in links(app).values())


def test_words_that_stand_nowhere_else_are_said_to_be_alone(visit: Open, references: Path) -> None:
    app = visit("registers.py", view="quotations", find="老人")
    (button,) = [b for b in app.button if b.key and b.key.startswith("register-check-")]
    button.click().run()
    assert "文库里没有别的出处" in shown(app)


def test_set_words_are_a_list_of_their_own(visit: Open, references: Path) -> None:
    app = visit("registers.py", view="quotations", kind="formulation")
    assert "三张榜" in shown(app)
    assert SAID not in shown(app)


def test_what_is_listed_is_taken_along(visit: Open, references: Path) -> None:
    app = visit("registers.py", kind="document")
    app.session_state["register-export"] = True
    app.run()
    buttons = {button.proto.label for button in app.get("download_button")}
    assert buttons == {"Excel 表格", "CSV 表格"}


def test_figures_are_a_table_with_those_that_disagree_first(visit: Open, references: Path) -> None:
    with Archive.open(home=references) as archive:
        keep(
            archive,
            draft("2021年，粮食产量达到12万吨。", "丰收"),
            draft("2020年，松河县财政收入从1.2亿元增加到3.2亿元。", "账本"),
            draft("2020年，松河县财政收入达到2.9亿元。", "另一本账"),
        )
        archive.index.catch_up()
    app = visit("registers.py", view="figures")
    table = app.dataframe[0].value
    assert list(table["核对"]) == ["数字不一致", "数字不一致", ""]
    first = table.iloc[0]
    assert (first["指标"], first["从"], first["到 / 值"]) == ("财政收入", "1.2亿元", "3.2亿元")
    assert (first["变化"], first["年份"], first["地区"]) == ("增至2.67倍", "2020", "松河县")
    assert (first["数值"], first["单位"]) == (320_000_000, "元")
    app.text_input(key="register-find").set_value("粮食").run()
    assert list(app.dataframe[0].value["文章"]) == ["丰收"]
    app.text_input(key="register-find").set_value("没有的指标").run()
    assert "没有这样的数据" in shown(app)


def test_without_figures_it_says_so(visit: Open, references: Path) -> None:
    assert "没有找到数据" in shown(visit("registers.py", view="figures", sources="青川日报"))
