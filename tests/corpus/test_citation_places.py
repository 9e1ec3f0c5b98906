from __future__ import annotations

from datetime import date

import pytest

from corpus.archive import Archive
from corpus.citation_places import citation_places, first_place, quotation_places
from tests.articles import draft, keep

FIRST = "去年的账算清了。按《松河县竹编扶持办法》办，县里不再等。别的以后再说。"
SECOND = "老周说：“竹子不等人。人也不能等竹子！”众人都笑。"


@pytest.fixture
def library(sqlite_archive: Archive) -> tuple[Archive, list[int]]:
    ids = keep(
        sqlite_archive,
        draft(f"开头一段。\n{FIRST}", "甲", published=date(2022, 3, 4)),
        draft(f"{SECOND}\n《松河縣竹編扶持辦法》上墙。", "乙"),
        draft("竹子也要有人管护。", "丙"),
    )
    return sqlite_archive, ids


def test_places_stand_in_their_sentences(library: tuple[Archive, list[int]]) -> None:
    archive, ids = library
    one, other = citation_places(archive, "松河县竹编扶持办法", ids)
    assert one.text == "按《松河县竹编扶持办法》办，县里不再等。"
    assert one.text[slice(*one.span)] == "《松河县竹编扶持办法》"
    assert (one.title, one.published, one.paragraph) == ("甲", date(2022, 3, 4), 1)
    assert FIRST[one.start :].startswith("《松河县竹编扶持办法》")
    assert other.text == "《松河縣竹編扶持辦法》上墙。", "the other script is the same title"


def test_a_quotation_of_several_sentences_is_shown_whole(
    library: tuple[Archive, list[int]],
) -> None:
    archive, ids = library
    (place,) = quotation_places(archive, "竹子不等人，人也不能等竹子", ids)
    assert place.text[slice(*place.span)] == "竹子不等人。人也不能等竹子！"
    assert place.text.startswith("老周说")


def test_only_the_articles_asked_for_are_read(library: tuple[Archive, list[int]]) -> None:
    archive, ids = library
    assert [p.title for p in citation_places(archive, "松河县竹编扶持办法", ids[1:])] == ["乙"]
    assert citation_places(archive, "没有提过的书", ids) == ()


def test_the_first_place_of_a_text(library: tuple[Archive, list[int]]) -> None:
    archive, ids = library
    assert first_place(archive, ids[0], "县里") == (1, FIRST.index("县里"))
    assert first_place(archive, ids[0], "甲乙丙丁") is None
