"""The facets beside the results: a short list first, everything on request."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from pages.parts.filters import SHOWN
from tests.articles import draft, keep
from tests.pages.conftest import Open, titles

AUTHORS = "甲乙丙丁戊己庚辛"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Eight authors, of whom the last wrote least, over twelve years."""
    with Archive.open(home=tmp_path / "home") as archive:
        articles = [
            draft(
                f"{author}村第{year}号水渠修到了田头。",
                f"{author}的{year}年",
                authors=(f"{author}生",),
                tags=("水渠",),
                published=date(year, 5, 1),
            )
            for rank, author in enumerate(AUTHORS)
            for year in range(2010, 2022 - rank)
        ]
        keep(archive, *articles)
        archive.index.catch_up()
    return tmp_path / "home"


def offered(app: AppTest, facet: str) -> list[str]:
    """The values of a facet that are on the page, without their counts."""
    options = app.pills(key=f"facet-{facet}").options
    return [option.split(" :gray")[0] for option in options]


def test_the_most_frequent_values_come_first(visit: Open, library: Path) -> None:
    app = visit("search.py")
    assert offered(app, "authors") == [f"{author}生" for author in AUTHORS[:SHOWN]]
    assert ":gray[12]" in app.pills(key="facet-authors").options[0]
    assert offered(app, "tags") == ["水渠"]


def test_the_rest_is_shown_on_request(visit: Open, library: Path) -> None:
    app = visit("search.py")
    more = app.button(key="facet-more-authors")
    assert more.label == f"更多（共 {len(AUTHORS)} 个）"
    more.click().run()
    assert len(offered(app, "authors")) == len(AUTHORS)
    app.button(key="facet-more-authors").click().run()
    assert len(offered(app, "authors")) == SHOWN


def test_years_come_newest_first(visit: Open, library: Path) -> None:
    app = visit("search.py")
    assert offered(app, "years") == [str(year) for year in range(2021, 2011, -1)]
    app.button(key="facet-more-years").click().run()
    assert offered(app, "years")[-1] == "2010"


def test_a_chosen_value_beyond_the_short_list_is_shown(visit: Open, library: Path) -> None:
    app = visit("search.py", authors="辛生")
    assert "辛生" in offered(app, "authors")
    assert app.pills(key="facet-authors").value == ["辛生"]
    assert len(titles(app)) == 5


def test_counts_of_one_facet_follow_the_choice_in_another(visit: Open, library: Path) -> None:
    before = offered(visit("search.py"), "authors")
    app = visit("search.py", years="2021")
    assert offered(app, "authors")[:SHOWN] == before, "values stay in their places"
    counts = dict(option.split(" :gray") for option in app.pills(key="facet-authors").options)
    assert counts["甲生"] == "[1]"
    assert counts["戊生"] == "[0]"
    assert len(offered(app, "years")) > 1


def test_a_facet_without_values_is_not_there(visit: Open, library: Path) -> None:
    keys = [pills.key for pills in visit("search.py").pills]
    assert keys == ["facet-tags", "facet-authors", "facet-years"]


@pytest.mark.parametrize("where", ["search.py", "themes.py"])
def test_clearing_takes_every_filter_off(visit: Open, library: Path, where: str) -> None:
    app = visit(where, authors="甲生", years=["2020", "2021"], tags="水渠")
    assert not app.button(key="facets-clear").disabled
    app.button(key="facets-clear").click().run()
    assert not {"authors", "years", "tags"} & set(app.query_params)
    assert app.pills(key="facet-authors").value == []
    assert app.button(key="facets-clear").disabled
