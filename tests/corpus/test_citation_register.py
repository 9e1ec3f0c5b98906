from __future__ import annotations

import pytest

from corpus.archive import Archive
from corpus.citation_register import citation_register, quotation_register
from tests.articles import draft, keep

SAID = "竹子一根不能浪费，篾片一条不能马虎"


@pytest.fixture
def library(sqlite_archive: Archive) -> Archive:
    keep(
        sqlite_archive,
        draft(f"按《松河县竹编扶持办法》，林晓强调：“{SAID}。”推行“三张榜”。\n读《竹谱》。", "甲"),
        draft(f"《松河縣竹編扶持辦法》和《竹谱》。县委书记林晓指出：“{SAID}！”", "乙"),
        draft("《松河县竹编扶持办法》里写着，“三张榜”要上墙。", "丙"),
        draft("竹子也要有人管护。", "丁"),
    )
    return sqlite_archive


def test_titles_are_joined_and_counted_the_most_cited_first(library: Archive) -> None:
    first, second = citation_register(library)
    assert (first.title, first.kind, first.times) == ("松河县竹编扶持办法", "document", 3)
    assert (second.title, second.kind, second.times) == ("竹谱", "book", 2)
    assert len(first.articles) == 3
    assert set(second.articles) < set(first.articles)


def test_quoted_words_are_joined_with_who_said_them(library: Archive) -> None:
    words = {entry.kind: entry for entry in quotation_register(library)}
    assert words["quotation"].times == 2
    assert words["quotation"].speaker in ("林晓", "县委书记林晓")
    assert (words["formulation"].text, words["formulation"].speaker) == ("三张榜", None)


def test_a_selection_counts_only_its_articles(library: Archive) -> None:
    last = max(article.id for article in library.articles.iterate())
    (work,) = citation_register(library, [last - 1])
    assert (work.times, work.articles) == (1, (last - 1,))
    assert citation_register(library, [last]) == ()


def test_a_register_is_kept_until_an_article_changes(library: Archive) -> None:
    told: list[tuple[int, int]] = []
    before = citation_register(library, report=lambda done, total, _: told.append((done, total)))
    assert told[-1] == (4, 4)
    told.clear()
    assert citation_register(library, report=lambda done, _, __: told.append((done, 0))) == before
    assert told == [], "nothing had to be read"
    library.articles.trash(before[1].articles)
    assert [work.times for work in citation_register(library)] == [1]
