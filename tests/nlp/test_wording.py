from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp.wording import Wording, nearest

TEXT = "林晓说过：“竹子一根不能浪费，篾片一条不能马虎，订单一张不能拖。”大家都记得。"


def test_signs_and_script_do_not_count() -> None:
    span = Wording.of(TEXT).find(Wording.of("竹子一根不能浪費；篾片一條"))
    assert span
    assert TEXT[slice(*span)] == "竹子一根不能浪费，篾片一条"


def test_differences_are_shown_on_both_sides() -> None:
    said = "竹子一根不可浪费，篾片一条不能马虎"
    found = nearest(Wording.of(said), TEXT)
    assert found
    assert TEXT[slice(*found.place)] == "竹子一根不能浪费，篾片一条不能马虎"
    assert [said[slice(*span)] for span in found.differences] == ["可"]
    assert [TEXT[slice(*span)] for span in found.other_differences] == ["能"]


def test_what_was_left_out_is_shown_in_the_other() -> None:
    found = nearest(Wording.of("竹子不能浪费"), TEXT)
    assert found
    assert found.differences == ()
    assert [TEXT[slice(*span)] for span in found.other_differences] == ["一根"]


@given(st.text(max_size=40), st.text(max_size=80))
def test_places_and_differences_are_spans_of_the_texts(said: str, text: str) -> None:
    wanted = Wording.of(said)
    found = nearest(wanted, text)
    if found is None:
        return
    assert 0 <= found.likeness <= 1
    start, end = found.place
    assert 0 <= start < end <= len(text)
    assert all(0 <= a < b <= len(said) for a, b in found.differences)
    assert all(start <= a < b <= end for a, b in found.other_differences)


@given(st.text(min_size=1, max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_what_stands_in_a_text_is_found_there(said: str, before: str, behind: str) -> None:
    wanted = Wording.of(said)
    other = Wording.of(f"{before}\n{said}\n{behind}")
    assert not wanted.letters or other.find(wanted)
