"""Tags on the reading page: what somebody types is kept as one tag, or refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from tests.articles import draft, keep
from tests.pages.conftest import Open, shown
from tests.tagged import reports


def tagged(home: Path, article: int) -> tuple[str, ...]:
    with Archive.open(home=home) as archive:
        return archive.articles.get(article).content.tags


def choose(app: AppTest, article: int, *names: str) -> AppTest:
    """Sets the field to these tags, typed or picked."""
    return app.multiselect(key=f"tags-{article}").set_value(list(names)).run()


@pytest.mark.parametrize("name", ["新词", "两个 词", "**粗** :red[红]", "<b>甲</b>", "a,b", "=1+1"])
def test_a_new_tag_is_kept_as_typed(visit: Open, library: Path, name: str) -> None:
    app = choose(visit("read.py", article="2"), 2, "创业", name)
    assert tagged(library, 2) == ("创业", name)
    assert app.multiselect(key="tags-2").value == ["创业", name]
    assert visit("search.py", tags=name).pills(key="facet-tags").value == [name]


def test_another_spelling_of_a_tag_is_the_same_tag(visit: Open, library: Path) -> None:
    app = choose(visit("read.py", article="3"), 3, "創業")
    assert tagged(library, 3) == ("创业",)
    assert app.multiselect(key="tags-3").value == ["创业"]


@pytest.mark.parametrize(("name", "says"), [("长" * 51, "标签太长"), ("　", "标签不能是空的")])
def test_what_cannot_be_a_tag_is_refused_with_a_remedy(
    visit: Open, library: Path, name: str, says: str
) -> None:
    app = choose(visit("read.py", article="2"), 2, "创业", name)
    assert says in shown(app)
    assert "50" in app.error[0].value
    assert tagged(library, 2) == ("创业",)
    assert app.multiselect(key="tags-2").value == ["创业"]
    assert says not in shown(app.run())


def test_several_changes_at_once_are_all_kept(visit: Open, library: Path) -> None:
    choose(visit("read.py", article="2"), 2, "基础设施", "乡村工业")
    assert tagged(library, 2) == ("基础设施", "乡村工业")


def test_a_tag_on_the_article_is_not_offered_again(visit: Open, library: Path) -> None:
    def offers(app: AppTest) -> set[str]:
        keys = (button.key or "" for button in app.button)
        return {key.removeprefix("offer-3-") for key in keys if key.startswith("offer-3-")}

    app = visit("read.py", article="3")
    assert "食堂" in offers(app)
    choose(app, 3, "食堂")
    assert offers(app)
    assert "食堂" not in offers(app)


def test_tag_of_one_article_is_offered_for_the_next(visit: Open, library: Path) -> None:
    choose(visit("read.py", article="2"), 2, "乡村工业")
    assert "乡村工业" in visit("read.py", article="3").multiselect(key="tags-3").options


def test_two_readers_who_tag_at_once_lose_nothing(visit: Open, library: Path) -> None:
    app = visit("read.py", article="2")
    with Archive.open(home=library) as archive:
        archive.tags.put_on(2, "机床")
    choose(app, 2, "创业", "乡村工业")
    assert set(tagged(library, 2)) == {"创业", "机床", "乡村工业"}
    assert set(app.multiselect(key="tags-2").value) == {"创业", "机床", "乡村工业"}


def test_what_was_learnt_is_offered_with_its_reason(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        keep(archive, *reports(8))
        (fresh,) = keep(archive, draft("清淤的船停在桥下，排污口都堵上了。", "堤岸"))
        archive.tagging.train()
        archive.index.catch_up()
    app = visit("read.py", article=str(fresh))
    offer = app.button(key=f"offer-{fresh}-治水")
    assert "把握" in offer.help
    offer.click().run()
    assert tagged(library, fresh) == ("治水",)
