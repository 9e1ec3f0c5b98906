"""A comparison in one paragraph: counts put into words, and nothing but counts."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.comparing import ArticleComparison, WordUse

NAMES = "甲乙丙丁"
"""What articles are called that are compared, in their order."""


def summary(found: ArticleComparison) -> str:
    """Says what a comparison found.

    Args:
        found: The comparison of two to four articles.

    Returns:
        Chinese sentences; each number in them is one that the comparison holds.
    """
    names = NAMES[: len(found.articles)]
    return "".join(
        (_points(found, names), _alone(found, names), _words(found, names), _figures(found))
    )


def _points(found: ArticleComparison, names: str) -> str:
    shared = found.alignment.shared
    if not shared:
        return f"{'、'.join(names)}没有找到相同的要点。"
    same = sum(point.in_same_words for point in shared)
    how = f"，其中 {same} 个连说法也相同" if same else "，说法各不相同"
    everywhere = sum(len(point.articles) == len(names) for point in shared)
    if len(names) > 2:
        how += f"；{len(names)} 篇都讲到的有 {everywhere} 个"
    return f"{'、'.join(names)}有 {len(shared)} 个相同的要点{how}。"


def _alone(found: ArticleComparison, names: str) -> str:
    counts = zip(names, found.alignment.alone, strict=True)
    return "只在一篇里的要点：" + "，".join(f"{name} {len(its)} 个" for name, its in counts) + "。"


def _words(found: ArticleComparison, names: str) -> str:
    everywhere = [use for use in found.formulations if use.holders == len(names)]
    said = f"，如{_quoted(everywhere[:3])}" if everywhere else ""
    return f"共有的关键词 {len(found.shared)} 个，都用的提法 {len(everywhere)} 个{said}。"


def _figures(found: ArticleComparison) -> str:
    both = [same for same in found.figures if len(same.articles) > 1]
    if not both:
        return ""
    differing = sum(same.conflicting for same in both)
    how = f"，其中 {differing} 项数字不一致" if differing else ""
    return f"都给出数字的指标 {len(both)} 项{how}。"


def _quoted(uses: Sequence[WordUse]) -> str:
    return "".join(f"“{use.term}”" for use in uses)
