"""Nothing of a page is lost, nothing is invented, whatever the page."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import UNTITLED
from corpus.document import Metadata
from corpus.splitting import Split, assemble
from tests.corpus.newspaper import TEA, THREE, Story, blocks_page, cut, narrow_page, stories_of

FRAGMENTS = [
    *(
        "（作者系县委党校讲师）",
        "（作者单位：县",
        "张三 李四",
        "□ 张三",
        "责任编辑 张三",
        "载《山水学刊》",
    ),
    *("学习笔记", "一、做法", "茶山里的新账本", "——青禾乡调查", "2021年9月28日 星期二 第6版", TEA),
    *(
        "（",
        "）",
        "“",
        "。",
        "，",
        "\n",
        "\n\n",
        "　　",
        "\x0c",
        " ",
        "12",
        TEA[:26],
        "（上接第1版）",
    ),
    *(
        "（下转第3版）",
        "来源：云溪网",
        "作者：王五",
        "县委党校 张三",
        "张三（县委党校讲师）",
        "本报记者",
    ),
    *("本报讯（记者 张三）", "【专栏】", "县委党校课题组", "2021-09-28 来源：云溪网 作者：张三"),
    *("# 标题", "张　三"),
]
SCRAPS = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=6)), max_size=30)
PAGES = st.one_of(SCRAPS.map("".join), SCRAPS.map("\n".join), st.text(max_size=300))
FORMATS = st.sampled_from(["txt", "md", "html", "eml", "pdf"])


def visible(text: str) -> str:
    return "".join(text.split())


def ends_unseen(paragraph: str, width: int) -> bool:
    """Whether a full line ends a sentence, so that nobody can tell if the paragraph ends there."""
    return any(character in "。！？" for character in paragraph[width - 1 :: width])


def is_inside(part: str, whole: str) -> bool:
    """Whether the visible characters of one text stand in another, in that order."""
    rest = iter(visible(whole))
    return all(character in rest for character in visible(part))


def assert_lossless(split: Split) -> None:
    end = 0
    for span in split.spans:
        assert end <= span.start < span.end
        assert not split.text[end : span.start].strip()
        end = span.end
    assert not split.text[end:].strip()
    assert_fields_are_the_spans(split)


def assert_fields_are_the_spans(split: Split) -> None:
    aside = "".join(split.text[s.start : s.end] for s in split.spans if s.article is None)
    assert visible("".join(split.furniture)) == visible(aside)
    for number, draft in enumerate(split.drafts):
        spans = [span for span in split.spans if span.article == number]

        def said(*roles: str, own: list = spans) -> str:  # type: ignore[type-arg]  # local
            return "".join(split.text[s.start : s.end] for s in own if s.role in roles)

        body = Counter(visible(said("paragraph")))
        out = "".join(p.text for p in draft.paragraphs if p.kind == "paragraph")
        assert Counter(visible(out)) == body
        for value, role in [
            ("".join(draft.headings), "heading"),
            (draft.kicker, "kicker"),
            (draft.subtitle, "subtitle"),
            ("" if UNTITLED in draft.marks else draft.title, "title"),
        ]:
            assert is_inside(value or "", said(role))
        assert all(is_inside(name, said("author")) for name in draft.authors)
        assert is_inside((draft.affiliation or "").replace("；", ""), said("affiliation"))


@settings(max_examples=300, deadline=None)
@given(PAGES, FORMATS, st.booleans())
def test_any_text_is_split_without_loss(text: str, fmt: str, hard_wrapped: bool) -> None:
    assert_lossless(cut(text, format=fmt, hard_wrapped=hard_wrapped))


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_any_row_is_one_article_without_loss(text: str) -> None:
    split = cut(text, row=1)
    assert_lossless(split)
    assert len(split.drafts) == bool(text.strip())


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_assembling_the_spans_again_changes_nothing(text: str) -> None:
    split = cut(text, metadata=Metadata(title="别的题目", tags=("产业",)))
    assert assemble(split.text, split.spans, split.metadata) == split


STORIES = st.lists(st.sampled_from(THREE), min_size=1, max_size=6).map(tuple)


@settings(max_examples=60, deadline=None)
@given(STORIES, st.integers(16, 34), st.booleans())
def test_generated_pages_come_out_as_they_went_in(
    stories: tuple[Story, ...], width: int, narrow: bool
) -> None:
    page = narrow_page(stories, width) if narrow else blocks_page(stories)
    split = cut(page)
    assert_lossless(split)
    if not narrow or not any(ends_unseen(p, width) for s in stories for p in s.paragraphs):
        assert stories_of(split) == stories


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_any_line_break_will_do(break_: str) -> None:
    assert stories_of(cut(blocks_page(THREE).replace("\n", break_))) == THREE
