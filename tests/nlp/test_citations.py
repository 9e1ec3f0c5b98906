from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.citations import Citation, Quotation, find_citations, find_quotations

TEXTS = st.lists(
    st.text(alphabet='竹编合作社县长说强调的：，。！《》〈〉“”"「」『』、（） \n1a', max_size=60),
    max_size=4,
)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(citation.title, citation.kind) for citation in find_citations([text])]


def only(text: str) -> Quotation:
    (quotation,) = find_quotations([text])
    return quotation


@given(TEXTS)
def test_spans_hold_what_they_say(paragraphs: list[str]) -> None:
    for citation in find_citations(paragraphs):
        start, end = citation.span
        assert paragraphs[citation.paragraph][start:end] == f"《{citation.title}》"
    for quotation in find_quotations(paragraphs):
        text = paragraphs[quotation.paragraph]
        start, end = quotation.span
        assert text[start:end] == quotation.text
        assert text[start - 1] in '“"「『'
        assert text[end] in '”"」』'
        assert (quotation.speaker is None) == (quotation.speaker_span is None)
        if quotation.speaker_span:
            assert text[slice(*quotation.speaker_span)] == quotation.speaker


@given(TEXTS)
def test_what_is_found_stands_in_order_and_apart(paragraphs: list[str]) -> None:
    found: list[Citation | Quotation]
    for found in (list(find_citations(paragraphs)), list(find_quotations(paragraphs))):
        places = [(one.paragraph, *one.span) for one in found]
        assert places == sorted(places)
        for (paragraph, _, end), (next_paragraph, start, _) in pairwise(places):
            assert paragraph < next_paragraph or end <= start


@pytest.mark.parametrize(
    ("text", "title", "kind"),
    [
        ("县里印发《关于振兴竹编产业的若干意见》。", "关于振兴竹编产业的若干意见", "document"),
        ("对照《松河县治水规划(2021—2025年)》", "松河县治水规划(2021—2025年)", "document"),
        ("出台《竹材检验办法（试行）》", "竹材检验办法（试行）", "document"),
        ("按《中华人民共和国森林法》办", "中华人民共和国森林法", "law"),
        ("《松河县河道管理条例》施行", "松河县河道管理条例", "law"),
        ("文章登在《松河日报》上", "松河日报", "newspaper"),
        ("原载《竹乡》2020年第3期", "竹乡", "newspaper"),
        ("经验刊发于《山里人》。", "山里人", "newspaper"),
        ("读《松河治水史》", "松河治水史", "book"),
        ("通读《竹谱》一书", "竹谱", "book"),
        ("研读专著《乡土与山林》", "乡土与山林", "book"),
        ("纪录片《竹海人家》", "竹海人家", "other"),
        ("长篇小说《山路》", "山路", "book"),
        ("唱起《松河谣》", "松河谣", "other"),
    ],
)
def test_kinds_are_told_by_words_in_and_beside_the_title(text: str, title: str, kind: str) -> None:
    assert kinds(text) == [(title, kind)]


def test_a_title_within_a_title_is_part_of_it() -> None:
    notice = "《关于印发〈松河县竹编扶持办法〉的通知》"
    assert kinds(f"收到{notice}后") == [(notice[1:-1], "document")]
    assert kinds("《读《竹谱》札记》与《山志》") == [("读《竹谱》札记", "book"), ("山志", "book")]


def test_titles_in_a_row_share_what_stands_behind_them() -> None:
    assert [kind for _, kind in kinds("经验相继在《竹乡》《护河》、《走教》刊发。")] == [
        "newspaper"
    ] * 3


def test_marks_without_a_partner_hold_nothing() -> None:
    assert find_citations(["《竹谱", "山志》", "读《竹谱和《山志》"])[0].title == "山志"
    assert len(find_citations(["《竹谱", "山志》", "读《竹谱和《山志》"])) == 1
    assert find_quotations(["他说：“竹子好。", "山也好。”", '他说："水也好。']) == ()


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("县委书记林晓强调：“河水清了，人心才齐。”", "县委书记林晓", "河水清了，人心才齐。"),
        ('县长周远在治水会上指出:"治水先治岸。"', "县长周远", "治水先治岸。"),
        ("他说：“好。”", "他", "好。"),
        (
            "《关于振兴竹编的意见》指出：「竹编要传下去」。",
            "《关于振兴竹编的意见》",
            "竹编要传下去",
        ),
        (
            "按照2009年时任县委书记林晓同志在下坪考察时提出的“要让竹子变成票子”重要要求，建起车间。",
            "时任县委书记林晓同志",
            "要让竹子变成票子",
        ),
        ("“竹子一根也没浪费。”老竹匠方德明说。", "老竹匠方德明", "竹子一根也没浪费。"),
        ("“路通了，人就回来了”，她告诉记者。", "她", "路通了，人就回来了"),
        (
            "正如马克思所说：“一步实际运动比一打纲领更重要。”",
            "马克思",
            "一步实际运动比一打纲领更重要。",
        ),
        ("县委书记林晓在下坪调研时，反复叮嘱：“莫砍老竹。”", "县委书记林晓", "莫砍老竹。"),
        (
            "村支书李明：“先修路，再办厂，厂子才运得出货。”",
            "村支书李明",
            "先修路，再办厂，厂子才运得出货。",
        ),
    ],
)
def test_the_speaker_is_named_as_written(text: str, speaker: str, words: str) -> None:
    found = only(text)
    assert (found.speaker, found.text, found.kind) == (speaker, words, "quotation")


def test_words_joined_to_those_before_have_the_same_speaker() -> None:
    found = find_quotations(["总书记强调：“山要绿起来。”“人要富起来。”两句话记在心里。"])
    assert [quotation.speaker for quotation in found] == ["总书记", "总书记"]


@pytest.mark.parametrize(
    "words",
    [
        "三个讲",
        "腾笼换鸟、凤凰涅槃",
        "村企结对",
        "线上+线下",
        "增收有门路、创业有场地、办事有帮手",
        "活",
    ],
)
def test_set_words_are_no_quotations(words: str) -> None:
    found = only(f"全县推行“{words}”，干部下到村里。")
    assert (found.kind, found.speaker) == ("formulation", None)


def test_mottoes_of_events_are_set_words() -> None:
    found = only("县里举办以“守住一河清水，共建美丽山乡”为主题的活动。")
    assert (found.kind, found.speaker) == ("formulation", None)


def test_marks_in_a_title_are_part_of_the_title() -> None:
    assert find_quotations(["印发《松河县“十四五”治水规划》。"]) == ()


def test_who_acts_but_says_nothing_is_no_speaker() -> None:
    assert only("县委书记林晓带队拆除了“散乱污”作坊。").speaker is None


def test_who_speaks_of_what_another_proposed_is_not_its_speaker() -> None:
    assert only("老竹匠方德明说，县里提出的“一竹到底”很管用。").speaker is None


def test_a_speaker_named_before_an_occasion_is_found_behind_it() -> None:
    found = only("总书记在全国竹业大会上发表重要讲话，强调：“小竹子能办大事。”")
    assert found.speaker == "总书记"
