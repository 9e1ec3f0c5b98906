"""Marks pair within their paragraph, and what stands in them is found once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nlp.paired_marks import marked_spans, quote_spans, title_spans


def quoted(text: str) -> list[str]:
    return [text[slice(*span)] for span in quote_spans(text)]


def test_a_quotation_holds_those_within() -> None:
    assert quoted("他说：“村里讲‘慢’，我讲“快”。”便走了。") == ["“村里讲‘慢’，我讲“快”。”"]
    assert quoted('墙上写着"慢"和"快"，还有半句"。') == ['"慢"', '"快"']


def test_a_mark_without_its_partner_hides_nothing() -> None:
    assert quoted("他说：“村里讲「慢」。") == ["「慢」"]
    assert title_spans("《关于转发〈章程〉的通知》和《") == [(0, 13)]


def test_no_pair_runs_from_one_paragraph_into_the_next() -> None:
    text = "他说：“慢。\n快。”念《章程》\n“好”"
    assert [text[slice(*span)] for span in marked_spans(text)] == ["《章程》", "“好”"]


@given(st.text(st.sampled_from('山“”「」《》〈〉"\n'), max_size=30))
def test_spans_are_apart_and_begin_and_end_with_marks(text: str) -> None:
    spans = marked_spans(text)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    for start, end in spans:
        assert text[start] + text[end - 1] in {"“”", "「」", "《》", '""'}
        assert "\n" not in text[start:end]
