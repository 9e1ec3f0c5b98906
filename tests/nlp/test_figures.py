from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlp.figures import Figure, conflicts, find_figures, same_indicator
from nlp.numerals import Quantity, read_quantity
from nlp.segmentation import default_segmenter


def found(*paragraphs: str) -> tuple[Figure, ...]:
    return find_figures(paragraphs, default_segmenter())


def only(text: str) -> Figure:
    figures = found(text)
    assert len(figures) == 1, figures
    return figures[0]


def quantities(figure: Figure) -> list[Quantity]:
    return [q for q in (figure.start, figure.value, figure.change, figure.whole) if q]


def rows(text: str) -> list[tuple[str, str]]:
    return [(figure.indicator, figure.value.text) for figure in found(text)]


def test_growth_from_and_to_keeps_both_ends() -> None:
    text = (
        "云溪镇变化很大。12年间,地区生产总值自8.3亿元增长至21.7亿元;财政收入自4200万增长至3.1亿元。"
    )
    first, second = found(text)
    assert (first.indicator, first.year, first.place) == ("地区生产总值", "12年间", "云溪镇")
    assert first.start is not None
    assert (first.start.value, first.value.value) == (8.3e8, 2.17e9)
    assert second.start is not None
    assert (second.indicator, second.start.value, second.start.unit) == ("财政收入", 4.2e7, "元")


@pytest.mark.parametrize("verb", ["增长到", "提高到", "增加至", "跃升至", "增至"])
@pytest.mark.parametrize("origin", ["从", "由", "自", "由2016年的"])
def test_every_way_to_say_from_and_to(verb: str, origin: str) -> None:
    figure = only(f"村民人均收入{origin}9800元{verb}26400元。")
    assert figure.start is not None
    assert (figure.indicator, figure.start.text, figure.value.text) == (
        "村民人均收入",
        "9800元",
        "26400元",
    )


def test_completion_of_a_target_has_its_whole() -> None:
    figure = only("上半年,我县水利投资达32亿元,完成年度目标任务60亿元的53.3%,实现双过半。")
    assert figure.change is not None
    assert figure.whole is not None
    assert (figure.indicator, figure.value.text) == ("水利投资", "32亿元")
    assert (figure.change.value, figure.change_kind, figure.whole.value) == (
        53.3,
        "completion",
        6e9,
    )
    assert (figure.year, figure.place) == ("上半年", "我县")


def test_a_share_goes_to_the_figure_before_it() -> None:
    figure = only("三家企业首次争取省物流发展专项资金480万元，占到全省总量的18.4%。")
    assert figure.indicator.endswith("物流发展专项资金")
    assert figure.change is not None
    assert (figure.value.value, figure.change.value, figure.change_kind) == (4.8e6, 18.4, "share")


def test_growth_goes_to_the_figure_before_it() -> None:
    figure = only("2022年，全县粮食产量达到21.5万吨，同比增长3.2%。")
    assert figure.change is not None
    assert (figure.indicator, figure.value.value, figure.year) == ("粮食产量", 215000, "2022")
    assert (figure.change.text, figure.change_kind, figure.place) == ("3.2%", "growth", "全县")


def test_a_change_without_a_level_is_the_value_too() -> None:
    figure = only("规上工业增加值同比下降百分之二点五。")
    assert figure.value == figure.change
    assert (figure.value.value, figure.change_kind) == (2.5, "fall")


def test_points_and_turning_are_changes() -> None:
    assert only("城镇化率达到66%，比上年提高1.2个百分点。").change_kind == "growth"
    assert only("村集体收入比2015年翻两番。").change_kind == "multiple"


def test_levels_shares_and_proportions() -> None:
    assert rows("但自然村通达率仅达到42.6%，有待提升。") == [("自然村通达率", "42.6%")]
    assert rows("已累计安置移民近2万人，形成新社区。") == [("安置移民", "近2万人")]
    assert rows("2021年实现GDP38.2亿元，三大产业占比为6.1:40.4:53.5。") == [
        ("GDP", "38.2亿元"),
        ("三大产业占比", "6.1:40.4:53.5"),
    ]
    assert rows("服务业增加值占地区生产总值比重达到52%。") == [
        ("服务业增加值占地区生产总值比重", "52%")
    ]


def test_named_things_in_quotes_are_indicators() -> None:
    assert rows("建成“四好农村路”320公里。") == [("四好农村路", "320公里")]


def test_lists_give_each_name_its_quantity() -> None:
    assert rows("工业投资、民间投资分别增长12%、8%。") == [("工业投资", "12%"), ("民间投资", "8%")]


def test_a_list_whose_names_share_a_head_gives_only_the_whole_name() -> None:
    names = [name for name, _ in rows("高技术产业、装备制造业增加值分别增长12%、8%。")]
    assert "高技术产业" not in names


@pytest.mark.parametrize(
    "text",
    [
        "组织专题学习达12次，通读4本必读书目，举办研讨会3场。",
        "落实“六个一”要求，抓好三个讲，打造“3+2+10”矩阵。",
        "系统15位干部带头宣讲，系统860人参与了答题活动。",
        "第一责任人在十二次会议上强调，十四五时期推广5G技术。",
        "邮箱xuexi118@163.com，电话0572-2222222。",
        "2004年6月18日，他在两个村调研。",
        "销售收入达500万元的企业可以申报。",
        "目标是增长6%至8%。",
    ],
)
def test_what_is_no_statistical_statement_stays_out(text: str) -> None:
    assert found(text) == ()


def test_full_width_and_half_width_signs_read_alike() -> None:
    wide, narrow = only("森林覆盖率达到６８．５％。"), only("森林覆盖率达到68.5%。")
    assert wide.value.text == "６８．５％"
    assert (wide.value.value, wide.indicator) == (narrow.value.value, narrow.indicator)


def test_the_year_of_a_comparison_is_not_the_year_of_the_figure() -> None:
    assert only("2021年以来，茶叶产量比2015年增长40%。").year == "2021"


def test_year_and_place_may_stand_in_a_sentence_before() -> None:
    figure = only("2019年，松河县下了决心。如今森林覆盖率达到70%。")
    assert (figure.year, figure.place) == ("2019", "松河县")
    assert figure.sentence_span == (14, 27)


TEXT = """
云溪镇 2020年， 地区生产总值 财政收入 森林覆盖率 自 由 24.5亿元 ６０００万 增长至 达到 占 全市总量
的 22.2% 完成 目标任务 同比增长 近4万人 百分之三十 四成 、 分别 “ ” ， 。 ； 翻一番 5:3:2 … ㎡ 和
比重 12 在
"""
PIECES = [*TEXT.split(), "\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@example("云溪镇㎡24.5亿元")
def test_nothing_is_invented(text: str) -> None:
    for figure in found(text):
        assert text[slice(*figure.indicator_span)] == figure.indicator
        start, end = figure.sentence_span
        assert start <= figure.indicator_span[0] < figure.indicator_span[1] <= end
        for quantity in quantities(figure):
            assert text[slice(*quantity.span)] == quantity.text
            assert start <= quantity.span[0] < quantity.span[1] <= end
            again = read_quantity(quantity.text)
            assert again is not None
            assert (again.value, again.parts) == (quantity.value, quantity.parts)
        assert (figure.change is None) == (figure.change_kind is None)
        assert figure.place is None or len(figure.place) > 1


@given(st.lists(st.sampled_from(PIECES), max_size=15).map("".join), st.integers(0, 3))
def test_paragraphs_are_read_each_for_itself(text: str, before: int) -> None:
    alone = found(text)
    among = found(*["山里起了雾。"] * before, text)
    assert among == tuple(replace(figure, paragraph=before) for figure in alone)


def test_a_pile_of_adverbs_is_read_in_no_time() -> None:
    assert len(found("茶叶产量" + "总共同比" * 4000 + "增长12%。茶叶产量增长12%。")) >= 1


def test_different_values_for_the_same_are_a_conflict() -> None:
    a = found("2020年，云溪镇地区生产总值达到56.9亿元。")
    b = found("2020年，云溪镇实现GDP59.6亿元。")
    (conflict,) = conflicts({3: a, 8: b})
    assert conflict.articles == (3, 8)
    assert conflict.figures == (a[0], b[0])
    assert same_indicator(a[0], b[0])


@pytest.mark.parametrize(
    "other",
    [
        "2020年，云溪镇生产总值达到57亿元。",
        "2020年，云溪镇生产总值接近60亿元。",
        "2021年，云溪镇生产总值达到70亿元。",
        "2020年，松河镇生产总值达到70亿元。",
        "2020年，云溪镇生产总值增长12%。",
        "今年，云溪镇生产总值达到70亿元。",
    ],
)
def test_rounding_and_other_years_places_and_kinds_are_no_conflict(other: str) -> None:
    figures = found("2020年，云溪镇地区生产总值达到56.9亿元。")
    others = found(other)
    assert others
    assert conflicts({1: figures, 2: others}) == ()


def test_growth_and_level_are_different_indicators() -> None:
    level, growth = only("茶叶产量达到30%。"), only("茶叶产量增长30%。")
    assert not same_indicator(level, growth)
