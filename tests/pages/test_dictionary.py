"""词典: phrases are proposed with evidence, accepted, refused, and everything is undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.archive import Archive
from tests.articles import draft, prepared
from tests.nlp.test_phrases import ESSAY
from tests.pages.conftest import Open, shown


@pytest.fixture
def essays(library: Path) -> Path:
    """The small library with an essay whose place name is cut apart."""
    with Archive.open(home=library) as archive:
        list(archive.imports.keep(prepared((draft("\n".join(ESSAY), "竹溪岭镇的一年"),))))
        archive.index.catch_up()
    return library


def kinds(home: Path) -> dict[str, str]:
    with Archive.open(home=home) as archive:
        return {word.word: word.kind for word in archive.dictionary.all()}


def test_an_empty_library_says_what_will_come(visit: Open) -> None:
    said = shown(visit("dictionary.py"))
    assert "没有待定的词组" in said
    assert "文章入库以后" in said


def test_a_phrase_is_accepted_and_that_is_undone(visit: Open, essays: Path) -> None:
    app = visit("dictionary.py")
    assert "竹溪岭镇\n\n6 次" in shown(app)
    app.button(key="proposal-竹溪岭镇-word").click().run()
    assert kinds(essays) == {"竹溪岭镇": "word"}
    assert "已采用“竹溪岭镇”" in shown(app)
    assert "竹溪岭镇\n\n6 次" not in shown(app)
    app.button(key="dictionary-undo").click().run()
    assert kinds(essays) == {}
    assert "竹溪岭镇\n\n6 次" in shown(app)


def test_before_deciding_one_sees_what_changes(visit: Open, essays: Path) -> None:
    app = visit("dictionary.py")
    app.button(key="proposal-竹溪岭镇-open").click().run()
    said = " ".join(shown(app).split())
    assert "见于 1 篇" in said
    assert "现在切作：" in said
    assert "关键词" in said
    assert "一篇不少" in said


def test_a_refused_phrase_is_not_offered_again(visit: Open, essays: Path) -> None:
    app = visit("dictionary.py")
    app.button(key="proposal-错峰种养殖-refused").click().run()
    assert kinds(essays) == {"错峰种养殖": "refused"}
    assert "错峰种养殖" not in [b.key for b in app.button]
    app = visit("dictionary.py", view="words")
    assert "不再提出的词组" in "".join(e.label for e in app.expander)


def test_words_are_added_listed_and_taken_out(visit: Open, essays: Path) -> None:
    app = visit("dictionary.py", view="words")
    assert "还没有自己的词" in shown(app)
    app.text_input(key="words-new-word").set_value("院坝").run()
    assert kinds(essays) == {"院坝": "word"}
    assert "院坝\n\n1 篇" in shown(app)
    app.text_input(key="words-new-word").set_value("错 误").run()
    assert "不能保存" in shown(app)
    app.button(key="word-1-remove").click().run()
    assert kinds(essays) == {}


def test_stop_words_are_stopped_and_spared(visit: Open, essays: Path) -> None:
    app = visit("dictionary.py", view="stop")
    app.text_input(key="words-new-stop").set_value("老百姓").run()
    app.text_input(key="words-new-stop").set_value("我们").run()
    assert kinds(essays) == {"老百姓": "stop", "我们": "stop"}


def test_a_sentence_is_cut_as_the_library_cuts(visit: Open, essays: Path) -> None:
    with Archive.open(home=essays) as archive:
        archive.dictionary.put("竹溪岭镇", "word")
    app = visit("dictionary.py", view="words")
    app.text_input(key="words-cut").set_value("走进竹溪岭镇看产业").run()
    assert "走进\n|\n竹溪岭镇\n|\n看" in shown(app)


def test_a_dictionary_is_pasted_and_bad_lines_stay(visit: Open, essays: Path) -> None:
    app = visit("dictionary.py", view="words")
    app.text_area(key="words-many-word").set_value("院坝 5 n\n- 老百姓\n路\n").run()
    app.button(key="words-paste-word").click().run()
    assert kinds(essays) == {"院坝": "word", "老百姓": "stop"}
    assert "加入 2 个词" in app.success[0].value
    assert app.text_area(key="words-many-word").value == "路"


def test_every_change_is_listed_and_can_be_taken_back(visit: Open, essays: Path) -> None:
    with Archive.open(home=essays) as archive:
        archive.dictionary.put_many(["院坝", "夜校"], "word")
        archive.variants.add("共同富裕", ["共富"])
    app = visit("dictionary.py", view="changes")
    assert "已采用“院坝”、“夜校”" in shown(app)
    assert "同义词“共同富裕”" in shown(app)
    (_, second) = (b for b in app.button if (b.key or "").startswith("change-undo-"))
    second.click().run()
    assert kinds(essays) == {}


def test_a_word_that_is_there_already_offers_no_undo(visit: Open, essays: Path) -> None:
    app = visit("dictionary.py", view="words")
    app.text_input(key="words-new-word").set_value("院坝").run()
    app.button(key="dictionary-undo").click().run()
    app.text_input(key="words-new-word").set_value("夜校").run()
    app = visit("dictionary.py", view="words")
    app.text_input(key="words-new-word").set_value("夜校").run()
    assert "dictionary-undo" not in [b.key for b in app.button], "it would take back another change"
    assert kinds(essays) == {"夜校": "word"}
