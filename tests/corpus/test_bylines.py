from __future__ import annotations

import pytest

from corpus.bylines import (
    affiliation_of,
    authors_of,
    is_affiliation,
    is_marked_author,
    is_source,
    source_of,
    tail_bracket,
)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("□ 丁克勤", ("丁克勤",)),
        ("■丁克勤", ("丁克勤",)),
        ("□本报记者 丁克勤", ("丁克勤",)),
        ("本报记者 张　三 通讯员 李四", ("张三", "李四")),
        ("本报记者苏文岫", ("苏文岫",)),
        ("（执笔：李四、王五）", ("李四", "王五")),
        ("（本报记者 张三）", ("张三",)),
        ("作者：张三", ("张三",)),
        ("文/张三 图/李四", ("张三", "李四")),
        ("本报特约评论员", ("本报特约评论员",)),
        ("□ 县委党校课题组", ("县委党校课题组",)),
    ],
)
def test_authors_behind_signs_and_words(line: str, authors: tuple[str, ...]) -> None:
    assert is_marked_author(line)
    assert authors_of(line) == authors


@pytest.mark.parametrize(
    "line",
    ["记者调查", "作为一名党员", "文化兴盛", "□ 让山上的路通起来", "记者走进茶山发现", "图书馆"],
)
def test_lines_that_only_begin_like_bylines(line: str) -> None:
    assert not is_marked_author(line)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("（作者系县委党校讲师）", "县委党校讲师"),
        ("(作者单位:县委党校)", "县委党校"),
        ("作者单位：县委党校（行政学院）", "县委党校（行政学院）"),
        ("（作者分别系县委书记、县长）", "县委书记、县长"),
        ("（本文作者为省社科院研究员）", "省社科院研究员"),
        ("作者简介：张三，县委党校讲师", "张三，县委党校讲师"),
        ("（张三系县委党校讲师）", "县委党校讲师"),
    ],
)
def test_affiliations(line: str, value: str) -> None:
    assert is_affiliation(line)
    assert affiliation_of(line) == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("载《山水学刊》", "山水学刊"),
        ("（载《山水学刊》）", "山水学刊"),
        ("原载《山水学刊》2020年1月3日第6版", "山水学刊"),
        ("来源：云溪网", "云溪网"),
        ("（来源：《云溪日报》2024年第3期）", "云溪日报"),
        ("（摘自《山水学刊》）", "山水学刊"),
    ],
)
def test_sources(line: str, value: str) -> None:
    assert is_source(line)
    assert source_of(line) == value


@pytest.mark.parametrize("line", ["据《山水志》记载", "来源于群众", "载歌载舞迎丰收", "选自己的路"])
def test_lines_that_only_begin_like_sources(line: str) -> None:
    assert not is_source(line)


def test_a_bracket_within_a_sentence_is_no_byline() -> None:
    assert tail_bracket("他走在前列（作者系县委党校讲师）") is None
    assert tail_bracket("他走在前列。（作者系县委党校（行政学院）讲师）") is not None
    assert tail_bracket("这些都是事实。（见图表）") is None
