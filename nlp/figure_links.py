"""How a quantity is tied to the words before it: reaches, grows by, is a share of, began at.

The links are read off the end of the clause before the quantity, for parts of speech are least
to be trusted there (占 and 比 of 占比为, 近 of 近4万人).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

ChangeKind = Literal["growth", "fall", "share", "completion", "multiple"]
LinkKind = Literal["level", "to", "from", "change", "share", "completion", "multiple", "beside"]

_WHEN = (
    r"(?:\d{2,4}年(?:底|末|初|同期|上半年)?|\d{1,2}月(?:底|末|份)?|[上去今前当]年(?:底|末|同期)?"
    r"|上年(?:同期|末)?|年(?:初|底|末)|(?:全|上半|下半)年|过去|目前|现在|最初|原来|起初|当时|以前)"
)
# Never repeated without end: some are made of others, and could be cut in countless ways.
_ADVERB = (
    r"(?:同比|环比|同口径|相?(?:(?<!占)比|较)(?![例重率值])[^,比较]{1,12}?|年均|平均每年|年平均|每年|累计|实际|名义|预计"
    r"|将|也|又|再|已经?|(?<![人户亩])均|都|则|分别|总共|共计|合计|共|总|平均|大幅|仅仅|仅|只|还|进一步|可|能够?|要|力争"
    r"|有望|同步|逐步|快速|首次|成功|一举|历史性地?|连续|稳步|持续|今年|去年|上年|全年|一下子|直接|"
    r"由此|可以|达|超额|提前|不断|更|至少|最高|最多|整体|总体|又有|会|约|近|当年|目前|突破性|因此|"
    r"迅速|显著|明显|逐年|年|计划|预期|基本)"
)
_GROWN = (
    "增长|增加|提高|提升|上升|上涨|净增|新增|递增|升高|攀升|多增|扩大|增|涨|高出|多出|上调"
    "|增值|增收"
)
_FALLEN = "下降|减少|降低|回落|缩减|下跌|压减|压缩|下滑|收窄|缩短|削减|缩小|节约|节省|降|减|下调"
_MOVED = f"{_GROWN}|{_FALLEN}|发展|壮大|跃升|扩展|拓展|恢复|上行|翻|扩|升|变|改|调整|延长|增产|跃"
_LEVEL = (
    "稳定在|保持在|保持|维持|稳定|控制在|维持在|稳定保持在|达到|高达|达|突破|超过|超出|超|逾|迈上|跨上|迈过|跨越|跨过|站上|冲破"
    "|迈入|进入|实现|完成|共有|有|均为|约为|定为|为|是|共计|总计|累计|合计|接近|近|仅|不低于|不少于|不超过|低于|高于|过"
)
_FROM = re.compile(rf"(?:自|从|由)(?:(?:{_WHEN}){{1,3}}的?|(?:每人)?每[年月人户]|[^,]{{1,6}}的)?$")
_TO = re.compile(
    rf"{_ADVERB}{{0,3}}(?:(?:{_MOVED})了?(?:到了?|至|为|成)|(?:{_GROWN})达到?)(?:{_WHEN}的?)?{_ADVERB}{{0,3}}$"
)
_SHARE = re.compile(
    rf"{_ADVERB}{{0,3}}占(?!比(?![重例]))(?:到了?|了|据了?|有)?(?P<whole>[^,]{{0,24}}?)(?P<tail>的|的?比(?:重|例)?(?:{_ADVERB}{{0,3}}(?:{_LEVEL}))?|)"
    rf"{_ADVERB}{{0,3}}$"
)
_MULTIPLE = re.compile(rf"{_ADVERB}{{0,3}}(?:相当于|达到?|是|为)(?:[^,]{{1,16}}的)?(?:近|约)?$")
_CHANGE = re.compile(
    rf"{_ADVERB}{{0,3}}(?:(?P<up>{_GROWN})|(?P<down>{_FALLEN}))(?:幅度?|了)?(?:达到?|超过?|约|为|近|突破)?$"
)
_LEVELLED = re.compile(rf"{_ADVERB}{{0,3}}(?:{_LEVEL})(?:了|到)?{_ADVERB}{{0,3}}$")
_BESIDE = re.compile(rf"{_ADVERB}{{0,3}}$")
_COMPLETED = re.compile(r"(?:完成|达到)(?:了)?[^,]{0,16}的$")


@dataclass(frozen=True, slots=True)
class Link:
    """What ties a quantity to the words before it.

    Attributes:
        kind: Of which kind.
        start: Where it begins in the clause; the indicator ends here.
        change: What kind of change the quantity then is, if it is one.
        ratio_end: Where "占…比重" ends if that names an indicator of its own.
    """

    kind: LinkKind
    start: int
    change: ChangeKind | None = None
    ratio_end: int | None = None


def read_link(before: str, unit: str) -> Link:
    """Reads what ties a quantity to its clause.

    Args:
        before: The clause up to the quantity, folded.
        unit: The base unit of the quantity.

    Returns:
        The link; "beside" if the quantity simply follows.
    """
    if match := _FROM.search(before):
        return Link("from", match.start())
    if match := _TO.search(before):
        return Link("to", match.start())
    if unit == "%" and (match := _SHARE.search(before)) and (match["whole"] or match["tail"]):
        ratio = (
            match.end("whole") + 2 if match["tail"].startswith(("比重", "比例", "的比")) else None
        )
        if match["tail"].startswith("的比"):
            ratio = match.end("whole") + 3
        return Link("share", match.start(), "share", ratio)
    if unit == "%" and (match := _COMPLETED.search(before)):
        if match[0].startswith("完成"):
            return Link("completion", match.start(), "completion")
        return Link("share", match.start(), "share")
    if match := _CHANGE.search(before):
        kind: ChangeKind = "growth" if match["up"] else "fall"
        return Link("change", match.start(), "multiple" if unit == "倍" else kind)
    if unit == "倍" and (match := _MULTIPLE.search(before)):
        return Link("multiple", match.start(), "multiple")
    if match := _LEVELLED.search(before):
        return Link("level", match.start())
    match = _BESIDE.search(before)
    return Link("beside", match.start() if match else len(before))
