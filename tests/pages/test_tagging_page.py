from __future__ import annotations

from pathlib import Path

import pytest

from corpus.archive import Archive
from tests.articles import draft, keep
from tests.pages.conftest import Open, shown
from tests.tagged import reports


@pytest.fixture
def tagged(empty_home: Path, tmp_path: Path) -> Archive:
    """Thirty-two tagged reports and two without tags, learnt from and indexed."""
    import shutil

    archive = Archive.open(home=shutil.copytree(empty_home, tmp_path / "home"))
    keep(archive, *reports(8))
    keep(
        archive,
        draft("清淤的船停在桥下，排污口都堵上了。", "堤岸"),
        draft("护理员上门量血压，老年食堂的饭菜软和。", "一天"),
    )
    archive.tagging.train()
    archive.index.catch_up()
    return archive


def test_the_desk_shows_an_untagged_article_and_how_far_one_is(
    tagged: Archive, visit: Open
) -> None:
    told = "".join(shown(visit("tagging.py")).split())
    assert "第1篇，共2篇" in told
    assert "文库里还有2篇没有标签" in told
    assert "老年食堂的饭菜软和" in told


def test_a_tag_is_put_on_everything_found_and_taken_back_as_a_whole(
    tagged: Archive, visit: Open
) -> None:
    app = visit("tagging.py", view="many", q="老年食堂")
    app.session_state["tag-many-name"] = "养老"
    app.run()
    assert "要改 1 篇" in shown(app)
    app.button(key="tag-many-apply").click().run()
    assert "已给 1 篇加上“养老”" in shown(app)
    assert len(tagged.tags.bearing("养老")) == 9
    app.button(key="tag-many-undo").click().run()
    assert len(tagged.tags.bearing("养老")) == 8
    assert "已给" not in shown(app)


def test_like_articles_tagged_differently_are_decided_on(tagged: Archive, visit: Open) -> None:
    text = "河长每周沿着堤岸走一遍，把排污口记在本子上。截污管网铺到村口，溪水从黑变清。"
    _, lacking = keep(
        tagged,
        draft(text, "河长的一周", tags=("治水", "河长制")),
        draft(text + "大家都来看。", "续篇", tags=("治水",)),
    )
    tagged.tagging.train()
    app = visit("tagging.py", view="audit")
    assert "续篇" in shown(app)
    key = next(b.key for b in app.button if b.key and b.key.endswith("河长制-put_on"))
    app.button(key=key).click().run()
    assert "河长制" in tagged.articles.get(lacking).content.tags
    assert key not in {b.key for b in app.button}


def test_a_phrase_without_a_tag_becomes_one(tagged: Archive, visit: Open) -> None:
    office = "“一站式接待”开到了镇上，{}的人少跑一趟。一站式接待的窗口只有两个，办事却快。"
    keep(tagged, *(draft(office.format(who), who) for who in ("办证", "看病", "上访")))
    tagged.index.catch_up()
    app = visit("tagging.py", view="gaps")
    app.text_input(key="gaps-find").set_value("接待").run()
    assert "一站式接待" in shown(app)
    app.button(key="gap-一站式接待-open").click().run()
    assert "的窗口只有两个" in shown(app) or "开到了镇上" in shown(app)
    app.button(key="gap-一站式接待-make").click().run()
    assert tagged.tag_vocabulary.tree().resolve("一站式接待")
    assert "gap-一站式接待-make" not in {b.key for b in app.button}


def test_a_phrase_becomes_another_name_of_a_tag(tagged: Archive, visit: Open) -> None:
    office = "“一站式接待”开到了镇上，{}的人少跑一趟。一站式接待的窗口只有两个，办事却快。"
    tags = ("服务",)
    keep(tagged, *(draft(office.format(who), who, tags=tags) for who in ("办证", "看病", "上访")))
    tagged.index.catch_up()
    app = visit("tagging.py", view="gaps")
    app.text_input(key="gaps-find").set_value("接待").run()
    app.button(key="gap-一站式接待-open").click().run()
    app.selectbox(key="gap-一站式接待-alias").set_value("服务").run()
    found = tagged.tag_vocabulary.tree().resolve("一站式接待")
    assert found is not None
    assert found.name == "服务"


def test_how_good_suggestions_are_is_told_beside_two_simple_ways(
    tagged: Archive, visit: Open
) -> None:
    told = shown(visit("tagging.py", view="quality"))
    assert "共 32 篇" in told
    assert "总给最常见的标签" in told
    assert "还要多标几篇的标签" in told


def test_with_too_few_examples_figures_are_called_luck(
    sqlite_archive: Archive, visit: Open
) -> None:
    keep(sqlite_archive, *reports(2))
    sqlite_archive.tagging.train()
    assert "只有 8 篇" in shown(visit("tagging.py", view="quality"))


def test_before_anything_was_learnt_the_page_says_what_to_do(
    sqlite_archive: Archive, visit: Open
) -> None:
    app = visit("tagging.py", view="quality")
    assert "还没有学习过" in shown(app)
    assert "还没有学习过" in shown(visit("tagging.py", view="audit"))
    assert "没有要标的文章" in shown(visit("tagging.py"))
