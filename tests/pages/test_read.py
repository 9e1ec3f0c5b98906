"""阅读: one article and what belongs to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corpus.archive import Archive
from tests.articles import draft, keep, prepared
from tests.pages.conftest import Open, links, shown


def test_shows_the_whole_article(visit: Open, library: Path) -> None:
    said = shown(visit("read.py", article="1"))
    for piece in (
        "公路通到竹林边",
        "周青",
        "县委党校讲师",
        "《青川日报》　调研　2021年5月4日",
        "提纲",
        "路修到了村口",
        "北岭村的公路通了，竹笋当天运到县城，村民的收入涨了三成。",
        "来自文件 文章.jsonl",
    ):
        assert piece in said


def test_marks_the_words_of_the_search(visit: Open, library: Path) -> None:
    bodies = [h.proto.body for h in visit("read.py", article="1", q="富裕").get("html")]
    assert any("共同<mark>富裕</mark>才走得远" in body for body in bodies)


def test_article_is_shown_as_typed(visit: Open, library: Path) -> None:
    text = "<script>x</script> **粗** :red[x] $x$ &lt;"
    with Archive.open(home=library) as archive:
        kept = list(archive.imports.keep(prepared([draft(text, f"题 {text}")], "恶.jsonl")))
    app = visit("read.py", article=str(kept[0].article_ids[0]))
    (body,) = [h.proto.body for h in app.get("html") if "<article" in h.proto.body]
    escaped = "&lt;script&gt;x&lt;/script&gt; **粗** :red[x] $x$ &amp;lt;"
    assert f">{escaped}</p>" in body
    assert f">题 {escaped}</h1>" in body


@pytest.mark.parametrize("article", ["999", "0", "abc", "-1", "1" + "0" * 30, "１", "1 OR 1=1"])
def test_wrong_article_leads_on(visit: Open, library: Path, article: str) -> None:
    app = visit("read.py", article=article)
    said = shown(app)
    assert "没有编号为" in said or "不是文章编号" in said
    assert "去检索" in links(app)


def test_keywords_lead_to_a_search(visit: Open, library: Path) -> None:
    assert links(visit("read.py", article="2"))["创业"] == "q=创业"


def test_neighbours_in_the_results(visit: Open, library: Path) -> None:
    app = visit("read.py", article="2", at="1")
    assert links(app)["上一篇"] == "article=3&at=0"
    assert links(app)["下一篇"] == "article=1&at=2"
    elsewhere = links(visit("read.py", article="2", at="0"))
    assert "返回检索结果" in elsewhere
    assert "下一篇" not in elsewhere


def test_suggested_tag_is_one_click(visit: Open, library: Path) -> None:
    app = visit("read.py", article="3")
    offer = next(b for b in app.button if (b.key or "").startswith("offer-3-"))
    word = (offer.key or "").removeprefix("offer-3-")
    offer.click().run()
    with Archive.open(home=library) as archive:
        assert archive.articles.get(3).content.tags == (word,)
    assert f"offer-3-{word}" not in [b.key for b in app.button]


def test_trash_is_undone(visit: Open, library: Path) -> None:
    app = visit("read.py", article="2")
    app.button(key="read-trash").click().run()
    assert "《返乡创业的第一台机床》已移入回收站" in shown(app)
    app.button(key="restore-2").click().run()
    assert "第一台机床" in shown(app)
    assert "已移入回收站" not in shown(app)


def test_edit_on_an_article_just_trashed_by_another_is_refused_calmly(
    visit: Open, library: Path
) -> None:
    app = visit("read.py", article="2")
    with Archive.open(home=library) as archive:
        archive.articles.trash([2])
    next(b for b in app.button if (b.key or "").startswith("offer-2-")).click().run()
    assert "没有编号为 2 的文章" in shown(app)


def test_untitled_article_says_so(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        bare = draft("正文一段。", "调研", marks=("缺标题",))
        (kept,) = archive.imports.keep(prepared([bare], "无题.jsonl"))
    assert "缺标题" in shown(visit("read.py", article=str(kept.article_ids[0])))


def test_says_why_words_are_keywords_and_where_they_stand(visit: Open, library: Path) -> None:
    app = visit("read.py", article="2")
    assert "把握" not in shown(app)
    app.session_state["read-why"] = True
    app.run()
    assert not app.exception
    words = app.selectbox(key="why-term").options
    assert "创业" in words
    app.selectbox(key="why-term").select("创业").run()
    said = shown(app)
    assert re.search(r"创业\s*：把握 \d+%，在文章里出现 3 次", said)
    assert "在这篇文章里" in said
    assert "不易，共同富裕更要有人带头" in said.partition("在这篇文章里")[2]
    assert "标题：写在标题里" in said


def test_the_outline_leads_to_claims_in_the_text(visit: Open, library: Path) -> None:
    text = "# 做法\n一是修路。修了二十里，车能进村。\n二是架桥。架了三座，水大也能走。"
    with Archive.open(home=library) as archive:
        (article,) = keep(archive, draft(text, "两件事"), name="两件事.jsonl")
    bodies = [h.proto.body for h in visit("read.py", article=str(article)).get("html")]
    (outline,) = [body for body in bodies if "<nav" in body]
    (page,) = [body for body in bodies if "<article" in body]
    anchors = re.findall(r'href="#([^"]+)"', outline)
    assert len(anchors) == 3
    assert all(f'id="{anchor}"' in page for anchor in anchors)
    outline = outline.partition("</nav>")[0]
    assert re.sub("<[^>]*>", "", outline) == "提纲做法一是修路二是架桥"


def test_sources_are_listed_and_a_quotation_is_checked(visit: Open, library: Path) -> None:
    said = "只有把路修到村口，群众的日子才能好起来"
    with Archive.open(home=library) as archive:
        (article, _) = keep(
            archive,
            draft(f"书记强调：“{said}。”我们照《村道养护办法》做。", "照着做"),
            draft(f"会上说，{said.replace('村口', '门口')}。", "会上的话"),
            name="引语.jsonl",
        )
    app = visit("read.py", article=str(article))
    app.segmented_control(key=f"rail-{article}").set_value("sources").run()
    assert "《村道养护办法》" in shown(app)
    assert said in shown(app)
    app.session_state["check-0"] = True
    app.run()
    assert "标出的是不同的字" in shown(app)
    assert "——会上的话" in links(app)


def test_notes_are_written_changed_removed_and_brought_back(visit: Open, library: Path) -> None:
    app = visit("read.py", article="1")
    app.segmented_control(key="rail-1").set_value("notes").run()
    app.text_area(key="note-new-text-1").set_value("这一篇值得再读")
    next(b for b in app.button if b.label == "保存").click().run()
    assert "这一篇值得再读" in shown(app)
    assert "私有" in shown(app)
    (change,) = [b.key for b in app.button if b.key and b.key.startswith("note-remove-")]
    note = change.removeprefix("note-remove-")
    app.session_state[f"note-change-{note}"] = True
    app.run()
    area = next(a for a in app.text_area if a.key.startswith(f"note-text-{note}"))
    area.set_value("读过两遍了")
    app.button(key=f"note-keep-{note}").click().run()
    assert "读过两遍了" in shown(app)
    app.button(key=f"note-remove-{note}").click().run()
    assert "读过两遍了" not in shown(app)
    app.button(key="note-restore").click().run()
    assert "读过两遍了" in shown(app)


def test_figures_stand_in_a_table_with_their_sentences(visit: Open, library: Path) -> None:
    text = "2022年，北岭村人均收入自1.2万元增长至2.6万元。\n学习了4本书，开了12次会。"
    with Archive.open(home=library) as archive:
        (article,) = keep(archive, draft(text, "收入账"), name="账.jsonl")
    app = visit("read.py", article=str(article))
    app.segmented_control(key=f"rail-{article}").set_value("figures").run()
    said = shown(app)
    assert "1.2万元 → 2.6万元" in said
    assert "4本" not in said.split("文中的数字")[1]
    app.button(key="figures-table").click().run()
    frame = app.dataframe[0].value
    assert frame["归一后"].tolist() == [26000]
    assert frame["原句"].tolist() == [text.split("\n")[0]]


def test_a_nearly_equal_article_is_named(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        road = archive.articles.get(1).content
        keep(archive, draft(f"{road.text}\n路上有灯。", "同一条公路"), name="孪生.jsonl")
    app = visit("read.py", article="1")
    assert any(label.startswith("同一条公路") for label in links(app))
    assert "文字大半相同的文章" in shown(app)
