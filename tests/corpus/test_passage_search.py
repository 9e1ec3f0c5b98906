from __future__ import annotations

import pytest

from corpus.archive import Archive
from corpus.errors import ArticleNotFound
from corpus.filters import Filters
from corpus.passage_search import PassageHit, PassageNotFound
from tests.articles import draft, keep
from tests.corpus.library import DRAFTS, THREE_ACCOUNTS

ROADS = draft(
    "# 修路\n村里先修路，路通了再种树。\n后来大家又修了水渠。\n竹林边最难修路，人住在山上。",
    "路",
)
TREES = draft("山上种树。\n修路种树两不误，修路在先。", "树", authors=("林晓",))


def marked(hit: PassageHit) -> list[str]:
    return [hit.text[start:end] for start, end in hit.marks]


def test_paragraphs_with_most_of_the_words_come_first(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, ROADS, TREES, *DRAFTS)
    found = sqlite_archive.passages.run("修路 种树")
    assert [hit.title for hit in found.hits[:2]] in (["路", "树"], ["树", "路"])
    assert {"修路", "种树"} <= set(
        "、".join(marked(found.hits[0])).replace("路种", "路、种").split("、")
    )
    assert found.total == len(found.hits) == 4
    assert all(hit.text != "修路" for hit in found.hits), "a heading is no passage"
    pages = [sqlite_archive.passages.run("修路 种树", offset=at, limit=1).hits for at in range(5)]
    assert [hit for page in pages for hit in page] == list(found.hits)


def test_filters_and_variants_of_writing_hold_for_passages_too(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, ROADS, TREES)
    narrowed = sqlite_archive.passages.run("修路", filters=Filters(authors=("林晓",)))
    assert [hit.title for hit in narrowed.hits] == ["树"]
    assert sqlite_archive.passages.run("種樹").total == 3
    assert sqlite_archive.passages.run("“修路种树”").total == 1
    assert sqlite_archive.passages.run("量子").hits == ()


def test_passages_like_another_share_its_rare_words(sqlite_archive: Archive) -> None:
    one, two, *_ = keep(
        sqlite_archive,
        draft("白鹭回到河湾，河长每天记下白鹭的数目。\n村医量血压。", "河湾"),
        draft("修渠引水。\n河长数白鹭，白鹭多了，河湾就清了。", "白鹭"),
        *DRAFTS,
    )
    found = sqlite_archive.passages.like(one, 0)
    assert (found.hits[0].article_id, found.hits[0].paragraph_index) == (two, 1)
    assert "白鹭" in marked(found.hits[0])
    assert (one, 0) not in [(hit.article_id, hit.paragraph_index) for hit in found.hits]
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_a_passage_that_is_not_there_is_named(sqlite_archive: Archive) -> None:
    (only,) = keep(sqlite_archive, THREE_ACCOUNTS)
    with pytest.raises(PassageNotFound, match="没有第 100 段"):
        sqlite_archive.passages.like(only, 99)
    with pytest.raises(PassageNotFound):
        sqlite_archive.passages.like(only, -1)
    with pytest.raises(ArticleNotFound):
        sqlite_archive.passages.like(999, 0)


def test_paragraphs_that_say_the_same_are_one_result(sqlite_archive: Archive) -> None:
    keep(sqlite_archive, *(draft(f"村里先修路。\n第{n}件事。", f"事{n}") for n in range(3)))
    (only,) = sqlite_archive.passages.run("修路").hits
    assert only.repeats == 2


def test_only_paragraphs_of_a_role_are_found(sqlite_archive: Archive) -> None:
    text = (
        "# 存在的问题\n管护的经费还不足，短板明显，公路坏了没有人修。\n"
        "# 下一步的对策\n要加快建立管护队伍，把公路管起来。"
    )
    keep(sqlite_archive, draft(text, "公路谁来管"))
    everything = sqlite_archive.passages.run("公路")
    assert {hit.role for hit in everything.hits} == {"problem", "lesson"}
    (only,) = sqlite_archive.passages.run("公路", roles=("problem",)).hits
    assert "短板明显" in only.text
    assert sqlite_archive.passages.run("公路", roles=("result",)).total == 0
