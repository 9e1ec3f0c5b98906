from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from nlp.dictionary import NO_DICTIONARY, segmenter_for
from nlp.outline import Outline, Point, outline_of

SEGMENTER = segmenter_for(NO_DICTIONARY)


def outline(*lines: str) -> Outline:
    """The outline of lines; those beginning with # are headings."""
    texts = [line.removeprefix("# ") for line in lines]
    return outline_of(texts, [line.startswith("# ") for line in lines], SEGMENTER)


def shown(found: Outline) -> list[str]:
    return [f"{'  ' * (depth - 1)}{point.text}" for depth, point in found.walk()]


SECTIONS = (
    "近年来，云溪县把路修到了每个村口，群众出行的难题得到明显缓解，产业的底子也厚了起来。",
    "# 做法与成效",
    "——修路有账本。每一公里花多少钱，都贴在村口的墙上，村民随时可以来问、来查、来改。",
    "——用路有规矩。货车什么时候走、走哪一条，由三个村的村民坐在一起商量着定。",
    "# 存在的不足",
    "养护的钱还不够。县里一年拨下来的养护经费，只够补三分之一的坑，其余的要靠村里自己想办法。",
    "管路的人还不多。全县二百公里村道，只有十一名养护员，一个人要看二十公里路。",
    "山里的车还太少。班车一天两趟，赶不上的老人只能在路边等到下午，冬天尤其难熬。",
    "# 下一步的打算",
    (
        "建好管护的队伍。把散在各村的养护员编成一支队伍，统一培训、统一派工。推选带头的人。"
        "从老养护员里挑出六位当组长，每组管三个村的路，月底互相检查一遍。储备应急的料。"
        "每个片区设一处料场，雨季之前把砂石和冷补料备足，坏了当天就能补。"
    ),
    "用好各方的资金。把交通、水利、农业几块钱合在一起用，不再一段路修三遍。",
)


def test_sections_dashes_leads_and_inner_leads_make_a_tree() -> None:
    assert shown(outline(*SECTIONS)) == [
        "做法与成效",
        "  修路有账本",
        "  用路有规矩",
        "存在的不足",
        "  养护的钱还不够",
        "  管路的人还不多",
        "  山里的车还太少",
        "下一步的打算",
        "  建好管护的队伍",
        "    推选带头的人",
        "    储备应急的料",
        "  用好各方的资金",
    ]


def test_leads_with_enumerations_below() -> None:
    found = outline(
        "入夏以来，镇里把学习放到渠边、田头和厂房里，一边学一边改，前后改了十七件事。",
        "办好“两堂课”，让道理“近”起来。课要讲得让人听得懂。一是书记带头讲。书记先讲三堂，讲的都是"
        "身边的人和事。二是老兵现身讲。六位老兵轮流到各村去，讲自己走过的路。",
        "用好“两本账”，让问题“明”起来。账要记得让人看得见。一是记下难事。难事一件一件写在纸上。"
        "二是记下办法。办法由大家凑，谁出的写谁的名字。",
    )
    assert shown(found) == [
        "办好“两堂课”，让道理“近”起来",
        "  书记带头讲",
        "  老兵现身讲",
        "用好“两本账”，让问题“明”起来",
        "  记下难事",
        "  记下办法",
    ]
    assert [p.marker for p in found.points[0].children] == ["一是", "二是"]


def test_numbers_nest_by_the_order_they_come_in() -> None:
    found = outline(
        "# 一、总的看法",
        "（一）路要修。修了路才有人来。",
        "（二）人要留。留住人才有事做。",
        "二、具体的办法",
        "1. 先修路。先修通村的路。",
        "2. 再修桥。再修过河的桥。",
    )
    assert shown(found) == [
        "总的看法",
        "  路要修",
        "  人要留",
        "具体的办法",
        "  先修路",
        "  再修桥",
    ]


def test_a_claim_ends_where_the_next_one_begins() -> None:
    found = outline("村里抓住两头，一是修路，二是架桥。路修了二十里，桥架了三座，车开到了家门口。")
    assert shown(found) == ["修路", "架桥"]
    found = outline("——抓住两头，一是修路，修到家门口；二是架桥。", "——守住一条，不欠账。")
    assert shown(found) == ["抓住两头", "  修路，修到家门口", "  架桥", "守住一条，不欠账"]


def test_decimals_and_dates_are_no_numbers_of_points() -> None:
    assert shown(outline("1.5亿元投到了山里。", "3.2万人搬到了山外。")) == []


def test_an_ordinal_alone_makes_no_point() -> None:
    assert shown(outline("一是路，二十里长的路，通到山里去。")) == []
    assert shown(outline("首先要说的是路。路通了，什么都通了。")) == []


def test_one_short_sentence_makes_no_lead() -> None:
    assert shown(outline("路通了。" + "山里的货出得来，山外的人进得去。" * 3)) == []


def test_an_essay_without_cues_has_no_points() -> None:
    assert outline() == outline("") == Outline(())


PIECES = [
    "#",
    "一、（二）",
    "——",
    "一是",
    "二是",
    "首先，",
    "其次，",
    "路要修好。",
    "产业要兴旺，",
    "把账算清楚，",
    "每个村都有人管，每条路都有人修，",
    "。",
    "；",
    "“",
    "”",
]
LINES = st.lists(
    st.lists(st.sampled_from([*PIECES, "# ", "\n", " "]), max_size=8).map("".join), max_size=8
)


@given(LINES)
@example(["一是#", "一是 "])
def test_points_hold_what_stands_in_the_text_and_never_overlap(lines: list[str]) -> None:
    texts = [line.removeprefix("# ") for line in lines]
    found = outline_of(texts, [line.startswith("# ") for line in lines], SEGMENTER)

    def end_of_own_text(point: Point) -> tuple[int, int]:
        return point.children[0].start if point.children else point.end

    def check(points: tuple[Point, ...], start: tuple[int, int], end: tuple[int, int]) -> None:
        at = start
        for point in points:
            assert at <= point.start <= point.end <= end
            assert texts[point.paragraph][slice(*point.claim)] == point.text
            assert point.start <= (point.paragraph, point.claim[0])
            assert (point.paragraph, point.claim[1]) <= end_of_own_text(point)
            assert point.text.strip()
            check(point.children, point.start, point.end)
            at = point.end

    check(found.points, (0, 0), (len(texts), 0))
