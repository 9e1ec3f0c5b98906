from __future__ import annotations

from datetime import date

import pytest

from corpus.archive import Archive
from tests.articles import draft, keep


@pytest.fixture
def filled(archive: Archive) -> Archive:
    keep(
        archive,
        draft(
            "共同富裕靠产业，基础设施先行。\n共同富裕也靠基础设施。",
            "一",
            authors=("周青", "李禾"),
            source="青川日报",
            published=date(2021, 5, 4),
            tags=("富裕",),
        ),
        draft("走共富的路。", "二", source="山水学刊", published=date(2019, 3, 1)),
        draft("共同富裕。\n营商环境另说。", "三", source="青川日报"),
        draft("没有它。营商环境要好。", "四", source="青川日报", published=date(2023, 1, 1)),
    )
    return archive


def test_a_phrase_is_followed_from_its_first_use(filled: Archive) -> None:
    track = filled.formulations.track("共同富裕")
    assert (track.occurrences, track.articles, track.undated) == (3, 2, 1)
    assert track.first is not None
    assert (track.first.title, track.first.published) == ("一", date(2021, 5, 4))
    assert track.first.text[slice(*track.first.span)] == "共同富裕"
    assert track.last == track.first
    assert {y.year: y.occurrences for y in track.years} == {
        2019: 0,
        2020: 0,
        2021: 2,
        2022: 0,
        2023: 0,
    }


def test_variants_count_with_it(filled: Archive) -> None:
    filled.variants.add("共同富裕", ["共富"])
    track = filled.formulations.track("共同富裕")
    assert (track.occurrences, track.articles) == (4, 3)
    assert track.first is not None
    assert track.first.published == date(2019, 3, 1)


def test_who_uses_it_is_counted_by_article_and_occurrence(filled: Archive) -> None:
    users = filled.formulations.users("共同富裕", "sources")
    assert [(u.value, u.articles, u.occurrences, u.of) for u in users] == [("青川日报", 2, 3, 3)]
    authors = filled.formulations.users("共同富裕", "authors")
    assert {u.value: u.occurrences for u in authors} == {"周青": 2, "李禾": 2}
    assert filled.formulations.users("共同富裕", "tags")[0].value == "富裕"
    assert filled.formulations.users("共同富裕", "years")[0].value == "2021"


def test_companions_stand_in_the_same_paragraphs(filled: Archive) -> None:
    network = filled.formulations.companions("共同富裕")
    assert {c.phrase: c.together for c in network.companions} == {"基础设施": 2}
    assert network.paragraphs == 3


def test_what_was_never_written_has_no_life(filled: Archive) -> None:
    for phrase in ("从未说过", "，。", ""):
        track = filled.formulations.track(phrase)
        assert (track.occurrences, track.first, track.last) == (0, None, None)
        assert filled.formulations.users(phrase, "sources") == ()
        assert filled.formulations.companions(phrase).companions == ()


def test_facets_are_read_again_when_something_changes(filled: Archive) -> None:
    before = filled.facets.table()
    assert before.ids.tolist() == [1, 2, 3, 4]
    assert before.values["authors"][0] == ("周青", "李禾")
    assert filled.facets.table() is before
    filled.articles.trash([1])
    after = filled.facets.table()
    assert after.ids.tolist() == [2, 3, 4]
    assert after.rows([4, 1, 2]).tolist() == [2, 0]
