"""主题: what the selected articles are about, with numbers, words and files."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from corpus.samples import sample_files
from tests.articles import draft, keep
from tests.pages.conftest import Open, links, shown

FIGURES = ("themes", "years", "cloud", "keywords")


@pytest.fixture(scope="module")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample library, to be copied."""
    home = tmp_path_factory.mktemp("samples") / "home"
    with Archive.open(home=home) as archive:
        archive.imports.run(sample_files())
        archive.index.catch_up()
    return home


@pytest.fixture
def samples(sample_home: Path, tmp_path: Path) -> Path:
    """A data folder of this test's own with the sample library."""
    return Path(shutil.copytree(sample_home, tmp_path / "home"))


def worked_out(app: AppTest) -> AppTest:
    """The page once the themes are there."""
    for _ in range(20):
        if "可以先去别的页面" not in shown(app):
            return app
        app.run()
    raise AssertionError("the themes are never found")


def counted(app: AppTest) -> tuple[int, int]:
    """How many articles and themes the page speaks of."""
    said = re.search(r"([\d,]+)\s*篇文章，\s*(\d+)\s*个主题", shown(app))
    assert said
    return int(said[1].replace(",", "")), int(said[2])


def told(app: AppTest) -> str:
    """What the charts of the page tell a listener."""
    return "\n".join(chart.proto.alt for chart in app.get("vega_lite_chart"))


def shares(app: AppTest) -> dict[str, int]:
    """The themes by their first words, with their per cent."""
    (line,) = re.findall(r"^主题占比：(.*)$", told(app), re.MULTILINE)
    return {name: int(share) for name, share in re.findall(r"([^；]+) (\d+)%", line)}


def passages(app: AppTest) -> list[str]:
    """The passages that stand for the theme."""
    pieces = (h.proto.body for h in app.get("html"))
    return [re.sub("<[^>]+>", "", p) for p in pieces if "sx-passage" in p and "<blockquote" in p]


def heading(app: AppTest) -> tuple[str, str]:
    """The name of the theme that is shown, and its colour."""
    pieces = "".join(h.proto.body for h in app.get("html"))
    (found,) = re.findall(r'style="border-color:(#\w+)">([^<]+)<small>', pieces)
    return found[1], found[0]


def test_empty_library_leads_to_the_import_and_the_samples(visit: Open) -> None:
    app = visit("themes.py")
    assert "文库里还没有文章" in shown(app)
    assert "导入文件" in links(app)
    assert not app.get("vega_lite_chart")
    app.button(key="samples").click().run()
    assert "文库里还没有文章" not in shown(app)


def test_every_theme_has_words_and_a_share(visit: Open, samples: Path) -> None:
    app = worked_out(visit("themes.py"))
    articles, themes = counted(app)
    assert articles == 25
    assert 4 <= themes <= 12
    found = shares(app)
    assert len(found) == themes
    assert sum(found.values()) == pytest.approx(100, abs=themes)
    assert list(found.values()) == sorted(found.values(), reverse=True)
    words = [word for name in found for word in name.split("、")]
    assert all(len(word) > 1 for word in words)
    assert len(set(words)) == len(words)


def test_the_theme_is_shown_with_its_words_articles_and_passages(
    visit: Open, samples: Path
) -> None:
    app = worked_out(visit("themes.py"))
    first = next(iter(shares(app)))
    assert f"\n{first}\n" in shown(app)
    for word in first.split("、"):
        assert links(app)[word] == f"q={word}"
    with Archive.open(home=samples) as archive:
        articles = {a.id: a.content for a in archive.articles.iterate()}
    assert passages(app)
    text = re.sub(r"\s", "", "".join(content.text for content in articles.values()))
    assert all(re.sub(r"\s", "", passage) in text for passage in passages(app))
    titles = {content.title: f"article={i}" for i, content in articles.items()}
    read = {label: at for label, at in links(app).items() if at.startswith("article=")}
    assert len(read) >= 4
    assert all(titles[label.removeprefix("——")] == at for label, at in read.items())


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("stream", "左边的竖线是尺子"),
        ("panels", "各图同一尺度"),
        ("race", "累计"),
        ("没有这种", "颜色同上图。柱高"),
    ],
)
def test_years_are_drawn_in_the_form_of_the_address(
    visit: Open, samples: Path, form: str, said: str
) -> None:
    app = worked_out(visit("themes.py", years=form))
    assert any(said in caption.value for caption in app.caption)
    assert "各主题的" in told(app)
    assert not app.exception


def test_a_race_runs_from_the_first_year_and_stops_at_the_last(visit: Open, samples: Path) -> None:
    app = worked_out(visit("themes.py", years="race"))
    (slider,) = app.select_slider
    years = [int(option.removesuffix(" 年")) for option in slider.options]
    assert years == sorted(years)
    assert slider.value == years[-1]
    (play,) = (button for button in app.button if button.label == "播放")
    play.click().run()
    seen = [app.select_slider[0].value]
    while len(seen) < 20 and any(button.label == "暂停" for button in app.button):
        app.run()
        seen.append(app.select_slider[0].value)
    assert list(dict.fromkeys(seen)) == years
    assert any(button.label == "播放" for button in app.button)
    app.select_slider[0].set_value(years[0]).run()
    assert f"截至 {years[0]} 年" in told(app)


@pytest.mark.parametrize("shape", ["heart", "没有这种"])
def test_the_cloud_takes_the_shape_of_the_address(visit: Open, samples: Path, shape: str) -> None:
    app = worked_out(visit("themes.py", shape=shape))
    chosen = next(c for c in app.segmented_control if c.key == "cloud-shape")
    assert chosen.value == (shape if shape == "heart" else "")


def test_another_theme_has_an_address(visit: Open, samples: Path) -> None:
    first = worked_out(visit("themes.py"))
    second = list(shares(first))[1]
    app = worked_out(visit("themes.py", topic="1"))
    assert f"\n{second}\n" in shown(app)
    assert passages(app) != passages(first)


def test_the_number_of_themes_can_be_chosen(visit: Open, samples: Path) -> None:
    app = worked_out(visit("themes.py", topic="2"))
    worked_out(app.segmented_control(key="topic-count").set_value(4).run())
    assert counted(app) == (25, 4)
    assert len(shares(app)) == 4
    assert app.query_params["topics"] == "4"
    assert "topic" not in app.query_params
    worked_out(app.segmented_control(key="topic-count").set_value(0).run())
    assert "topics" not in app.query_params


STRANGE_COUNTS = [{"topics": count} for count in ("7", "-4", "999", "四", "²")]
STRANGE_THEMES = [{"topic": theme} for theme in ("99", "-1", "x", "²")]


@pytest.mark.parametrize("params", [*STRANGE_COUNTS, *STRANGE_THEMES])
def test_strange_addresses_are_answered(visit: Open, library: Path, params: dict[str, str]) -> None:
    app = worked_out(visit("themes.py", **params))
    assert not app.error, app.error[0].value
    assert counted(app)[0] == 3
    assert passages(app)


@pytest.mark.parametrize(
    ("params", "articles"),
    [({"sources": "云溪日报"}, 9), ({"topics": "4"}, 25), ({"years": "2021", "topics": "6"}, 7)],
)
def test_bookmark_works_before_anybody_saw_the_whole_library(
    visit: Open, samples: Path, params: dict[str, str], articles: int
) -> None:
    app = worked_out(visit("themes.py", **params))
    assert not app.error, app.error[0].value
    assert counted(app)[0] == articles


def test_filters_narrow_what_is_looked_at(visit: Open, samples: Path) -> None:
    app = worked_out(visit("themes.py"))
    app.segmented_control(key="topic-count").set_value(4).run()
    worked_out(app.pills(key="facet-sources").set_value(["云溪日报"]).run())
    articles, themes = counted(app)
    assert (articles, themes) == (9, 4)
    assert app.query_params["sources"] == "云溪日报"
    assert app.query_params["topics"] == "4"
    assert "筛选：来源 云溪日报" in shown(app)
    with Archive.open(home=samples) as archive:
        titles = {a.id: a.content.source for a in archive.articles.iterate()}
    read = [at for at in links(app).values() if "article=" in at]
    assert read
    assert {titles[int(at.rpartition("=")[2])] for at in read} == {"云溪日报"}
    assert all(at.startswith("sources=云溪日报") for at in read)
    app.button(key="facets-clear").click().run()
    assert counted(worked_out(app))[0] == 25


def test_a_theme_keeps_its_colour_when_others_are_filtered_away(visit: Open, library: Path) -> None:
    everything = dict(heading(worked_out(visit("themes.py", topic=f"{n}"))) for n in range(3))
    name, colour = heading(worked_out(visit("themes.py", authors="王田")))
    assert len(set(everything.values())) == 3
    assert everything[name] == colour


def test_keywords_are_those_of_the_selection(visit: Open, library: Path) -> None:
    everything = told(worked_out(visit("themes.py")))
    canteen = told(worked_out(visit("themes.py", authors="王田")))
    (all_words,) = re.findall(r"^关键词：(.*)$", everything, re.MULTILINE)
    (words,) = re.findall(r"^关键词：(.*)$", canteen, re.MULTILINE)
    assert {"食堂", "机床"} <= set(all_words.split("、"))
    assert "食堂" in words.split("、")
    assert "机床" not in words.split("、")


def test_years_without_articles_are_on_the_axis(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        archive.articles.trash([2])
    assert "2021 年到 2023 年各主题的篇数" in told(worked_out(visit("themes.py")))


def test_articles_without_a_date_are_named(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        bare = draft("路边的水渠清了淤，水流进了下游的稻田。", "水渠清淤")
        keep(archive, bare, name="无期.jsonl")
    captions = [caption.value for caption in worked_out(visit("themes.py")).caption]
    assert any("另有 1 篇没有日期" in caption for caption in captions)


def test_without_any_date_there_is_no_chart_of_years(visit: Open, tmp_path: Path) -> None:
    with Archive.open(home=tmp_path / "home") as archive:
        keep(archive, draft("路边的水渠清了淤，水流进了下游的稻田。", "水渠清淤"))
    app = worked_out(visit("themes.py"))
    assert "画不出历年变化" in "".join(caption.value for caption in app.caption)
    assert "各主题的篇数" not in told(app)


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_can_be_taken_away(visit: Open, library: Path, figure: str) -> None:
    app = worked_out(visit("themes.py"))
    assert not app.get("download_button")
    app.session_state[f"export-{figure}"] = True
    app.run()
    assert [button.label for button in app.get("download_button")] == [
        "PNG 图片",
        "SVG 矢量图",
        "CSV 表格",
    ]
    assert not app.error


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_has_a_large_view(visit: Open, library: Path, figure: str) -> None:
    app = worked_out(visit("themes.py"))
    before = len(app.get("vega_lite_chart"))
    app.button(key=f"large-{figure}").click().run()
    assert len(app.get("dialog")) == 1
    assert len(app.get("vega_lite_chart")) == before + 1
    assert any("3 篇文章 · 2021–2023 年 · 文库第" in caption.value for caption in app.caption)


@pytest.mark.parametrize("text", ["路修好了。", "路。", "的了在是。", "2021", "!?"])
def test_a_single_short_article_is_answered_calmly(visit: Open, tmp_path: Path, text: str) -> None:
    with Archive.open(home=tmp_path / "home") as archive:
        keep(archive, draft(text, "短文"))
    app = worked_out(visit("themes.py"))
    articles, themes = counted(app)
    assert articles == 1
    assert themes <= 1
    assert not app.error
    if not themes:
        assert "这些文章的文字太少" in app.info[0].value


def test_selection_without_articles_leads_back_to_all_of_them(visit: Open, library: Path) -> None:
    app = visit("themes.py", tags="没有这个标签")
    assert "没有符合条件的文章" in shown(app)
    assert "看全部文章的主题" in links(app)
    assert app.pills(key="facet-tags").value == ["没有这个标签"]
    app.button(key="facets-clear").click().run()
    assert counted(worked_out(app))[0] == 3


def test_trashed_articles_are_left_out(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        archive.articles.trash([3])
    app = worked_out(visit("themes.py"))
    assert counted(app)[0] == 2
    assert "食堂" not in told(app)


def test_new_articles_are_looked_at_at_once(visit: Open, library: Path) -> None:
    app = worked_out(visit("themes.py"))
    with Archive.open(home=library) as archive:
        keep(archive, draft("水渠清了淤，稻田不再缺水。" * 4, "水渠清淤记"), name="新.jsonl")
    app.run()
    assert counted(worked_out(app))[0] == 4
    assert "水渠" in told(app)


def test_passages_are_shown_as_typed(visit: Open, tmp_path: Path) -> None:
    text = "水渠 <b>清淤</b> **粗** :red[红] &amp; $x$ 之后，稻田不再缺水。"
    with Archive.open(home=tmp_path / "home") as archive:
        keep(archive, draft(text, "<i>题</i> **粗**"))
    app = worked_out(visit("themes.py"))
    assert [unescape(passage) for passage in passages(app)] == [text]
    assert "——<i>题</i> **粗**" in shown(app)


def test_keywords_are_found_by_the_method_that_was_chosen(visit: Open, library: Path) -> None:
    app = worked_out(visit("themes.py"))
    (ours,) = re.findall(r"^关键词：(.*)$", told(app), re.MULTILINE)
    app.segmented_control(key="keyword-method").set_value("textrank").run()
    assert not app.exception
    assert app.query_params["method"] in ("textrank", ["textrank"])
    (theirs,) = re.findall(r"^关键词：(.*)$", told(app), re.MULTILINE)
    assert ours != theirs
    assert "方法：TextRank" in shown(app)
    app.segmented_control(key="keyword-method").set_value("sixue").run()
    assert "method" not in app.query_params
    (again,) = re.findall(r"^关键词：(.*)$", told(app), re.MULTILINE)
    assert again == ours


def test_an_unknown_method_is_ours(visit: Open, library: Path) -> None:
    app = worked_out(visit("themes.py", method="yake"))
    assert app.segmented_control(key="keyword-method").value == "sixue"
