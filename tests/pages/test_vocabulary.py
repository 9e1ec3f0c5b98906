"""The vocabulary's page: what editors change is told beforehand, done once, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.archive import Archive
from corpus.filters import Filters
from corpus.tag_tree import Alias, Tag
from pages.parts.tag_dialogs import preview_lines
from pages.parts.vocabulary_files import read_file
from tests.pages.conftest import Open, links, shown, titles


def tag(home: Path, name: str) -> Tag:
    with Archive.open(home=home) as archive:
        found = archive.tag_vocabulary.tree().resolve(name)
    assert found is not None
    return found


def field(one: Tag, name: str) -> str:
    return f"tag-{name}-{one.id}-{one.revision}"


def visited(visit: Open, home: Path, name: str) -> AppTest:
    return visit("vocabulary.py", tag=str(tag(home, name).id))


def test_an_empty_vocabulary_says_what_to_do(visit: Open) -> None:
    assert "词表还是空的" in shown(visit("vocabulary.py"))


def test_a_tag_is_made_changed_and_the_change_taken_back(visit: Open, library: Path) -> None:
    app = visit("vocabulary.py")
    app.text_input(key="tag-new-name").set_value("养老")
    app.button(key="tag-create").click().run()
    assert "已新建标签“养老”" in shown(app)
    made = tag(library, "养老")
    app.text_area(key=field(made, "aliases")).set_value("敬老（1958—1990）\n老有所养")
    app.button(key=f"tag-keep-{made.id}-{made.revision}").click().run()
    kept = tag(library, "养老")
    assert set(kept.aliases) == {Alias("敬老", 1958, 1990), Alias("老有所养")}
    app.button(key="vocabulary-undo").click().run()
    assert tag(library, "养老").aliases == ()


def test_old_names_in_addresses_lead_to_the_tag(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        archive.tag_vocabulary.change(
            tag(library, "创业").id, name="返乡创业", aliases=(Alias("创业"),)
        )
    app = visit("search.py", tags="创业")
    assert app.pills(key="facet-tags").value == ["返乡创业"]
    assert titles(app) == ["返乡创业的第一台机床"]


def test_what_others_changed_meanwhile_is_not_overwritten(visit: Open, library: Path) -> None:
    app = visited(visit, library, "创业")
    seen = tag(library, "创业")
    with Archive.open(home=library) as archive:
        archive.tag_vocabulary.change(seen.id, description="别人写的")
    app.text_area(key=field(seen, "about")).set_value("我写的")
    app.button(key=f"tag-keep-{seen.id}-{seen.revision}").click().run()
    assert "的说明刚刚被本机改过" in shown(app)
    assert tag(library, "创业").description == "别人写的"


def test_a_tag_leads_to_its_articles_with_those_below_it(visit: Open, library: Path) -> None:
    with Archive.open(home=library) as archive:
        archive.tag_vocabulary.move([tag(library, "创业").id], tag(library, "基础设施").id)
    ways = links(visited(visit, library, "基础设施"))
    assert ways["1 篇文章"] == "tags=基础设施"
    assert ways["连同下级 2 篇"] == "tags=基础设施&tags=创业"


def test_a_merged_tag_opens_the_one_it_went_into(visit: Open, library: Path) -> None:
    old = tag(library, "创业")
    with Archive.open(home=library) as archive:
        archive.tag_vocabulary.merge(old.id, tag(library, "基础设施").id)
    said = shown(visit("vocabulary.py", tag=str(old.id)))
    assert "并入的旧名" in said
    assert "创业" in said


def test_the_preview_says_all_that_changes(library: Path) -> None:
    with Archive.open(home=library) as archive:
        archive.saved_searches.save("青年<b>", "search", "tags=创业")
        archive.theme_sets.create("三类", archive.themes.fit(Filters()), Filters(tags=("创业",)))
        told = archive.tag_vocabulary.preview_delete(tag(library, "创业").id)
    text = "\n".join(preview_lines(told))
    for part in ("1 篇文章", "《返乡创业的第一台机床》", "不再指任何标签：“创业”", "青年&lt;b&gt;"):
        assert part in text
    assert "主题集“三类”要用到这些名称" in text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("词表.csv", "标签,上级\n养老,\n".encode()),
        ("词表.ttl", '<a> <http://www.w3.org/2004/02/skos/core#prefLabel> "养老"@zh .'.encode()),
        ("词表", b"\xef\xbb\xbf\xe6\xa0\x87\xe7\xad\xbe\n\xe5\x85\xbb\xe8\x80\x81\n"),
    ],
)
def test_files_are_known_by_their_names_and_beginnings(name: str, data: bytes) -> None:
    assert [one.name for one in read_file(name, data)] == ["养老"]
