from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.alignment import Alignment, align
from nlp.dictionary import NO_DICTIONARY, segmenter_for
from nlp.outline import outline_of
from nlp.statements import Statement, statements_of

SEGMENTER = segmenter_for(NO_DICTIONARY)


def statements(*paragraphs: str) -> tuple[Statement, ...]:
    return statements_of(paragraphs, outline_of(paragraphs, [False] * len(paragraphs), SEGMENTER))


ONE = statements(
    "建强数字底座。全县把公安、水利、民政的数据归到一个平台，村干部填表从一天变成一刻钟。",
    "做大竹椅产业。竹椅厂从九家变成三十家，产业园里有了设计、喷漆和物流，订单接到了海外。",
    "管好老年食堂。老人一餐付三元，差额由村集体补上，账目每个月贴在饭堂门口。",
)
OTHER = statements(
    "办好茶叶产业。茶厂抱团打一个品牌，产业链从采摘伸到了茶饮，一斤鲜叶多卖两块钱。",
    "用活智慧平台。乡里的信息都进了一块屏，哪一户漏雨、哪一段路塌了，数据当天就派给了人。",
    "修好入山公路。一条断头路通了，班车开到了最远的寨子。",
)


def claims(found: Alignment, articles: list[tuple[Statement, ...]]) -> list[set[str]]:
    return [{articles[row][n].claim for row, n in point.members} for point in found.shared]


def test_points_on_the_same_matter_are_found_in_other_words() -> None:
    found = align([ONE, OTHER], SEGMENTER)
    assert {"建强数字底座", "用活智慧平台"} in claims(found, [ONE, OTHER])
    assert {"做大竹椅产业", "办好茶叶产业"} in claims(found, [ONE, OTHER])
    assert not any(point.in_same_words for point in found.shared)
    assert [[its[n].claim for n in alone] for its, alone in zip([ONE, OTHER], found.alone,
                                                               strict=True)] == [
        ["管好老年食堂"],
        ["修好入山公路"],
    ]  # fmt: skip


def test_a_copied_point_is_made_in_the_same_words() -> None:
    copied = statements("另起一段别的话，说说天气和收成。", ONE[2].text)
    found = align([ONE, copied], SEGMENTER)
    assert [p.in_same_words for p in found.shared] == [True]
    assert "老年食堂" in "".join(found.shared[0].words) or "食堂" in found.shared[0].words


def test_a_copied_article_has_nothing_of_its_own() -> None:
    found = align([ONE, ONE], SEGMENTER)
    assert found.alone == ((), ())
    assert all(point.in_same_words for point in found.shared)


def test_what_has_nothing_in_common_is_not_aligned() -> None:
    found = align(
        [statements("孩子们在操场上唱歌。"), statements("税率由百分之三降到一。")], SEGMENTER
    )
    assert found == Alignment((), ((0,), (0,)))
    assert align([], SEGMENTER) == Alignment((), ())
    assert align([(), ()], SEGMENTER) == Alignment((), ((), ()))


def test_three_articles_share_a_point() -> None:
    third = statements("数字化改革减负。把村里的数据平台和县里的信息系统打通，报表少了一半。")
    found = align([ONE, OTHER, third], SEGMENTER)
    assert found.shared[0].articles == (0, 1, 2)


def test_a_whole_book_loses_no_statement() -> None:
    book = statements(*(f"第{n}天，村里又记下一件事，记在墙上。" for n in range(4000)))
    found = align([book, ONE], SEGMENTER)
    shared = [n for point in found.shared for row, n in point.members if row == 0]
    assert sorted([*shared, *found.alone[0]]) == list(range(4000))


SENTENCES = st.sampled_from(
    (
        *("发展产业。", "产业园里办起了竹椅厂。", "用好数据。", "平台上的信息当天派给人。"),
        *("养老靠食堂。", "老人一餐付三元。", "修好公路。", "班车通到了寨子。"),
    )
)
ARTICLES = st.lists(
    st.lists(st.lists(SENTENCES, min_size=1, max_size=3).map("".join), min_size=1, max_size=4),
    min_size=2,
    max_size=3,
)


@settings(max_examples=60)
@given(ARTICLES)
def test_alignment_is_symmetric_and_loses_nothing(texts: list[list[str]]) -> None:
    articles = [statements(*paragraphs) for paragraphs in texts]
    found = align(articles, SEGMENTER)
    for row, its in enumerate(articles):
        shared = [n for point in found.shared for r, n in point.members if r == row]
        assert sorted([*shared, *found.alone[row]]) == [s.number for s in its if not s.heading]
    back = align(articles[::-1], SEGMENTER)
    last = len(articles) - 1

    def texts_of(alignment: Alignment, mirrored: bool) -> list[list[tuple[int, str]]]:
        its = articles[::-1] if mirrored else articles
        return sorted(
            sorted((last - r if mirrored else r, its[r][n].text) for r, n in point.members)
            for point in alignment.shared
        )

    assert texts_of(back, True) == texts_of(found, False)
