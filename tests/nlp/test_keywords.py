import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.keywords import document_frequencies, extract_keywords
from nlp.segmentation import Segmenter, default_segmenter
from nlp.stopwords import is_number, stop_words
from nlp.text import fold_text

TITLE = "让清溪镇的小作坊变成“共富车间”"
PARAGRAPHS = (
    (
        "清溪镇是一个山区镇，2023年全镇有竹编小作坊126家，从业的多是留守妇女和老人。作坊散、订单少、价格低，"
        "一年下来每户增收不到3000元。"
    ),
    (
        "从去年开始，镇里把闲置的校舍改成共富车间，统一接单、统一培训、统一质检。竹编师傅进车间带徒弟，"
        "年轻人回乡创业做直播，车间订单半年增长了八成。"
    ),
    (
        "车间建起来，基础设施也要跟上。镇里修通了三条到村的公路，改造了电网，建起了冷链仓库。基础设施好了，"
        "物流成本降下来，竹编产品当天就能发到杭州。"
    ),
    (
        "增收要靠产业，产业要靠人。下一步要把竹编技艺写进乡村学校的课程，让更多年轻人愿意学、留得住、能创业，"
        "让共富车间成为家门口的增收车间。"
    ),
)


def terms(**given: object) -> list[str]:
    return [k.term for k in extract_keywords(PARAGRAPHS, title=TITLE, **given)]


def test_keywords_say_what_the_article_is_about() -> None:
    best = terms(limit=10)
    assert {"竹编", "共富车间", "增收", "基础设施"} <= set(terms())
    assert "清溪镇" in best


def test_no_number_and_no_stop_word_is_among_them() -> None:
    found = terms(limit=100)
    assert len(found) > 20
    assert not {term for term in found if is_number(term) or term in stop_words()}
    assert not {term for term in found if any(c in "，。、“”" for c in term)}


def test_scores_fall_and_are_made_of_their_parts() -> None:
    found = extract_keywords(PARAGRAPHS, title=TITLE)
    scores = [k.score for k in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)
    sums = [sum(k.parts.values()) for k in found]
    assert sums == sorted(sums, reverse=True)
    assert {"frequency", "rarity", "title", "position", "spread"} <= set(found[0].parts)


def test_occurrences_are_counted_in_title_and_text() -> None:
    counts = {k.term: k.count for k in extract_keywords(PARAGRAPHS, title=TITLE, limit=100)}
    assert counts["增收"] == 3
    assert counts["基础设施"] == 2


def test_a_term_told_by_a_longer_one_is_not_repeated() -> None:
    found = extract_keywords(["数字乡村大脑上线。数字乡村大脑管用。", "数字乡村大脑好。"], title="")
    whole = next(k.term for k in found)
    assert [k.term for k in found if k.term in whole] == [whole]


def test_a_word_of_every_article_weighs_less_in_a_large_library() -> None:
    cut = default_segmenter().words
    everywhere = document_frequencies([cut("清溪镇竹编")] * 3000)
    place = terms(limit=100).index("竹编")
    assert terms(limit=100, corpus=everywhere).index("竹编") > place


def test_terms_are_shown_as_they_were_written() -> None:
    found = extract_keywords(
        ["推動農民增收，發展GDP以外的指標。農民增收是關鍵。"], title="農民增收"
    )
    assert found[0].term.startswith("農民")
    assert "GDP" in [k.term for k in found]


def test_words_of_the_library_are_kept_whole() -> None:
    found = extract_keywords(["八里店模式好"], segmenter=Segmenter(["八里店模式"]))
    assert found[0].term == "八里店模式"


@pytest.mark.parametrize("paragraphs", [[], [""], ["，。！"], ["2023年12月31日"], ["的的的"]])
def test_a_text_without_terms_has_no_keywords(paragraphs: list[str]) -> None:
    assert extract_keywords(paragraphs) == []


@given(st.lists(st.text(), max_size=4), st.text(), st.integers(0, 5))
def test_any_text_gets_keywords_that_stand_in_it(
    paragraphs: list[str], title: str, limit: int
) -> None:
    found = extract_keywords(paragraphs, title=title, limit=limit)
    assert len(found) <= limit
    everything = fold_text("\n".join([title, *paragraphs]))
    assert all(fold_text(k.term) in everything for k in found)
    assert found == extract_keywords(paragraphs, title=title, limit=limit)


def test_no_piece_of_a_name_is_a_keyword() -> None:
    found = extract_keywords(
        ["八里店镇修路。八里店镇建园。", "八里店招商。八里店的路通了。", "47个村修路，39个村通车。"]
    )
    terms = {keyword.term for keyword in found}
    assert "八里店镇" in terms
    assert not {"八里", "店镇", "个村"} & terms


def test_what_was_told_before_counts_less() -> None:
    found = extract_keywords(PARAGRAPHS, title=TITLE, limit=100)
    for place, keyword in enumerate(found):
        before = [other.term for other in found[:place]]
        told = any(keyword.term in other or other in keyword.term for other in before)
        assert (keyword.parts["novelty"] < 0) == told
