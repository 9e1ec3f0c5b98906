from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.roles import ROLE_NAMES, ROLES, Role, roles_of
from tests.essays import THEMES

LEAD = "竹编是松河县的传统产业，对山区共同富裕具有重要意义。"
PROBLEM = "竹编人才还不足。老竹匠平均年龄超过六十岁，年轻人不愿学，传承面临断档的困境。"
DONE = "县里先后举办了十二场培训班，建立了三家合作社，推出“竹匠进校园”活动。"
RESULT = "去年竹编产值达到三亿元，同比增长两成，获评全省示范。"
AHEAD = "要加快建设竹编学校，完善学徒补贴。必须坚持手艺优先，进一步拓宽销路。"
PLAIN = "方伯坐在门槛上，剖开一根竹子。"


def role(text: str) -> Role | None:
    return roles_of([PLAIN, text], [False, False])[1]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (PROBLEM, "problem"),
        (DONE, "practice"),
        (RESULT, "result"),
        (AHEAD, "lesson"),
        (PLAIN, None),
    ],
)
def test_words_speak_for_a_role(text: str, wanted: Role | None) -> None:
    assert role(text) == wanted


def test_the_first_paragraph_leads_in() -> None:
    assert roles_of([LEAD, AHEAD], [False, False]) == ("background", "lesson")


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("一、竹编产业的内涵", "background"),
        ("当前存在的问题和不足", "problem"),
        ("二、松河县的主要做法", "practice"),
        ("取得的成效", "result"),
        ("下一步工作思路", "lesson"),
        ("破解问题的对策建议", "lesson"),
    ],
)
def test_a_heading_names_the_role_of_what_stands_under_it(heading: str, wanted: Role) -> None:
    assert roles_of([LEAD, heading, PLAIN], [False, True, False]) == ("background", None, wanted)


def test_a_deeper_heading_that_names_no_role_leaves_it_to_the_one_above() -> None:
    texts = [LEAD, "二、存在的问题", "（一）竹匠的年纪", PLAIN, "三、方伯的竹子", PLAIN]
    assert roles_of(texts, [False, True, True, False, True, False])[3:] == ("problem", None, None)


def test_time_decides_between_what_was_done_and_what_follows() -> None:
    assert role("去年，全县加快完善治水制度，解决了直排问题，建成了两座水厂。") in (
        "practice",
        "result",
    )
    assert role("明年力争竹编产值增长一成，达到四亿元。") == "lesson"


def test_words_that_only_hold_a_cue_word_say_nothing() -> None:
    assert role("主要的要素是摘要里的纪要。") is None


def test_every_role_has_a_name() -> None:
    assert set(ROLE_NAMES) == set(ROLES)


def test_paragraphs_and_marks_must_be_as_many() -> None:
    with pytest.raises(ValueError, match="zip"):
        roles_of([PLAIN], [])


PARAGRAPHS = [
    LEAD,
    PROBLEM,
    DONE,
    RESULT,
    AHEAD,
    PLAIN,
    "",
    " ",
    *(t for its in THEMES.values() for t in its),
]


@given(st.lists(st.tuples(st.sampled_from(PARAGRAPHS) | st.text(max_size=30), st.booleans())))
def test_headings_have_no_role_and_all_else_at_most_one(article: list[tuple[str, bool]]) -> None:
    texts, headings = [text for text, _ in article], [mark for _, mark in article]
    found = roles_of(texts, headings)
    assert len(found) == len(article)
    assert all(its is None for its, mark in zip(found, headings, strict=True) if mark)
    assert found == roles_of(texts, headings)
