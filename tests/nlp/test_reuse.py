"""What two texts share word for word stands in both, wherever a run is said to be."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.reuse import CommonRun, common_runs
from nlp.shingles import bare
from tests.essays import BAMBOO, CANTEEN, RIVER, SCHOOL

FORMULATION = "把竹编合作社办成全县产业振兴的第一块招牌"
TEXTS = st.text(st.sampled_from("山水田水田，。…“”《》 \nＡfiﬁ㈱é\u0301"), max_size=60)


def pieces(text: str, runs: tuple[CommonRun, ...]) -> list[str]:
    return [text[run.a[0] : run.a[1]] for run in runs]


def test_a_copied_passage_is_found_exactly_where_it_stands() -> None:
    copied = BAMBOO[2].split("。")[1]
    theirs = f"{RIVER[0]}{copied}。{RIVER[1]}"
    (run,) = common_runs(BAMBOO[2], theirs)
    assert BAMBOO[2][run.a[0] : run.a[1]] == copied == theirs[run.b[0] : run.b[1]]
    assert run.kind == "reuse"


def test_spelling_punctuation_and_line_breaks_do_not_count() -> None:
    ours = "農民增收，關鍵在產業。數字化改革給山裡開了一條新路。"
    theirs = "他说：农民增收,关键在产 业;\n数字化改革给山里开了一条新路！"
    (run,) = common_runs(ours, theirs)
    assert ours[run.a[0] : run.a[1]] == ours.rstrip("。")
    assert theirs[run.b[0] : run.b[1]] == theirs.removeprefix("他说：").rstrip("！")


def test_paragraphs_in_another_order_are_all_found() -> None:
    ours, theirs = "\n".join(SCHOOL), "\n".join(reversed(SCHOOL))
    runs = common_runs(ours, theirs)
    assert [bare(piece) for piece in pieces(ours, runs)] == [bare(p) for p in SCHOOL]
    assert [run.b for run in runs] == sorted((run.b for run in runs), reverse=True)


def test_essays_on_different_matters_share_nothing() -> None:
    assert common_runs("\n".join(RIVER), "\n".join(CANTEEN)) == ()


def test_what_one_of_them_quotes_is_no_copying() -> None:
    said = "十位老人里有七位说盼一口热饭"
    ours, theirs = f"记者听见：“{said}”，便记下。", f"县里讲{said}，于是办食堂。"
    assert [run.kind for run in common_runs(ours, theirs)] == ["quotation"]
    assert [run.kind for run in common_runs(theirs, ours)] == ["quotation"]


def test_a_quotation_with_another_in_it_is_quoted_as_a_whole() -> None:
    said = "办好“食堂公约”里写下的十二件事一件也不落"
    ours, theirs = f"会上念道：“{said}。”", f"{said}，镇里年年都讲。"
    assert [run.kind for run in common_runs(ours, theirs)] == ["quotation"]


def test_a_passage_with_a_short_quotation_in_it_is_copied_all_the_same() -> None:
    passage = "村里的老竹匠方伯常讲“手艺不丢”，合作社便把这四个字刻在车间门口的石头上。"
    runs = common_runs(f"开头。{passage}", f"另一个开头。{passage}结尾")
    assert [run.kind for run in runs] == ["reuse"]


def test_what_everybody_says_is_a_formulation() -> None:
    ours, theirs = f"会议要求，{FORMULATION}，年底见效。", f"今年起{FORMULATION}；各村照办。"
    assert [run.kind for run in common_runs(ours, theirs)] == ["reuse"]
    known = [FORMULATION.replace("编", "編")]
    assert [run.kind for run in common_runs(ours, theirs, formulations=known)] == ["formulation"]
    longer = f"{FORMULATION}，每户要有一个人会破篾会起底会收口会打磨"
    runs = common_runs(f"一、{longer}", f"二、{longer}", formulations=known)
    assert [run.kind for run in runs] == ["reuse"], "there is more to it than the formulation"


def test_a_passage_is_used_once() -> None:
    passage = BAMBOO[0]
    assert len(common_runs(passage, f"{passage}\n{CANTEEN[0]}\n{passage}")) == 1
    assert len(common_runs(f"{passage}甲{passage}", f"{passage}乙{passage}")) == 2


def test_texts_that_say_one_thing_over_and_over_end_soon() -> None:
    runs = common_runs("大干快上" * 5000, BAMBOO[0] + "大干快上" * 5000)
    assert all(run.kind == "reuse" for run in runs)


def test_runs_have_a_length() -> None:
    with pytest.raises(ValueError, match="0"):
        common_runs("山", "山", least=0)


@given(TEXTS, TEXTS, st.integers(1, 6))
def test_every_run_stands_in_both_texts_and_none_overlap(a: str, b: str, least: int) -> None:
    runs = common_runs(a, b, least=least)
    for run in runs:
        assert 0 <= run.a[0] < run.a[1] <= len(a)
        assert 0 <= run.b[0] < run.b[1] <= len(b)
        same = bare(a[slice(*run.a)])
        assert same == bare(b[slice(*run.b)])
        assert len(same) >= least
    for spans in ([run.a for run in runs], sorted(run.b for run in runs)):
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(TEXTS, TEXTS, st.integers(1, 6), st.lists(TEXTS, max_size=2))
def test_the_texts_may_change_places(a: str, b: str, least: int, known: list[str]) -> None:
    there = common_runs(a, b, least=least, formulations=known)
    back = common_runs(b, a, least=least, formulations=known)
    assert sorted((run.a, run.b, run.kind) for run in there) == sorted(
        (run.b, run.a, run.kind) for run in back
    )


@given(TEXTS)
def test_a_text_has_all_of_itself_in_common(text: str) -> None:
    runs = common_runs(text, text, least=1)
    assert "".join(map(bare, pieces(text, runs))) == bare(text)
    assert all(run.a == run.b for run in runs)
