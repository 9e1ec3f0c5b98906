from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from nlp.phrases import Phrase, find_phrases
from nlp.segmentation import Segmenter, default_segmenter
from nlp.tokens import tokenise

ESSAY = (
    "竹溪岭镇把产业放在前面。走进竹溪岭镇，路修到了村口，水引到了田头。",
    "老百姓说，竹溪岭镇的变化，是一年一年干出来的。今年的重点是推进错峰种养殖。",
    "错峰种养殖让竹溪岭镇的农田一年有三次收成；错峰种养殖也让合作社敢签订单。",
    "镇里提出“一村一塘、一户一业”，又办起“周末夜校”。“周末夜校”每周两次。",
    "有人问“什么时候开课”，也有人说“我们都来听”。错峰种养殖的课最受欢迎。",
    "党史学习教育走进院坝，绿水青山就是金山银山写在墙上。竹溪岭镇还要往前走。",
)


def found(*essays: tuple[str, ...], **options: tuple[str, ...]) -> dict[str, Phrase]:
    segmenter = default_segmenter()
    table = tokenise(((n, ("", *essay)) for n, essay in enumerate(essays)), segmenter)
    return {p.form: p for p in find_phrases(table, segmenter=segmenter, **options)}


def test_what_is_cut_apart_is_found_as_one() -> None:
    phrases = found(ESSAY)
    assert phrases["竹溪岭镇"].count == "".join(ESSAY).count("竹溪岭镇")
    assert phrases["错峰种养殖"].origin == "counted"


def test_pieces_of_a_phrase_are_no_phrases() -> None:
    assert not {"溪岭镇", "岭镇", "竹溪岭", "种养殖", "错峰种"} & found(ESSAY).keys()


def test_what_is_quoted_is_found_though_said_once() -> None:
    phrases = found(ESSAY)
    assert phrases["一村一塘、一户一业"].origin == "quoted"
    assert phrases["周末夜校"].quoted == 2
    assert not {"什么时候开课", "我们都来听"} & phrases.keys()


def test_the_lexicon_and_the_library_know_phrases_too() -> None:
    phrases = found(ESSAY)
    assert phrases["党史学习教育"].origin == "lexicon"
    assert phrases["绿水青山就是金山银山"].count == 1
    segmenter = Segmenter(["竹溪岭镇"])
    table = tokenise([(1, ("", *ESSAY))], segmenter)
    known = find_phrases(table, segmenter=segmenter, known=["竹溪岭镇"])
    assert {p.form: p.origin for p in known}["竹溪岭镇"] == "lexicon"


def test_a_refused_phrase_is_not_proposed_again() -> None:
    assert "竹溪岭镇" not in found(ESSAY, refused=("竹溪岭镇",))


def test_documents_are_counted_and_their_order_does_not_matter() -> None:
    halves = ESSAY[:3], ESSAY[3:]
    assert found(*halves) == found(*halves[::-1])
    assert found(*halves)["竹溪岭镇"].documents == 2


def test_nothing_is_found_in_nothing() -> None:
    assert found() == found(()) == found(("。",)) == {}


PIECES = st.sampled_from(
    ["乡村", "振兴", "路", "产业", "，", "“", "”", "的", "竹溪", "合作社", "8%"]
)
TEXTS = st.lists(st.lists(PIECES, max_size=40).map("".join), max_size=4)


@given(TEXTS)
@example(["乡村" * 13 + "竹溪" * 3, "乡村" * 11 + "竹溪" * 3])
def test_counts_are_those_of_the_text_and_no_phrase_stands_in_another_alone(
    texts: list[str],
) -> None:
    phrases = [p for p in found(tuple(texts)).values() if p.origin == "counted"]
    folded = "\n".join(texts).replace("“", '"').replace("”", '"')
    for phrase in phrases:
        assert phrase.count <= folded.count(phrase.form)
        for other in phrases:
            if other is not phrase and phrase.form in other.form:
                assert phrase.count > other.count
