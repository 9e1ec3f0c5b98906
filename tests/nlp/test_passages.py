from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlp.passages import passage_bounds, split_passages
from nlp.segmentation import Segmenter, default_segmenter
from nlp.text import fold_text
from nlp.tokens import tokenise
from nlp.unification import UnifyingSegmenter
from nlp.variants import Variants
from tests.essays import BAMBOO, CANTEEN, RIVER, SCHOOL

ESSAY = tuple("".join(theme) for theme in (BAMBOO, CANTEEN, RIVER, SCHOOL))
SEGMENTER = default_segmenter()
UNIFYING = UnifyingSegmenter(Variants((("村民", "山民"), ("“山水、田路”工程", "山水田路"))))
prose = st.text(alphabet="山水田路村民，、。！？；…”）\n\u3000 ", max_size=150)
drafts = st.lists(
    st.one_of(prose, st.text(alphabet="山水田路村民“”、。！？；…ﬁ 1a\n㌔", max_size=99))
)
titles = st.text(alphabet="山水田路村民，。！", max_size=20)


def solid(text: str) -> str:
    return "".join(text.split())


def cut(*paragraphs: str, target: int = 200) -> list[str]:
    return [passage.text for passage in split_passages(7, paragraphs, SEGMENTER, target)]


@given(st.lists(st.one_of(prose, st.text()), max_size=6), st.integers(1, 60))
@example(["\xad"], 1)
def test_nothing_but_white_space_is_lost(paragraphs: list[str], target: int) -> None:
    passages = split_passages(7, paragraphs, SEGMENTER, target)
    # A paragraph of signs that nobody sees (soft hyphens) is in no passage.
    seen = [text for text in paragraphs if fold_text(text).strip()]
    assert solid(fold_text("".join(p.text for p in passages))) == solid(fold_text("".join(seen)))
    assert [(p.article, p.index) for p in passages] == [(7, n) for n in range(len(passages))]
    assert all(p.text.strip() == p.text != "" for p in passages)


@given(st.lists(st.tuples(titles, drafts), max_size=4), st.integers(5, 60))
@pytest.mark.parametrize("segmenter", [SEGMENTER, UNIFYING], ids=["plain", "unifying"])
def test_passages_counted_are_the_passages_shown(
    segmenter: Segmenter, articles: list[tuple[str, list[str]]], target: int
) -> None:
    documents = [(number, (title, *its)) for number, (title, its) in enumerate(articles)]
    table = tokenise(documents, segmenter)
    bounds = passage_bounds(table, target)
    for number, (_, paragraphs) in enumerate(articles):
        shown = split_passages(number, paragraphs, segmenter, target)
        its = bounds.take(bounds.owners == number)
        assert its.indexes.tolist() == [passage.index for passage in shown]
        for start, end, passage in zip(its.starts, its.ends, shown, strict=True):
            counted = "".join(table.types[token][0] for token in table.tokens[start:end])
            again = "".join(word for word, _ in segmenter.tags(fold_text(passage.text)))
            assert solid(counted) == solid(again)


def test_a_title_is_in_no_passage() -> None:
    table = tokenise(
        [(1, ("题目。", ESSAY[0])), (2, ("只有题目",)), (3, ("", ESSAY[1]))], SEGMENTER
    )
    bounds = passage_bounds(table)
    assert set(bounds.owners.tolist()) == {0, 2}
    for start, end in zip(bounds.starts, bounds.ends, strict=True):
        assert "题目" not in {table.types[token][0] for token in table.tokens[start:end]}


@pytest.mark.parametrize("quoted", ["他说：“好。”", "他说：「好！」", "（他说好。）"])
def test_an_opening_quote_stays_with_what_it_opens(quoted: str) -> None:
    for text in cut(quoted * 9, target=12):
        assert text.startswith(quoted[0])
        assert text.endswith(quoted[-1])


@given(st.lists(prose, max_size=6), st.integers(10, 60))
def test_no_passage_is_much_longer_than_wanted(paragraphs: list[str], target: int) -> None:
    assert all(len(text) < 5 * target for text in cut(*paragraphs, target=target))


@pytest.mark.parametrize("target", [80, 200])
def test_an_essay_is_cut_into_about_the_length_at_ends_of_sentences(target: int) -> None:
    passages = cut(*ESSAY, target=target)
    assert all(target / 2 <= len(text) <= 2 * target for text in passages)
    assert all(text.endswith(("。", "？", "。”")) for text in passages)


def test_a_closing_quote_stays_with_its_sentence() -> None:
    spoken = "老匠人说：“竹子要慢慢弯。”"
    assert cut(spoken * 4, target=20) == [spoken * 2, spoken * 2]


def test_short_paragraphs_are_gathered() -> None:
    lines = [f"第{n}条，路要修到门口。" for n in range(40)]
    passages = cut(*lines)
    assert len(passages) < 6
    assert "\n".join(passages).split("\n") == lines


@given(
    st.lists(
        st.tuples(st.integers(3, 12), st.lists(st.integers(4, 60), min_size=1, max_size=5)),
        min_size=1,
        max_size=5,
    )
)
@example([(3, [48, 45]), (9, [60, 60])])
def test_a_heading_goes_with_what_follows(sections: list[tuple[int, list[int]]]) -> None:
    paragraphs: list[str] = []
    for heading, sentences in sections:
        paragraphs += ["题" * heading, "".join("字" * length + "。" for length in sentences)]
    assert not [text for text in cut(*paragraphs) if text.endswith("题")]


def test_a_short_rest_goes_with_what_precedes() -> None:
    assert cut(ESSAY[0], "就这些。")[-1].endswith("就这些。")
    assert cut("就这些。") == ["就这些。"]


@pytest.mark.parametrize("paragraphs", [(), ("",), (" \u3000", "\n")])
def test_nothing_gives_no_passages(paragraphs: tuple[str, ...]) -> None:
    assert cut(*paragraphs) == []


@pytest.mark.parametrize("enormous", ["一直写下去不停顿" * 20_000, "。" * 100_000, "“" * 100_000])
def test_one_enormous_sentence_is_cut_inside(enormous: str) -> None:
    passages = cut("开头。", enormous, "结尾。")
    assert max(map(len, passages)) < 1000
    assert solid("".join(passages)) == f"开头。{enormous}结尾。"
