"""Questions made of the points of an essay: what a leader of a study group would really ask."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.claim_forms import asks, quotable
from nlp.question_words import about_shown, question, together
from nlp.questions import MOST, Topic, topics_of
from tests.nlp.test_outline import SECTIONS, outline

TITLE = "修路之后"
DEBATE = (
    "# 路好修，为什么车难来",
    "修好的路在半山等车，村口的站牌等了三个冬天，老人们也等了三个冬天。",
    "# 不必处处通大车，必须村村有班次",
    "镇里把大车换成小车，一天四趟，趟趟有人，司机也愿意跑。",
    "# 几点体会",
    "路和车要一起想，谁也不能落在后面，落下了就要花两遍钱。",
)


def topics(*lines: str, most: int = MOST, near: tuple[int, ...] = ()) -> tuple[Topic, ...]:
    return topics_of(outline(*lines), most=most, near=near)


def asked(*lines: str, most: int = MOST) -> list[str]:
    return [question(topic, TITLE, 0) for topic in topics(*lines, most=most)]


def test_points_side_by_side_are_asked_about_by_what_they_do() -> None:
    assert asked(*SECTIONS) == [
        (
            "围绕“做法与成效”，《修路之后》讲到“修路有账本”“用路有规矩”。哪一条最能说服您？"
            "还需要什么依据？"
        ),
        (
            "围绕“存在的不足”，《修路之后》列出“养护的钱还不够”“管路的人还不多”“山里的车还太少”。"
            "哪一条在我们这里最突出？请说一件亲眼见过的事。"
        ),
        (
            "围绕“下一步的打算”，《修路之后》提出“建好管护的队伍”“用好各方的资金”。"
            "如果今年只能先做一条，您选哪一条？理由是什么？"
        ),
    ]


def test_the_authors_own_question_is_handed_on_and_a_debatable_claim_is_debated() -> None:
    assert asked(*DEBATE) == [
        "《修路之后》问：“路好修，为什么车难来？”文章是怎样回答的？放在我们这里，答案有没有不同？",
        (
            "《修路之后》写道：“不必处处通大车，必须村村有班次”。您同意吗？"
            "请用身边的一件事来说明，也可以提出不同看法。"
        ),
    ]


def test_a_question_of_the_author_takes_the_answers_below_it_along() -> None:
    (only,) = asked(
        "# 钱从哪里来",
        "三条路子都试过了。一是盘活闲置。粮站租出去，一年八万元，校舍也租了出去，账上头一回有钱。"
        "二是抱团置业。二十一个村合起来买下一层厂房，保底分红。三是提供服务。村里办劳务队，"
        "修路、扫街、种茶，都接。",
    )
    assert only == (
        "《修路之后》问：“钱从哪里来？”文中讲到“盘活闲置”“抱团置业”“提供服务”。"
        "对照我们这里，这几条说全了吗？还应当补上什么？"
    )


def test_a_heading_that_only_names_what_follows_is_no_claim() -> None:
    assert asked("# 三点建议", "路要有人管。", "# 结语", "就写到这里。") == []
    assert asked("竹子。", "路。") == []


def test_what_was_shown_comes_first() -> None:
    first = topics(*SECTIONS, most=1)[0]
    near = topics(*SECTIONS, most=1, near=(9,))[0]
    assert first.about != near.about
    assert near.about == "下一步的打算"


def test_the_same_kind_is_worded_in_turn() -> None:
    topic = topics(*SECTIONS, most=1)[0]
    assert question(topic, TITLE, 0) != question(topic, TITLE, 1)
    assert question(topic, TITLE, 0) == question(topic, TITLE, 2)


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("一是盘活闲置。", "盘活闲置"),
        ("（三）把路修好；", "把路修好"),
        ("3. 把路修好", "把路修好"),
        ("3.5倍的收入", "3.5倍的收入"),
        ("——修路有账本", "修路有账本"),
        ("首先，是离家近的就业", "离家近的就业"),
        ("是否修路由村民定", "是否修路由村民定"),
        ("一条路修了三遍", "一条路修了三遍"),
        ("突出“三个读”,把历史读深", "突出‘三个读’，把历史读深"),
        ('变"输血"为"造血"', "变‘输血’为‘造血’"),
        ("缺了一半的“引号", ""),
        ("好", ""),
        ("GDP", ""),
        ("路" * 80, ""),
    ],
)
def test_a_claim_is_quoted_without_its_number_and_marks_of_its_own_fit_in(
    written: str, quoted: str
) -> None:
    assert quotable(written) == quoted


@pytest.mark.parametrize("claim", ["钱从哪里来", "第三年为什么难", "认了吗", "积分制为何先热后冷"])
def test_questions_are_known_without_their_mark(claim: str) -> None:
    assert asks(claim)


def test_two_articles_are_compared_only_where_their_claims_name_the_same() -> None:
    one, other = ("路", "夯实城乡统筹的设施基础"), ("网", "实现城乡区域同标同质")
    assert together(one, other, 0) == (
        "两篇文章都谈到城乡：《路》讲“夯实城乡统筹的设施基础”，《网》讲“实现城乡区域同标同质”。"
        "两种说法的着眼点有什么不同？哪一种更合我们这里的实际？"
    )
    assert together(one, ("网", "账面上看是划算的"), 0) == ""
    assert together(one, one, 0) == ""


def test_a_takeaway_is_put_to_the_room() -> None:
    said = about_shown("chart", "第 2 项", "增收排在第一。", 0)
    assert said.startswith("第 2 项的要点是“增收排在第一”。图中哪几个数")
    assert "“此后为什么少了？”请根据" in about_shown("chart", "第 3 项", "此后为什么少了？", 0)
    assert about_shown("table", "第 1 项", "！", 0) == ""


SIGNS = '一二三是要路修不必须为什么吗，。,“”‘’"（）、—#3.问题建议账村'
LINES = st.lists(
    st.text(
        st.sampled_from('一二三是要路修不必须为什么吗，。,“”‘’"（）、—#3.问题建议账村'), max_size=30
    )
    | st.sampled_from([*SECTIONS, *DEBATE]),
    max_size=12,
)


@given(LINES)
def test_whatever_the_points_questions_are_well_formed_and_say_only_what_is_written(
    lines: list[str],
) -> None:
    found = topics(*lines)
    assert len(found) <= MOST
    used = [place for topic in found for place in topic.used]
    assert len(used) == len(set(used))
    text = _bare("".join(lines))
    for turn, topic in enumerate(found):
        said = question(topic, TITLE, turn)
        assert said.endswith(("？", "。"))
        assert said.count("“") == said.count("”")
        assert "《修路之后》" in said
        assert not re.search("“[，。、；：]|[，、；：]”|““|””", said)
        assert all(_bare(quote) in text for quote in (*topic.quotes, topic.about))


def _bare(text: str) -> str:
    """The signs that are neither stops nor marks."""
    return "".join(filter(str.isalnum, text))
