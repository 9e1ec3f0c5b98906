from __future__ import annotations

import pytest

from corpus.archive import Archive
from corpus.quotation_check import check_quotation
from tests.articles import draft, keep
from tests.corpus.library import DRAFTS

SAID = "竹子一根不能浪费，篾片一条不能马虎，订单一张不能拖"
FIRST = f"县委书记林晓强调：“{SAID}。”全县的竹匠都记着这句话。"
AGAIN = f"松河人常说，{SAID.replace('，', '、')}！竹编的牌子就是这样立起来的。"


@pytest.fixture
def library(sqlite_archive: Archive) -> Archive:
    keep(sqlite_archive, *DRAFTS, draft(FIRST, "竹匠大会"), draft(AGAIN, "老规矩"))
    return sqlite_archive


def id_of(archive: Archive, title: str) -> int:
    return next(a.id for a in archive.articles.iterate() if a.content.title == title)


def test_words_that_stand_so_elsewhere_are_verbatim_whatever_the_signs(library: Archive) -> None:
    found = check_quotation(library, id_of(library, "竹匠大会"), SAID)
    assert (found.verdict, found.title, found.also) == ("verbatim", "老规矩", 1)
    assert found.text == SAID.replace("，", "、")
    assert found.spans == found.other_spans == ()
    assert check_quotation(library, 0, f"{SAID}。").also == 2


def test_words_that_stand_nearly_so_are_shown_with_the_differences(library: Archive) -> None:
    said = SAID.replace("马虎", "含糊")
    found = check_quotation(library, id_of(library, "老规矩"), said)
    assert (found.verdict, found.title) == ("differs", "竹匠大会")
    assert found.text == SAID
    assert [said[slice(*span)] for span in found.spans] == ["含糊"]
    assert [found.text[slice(*span)] for span in found.other_spans] == ["马虎"]


def test_words_said_nowhere_else_are_unknown(library: Archive) -> None:
    found = check_quotation(library, 0, "海上的风车转得比山里的水车还快")
    assert (found.verdict, found.article_id, found.text) == ("unknown", None, None)
    assert check_quotation(library, 0, "。！").verdict == "unknown"
    assert check_quotation(library, 0, "").verdict == "unknown"


def test_an_article_is_no_witness_for_itself(library: Archive) -> None:
    own = id_of(library, "信访日记")
    assert check_quotation(library, own, "信箱里还有三件待处理的投诉").verdict == "unknown"


def test_titles_are_witnesses_too(library: Archive) -> None:
    assert check_quotation(library, 0, "把风琴搬上山").title == "把风琴搬上山"
