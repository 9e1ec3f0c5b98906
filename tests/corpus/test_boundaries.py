from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import UNTITLED
from corpus.boundaries import (
    BoundaryError,
    join_paragraphs,
    merge_with_previous,
    relabel,
    start_article_at,
)
from corpus.document import Metadata
from corpus.spans import Role
from corpus.splitting import Split
from tests.corpus.newspaper import MARKET, SCHOOL, TEA, THREE, YOUTH, blocks_page, cut, stories_of
from tests.corpus.test_splitting_laws import PAGES, assert_lossless

ROLES: list[Role] = [
    "title",
    "kicker",
    "subtitle",
    "author",
    "affiliation",
    "source",
    "column",
    "date",
    "heading",
    "paragraph",
    "furniture",
]


def place(split: Split, words: str) -> tuple[int, int]:
    start = split.text.index(words)
    return start, start + len(words)


def test_an_article_merges_into_the_one_before_it() -> None:
    joint = merge_with_previous(cut(blocks_page(THREE)), 1)
    assert [draft.title for draft in joint.drafts] == [THREE[0].title, THREE[2].title]
    assert joint.drafts[0].authors == (*THREE[0].authors, *THREE[1].authors)
    assert joint.drafts[0].headings == (THREE[1].title,)
    assert [p.text for p in joint.drafts[0].paragraphs] == [
        *THREE[0].paragraphs,
        THREE[1].title,
        *THREE[1].paragraphs,
    ]


@pytest.mark.parametrize("article", [-1, 0, 3, 99])
def test_nothing_merges_without_an_article_before(article: int) -> None:
    with pytest.raises(BoundaryError, match="合并"):
        merge_with_previous(cut(blocks_page(THREE)), article)


def test_a_missed_article_begins_at_its_title_with_its_byline() -> None:
    page = f"茶山里的新账本\n\n丁克勤\n\n{TEA}\n\n学校\n\n杓子\n\n{SCHOOL}\n\n留住学生\n\n{YOUTH}"
    whole = cut(page)
    parted = start_article_at(whole, place(whole, "留住学生")[0])
    assert len(parted.drafts) == len(whole.drafts) + 1
    assert parted.drafts[-1].title == "留住学生"
    assert parted.drafts[-1].marks == ()
    assert [p.text for p in parted.drafts[-1].paragraphs] == [YOUTH]


def test_an_article_may_begin_in_the_middle_of_a_line() -> None:
    split = cut(f"茶山里的新账本\n\n丁克勤\n\n{TEA}{MARKET}\n\n{YOUTH}")
    parted = start_article_at(split, place(split, MARKET)[0])
    assert [p.text for p in parted.drafts[0].paragraphs] == [TEA]
    assert [p.text for p in parted.drafts[1].paragraphs] == [MARKET, YOUTH]
    assert parted.drafts[1].marks == (UNTITLED,)


def test_merging_undoes_a_beginning() -> None:
    split = cut(blocks_page(THREE))
    parted = start_article_at(split, place(split, MARKET)[0])
    assert stories_of(merge_with_previous(parted, 1)) == THREE


def test_where_an_article_begins_already_nothing_changes() -> None:
    split = cut(blocks_page(THREE))
    assert start_article_at(split, place(split, THREE[1].title)[0]) == split


def test_no_article_begins_behind_the_text() -> None:
    split = cut(blocks_page(THREE))
    with pytest.raises(BoundaryError, match="正文"):
        start_article_at(split, len(split.text))


def test_a_heading_becomes_the_title_and_the_title_a_heading() -> None:
    split = cut(f"茶山里的新账本\n\n丁克勤\n\n{TEA}\n\n难在哪里\n\n{MARKET}")
    changed = relabel(split, *place(split, "茶山里的新账本"), "kicker")
    changed = relabel(changed, *place(split, "难在哪里"), "title")
    assert (changed.drafts[0].kicker, changed.drafts[0].title) == ("茶山里的新账本", "难在哪里")
    assert changed.drafts[0].headings == ()


def test_furniture_becomes_text_of_the_article_before_it() -> None:
    split = cut(f"茶山里的新账本\n\n丁克勤\n\n{TEA}\n\n责任编辑 张三\n\n{blocks_page(THREE[1:2])}")
    changed = relabel(split, *place(split, "责任编辑 张三"), "paragraph")
    assert changed.furniture == ()
    assert [p.text for p in changed.drafts[0].paragraphs] == [TEA, "责任编辑 张三"]


def test_words_within_a_paragraph_become_a_heading_between_two() -> None:
    split = cut(f"茶山里的新账本\n\n丁克勤\n\n{TEA}{MARKET}{YOUTH}")
    changed = relabel(split, *place(split, MARKET), "heading")
    assert [(p.text, p.kind) for p in changed.drafts[0].paragraphs] == [
        (TEA, "paragraph"),
        (MARKET, "heading"),
        (YOUTH, "paragraph"),
    ]


def test_an_author_is_read_from_what_is_said_to_be_one() -> None:
    split = cut(f"茶山里的新账本\n\n{TEA}\n\n□ 瓜瓞　绵绵\n\n{MARKET}")
    changed = relabel(split, *place(split, "□ 瓜瓞　绵绵"), "author")
    assert changed.drafts[0].authors == ("瓜瓞", "绵绵")


def test_nothing_is_relabelled_where_no_text_is() -> None:
    split = cut(f"{TEA}\n\n\n\n{MARKET}")
    with pytest.raises(BoundaryError, match="没有文字"):
        relabel(split, len(TEA), len(TEA) + 3, "title")


def test_two_paragraphs_become_one() -> None:
    split = cut(f"茶山里的新账本\n\n丁克勤\n\n{TEA}\n\n{MARKET}\n\n{YOUTH}")
    joined = join_paragraphs(split, place(split, MARKET)[0] + 5)
    assert [p.text for p in joined.drafts[0].paragraphs] == [TEA + MARKET, YOUTH]
    with pytest.raises(BoundaryError, match="段落"):
        join_paragraphs(split, place(split, TEA)[0])


def test_corrections_keep_what_the_file_said() -> None:
    split = cut(f"{TEA}\n\n{MARKET}", metadata=Metadata(tags=("产业",), source="云溪日报"))
    parted = start_article_at(split, place(split, MARKET)[0])
    assert [(d.tags, d.source) for d in parted.drafts] == [(("产业",), "云溪日报")] * 2


@settings(max_examples=200, deadline=None)
@given(PAGES, st.data())
def test_corrections_lose_nothing(text: str, data: st.DataObject) -> None:
    split = cut(text)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(-2, len(text) + 2))
        end = data.draw(st.integers(-2, len(text) + 2))
        corrections = [
            lambda s=split: merge_with_previous(s, data.draw(st.integers(0, 3))),
            lambda s=split, at=start: start_article_at(s, at),
            lambda s=split, a=start, b=end: relabel(s, a, b, data.draw(st.sampled_from(ROLES))),
            lambda s=split, at=start: join_paragraphs(s, at),
        ]
        with suppress(BoundaryError):
            split = data.draw(st.sampled_from(corrections))()
        assert_lossless(split)


def test_a_line_amid_a_broken_paragraph_keeps_its_place_in_a_title() -> None:
    text = "000000000000000000000:0000000眈\r0\r眈"
    title = relabel(cut(text), 0, len(text), "title").drafts[0].title
    assert "".join(title.split()) == "".join(text.split())
