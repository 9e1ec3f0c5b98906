"""When and where a figure holds: the year and the place said nearest before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.segmentation import Segmenter, TaggedToken

_HAN_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_YEAR = re.compile(
    r"(?<![\d-])(?P<year>(?:19|20)\d\d)年?(?P<part>上半年|下半年|第?[一二三四]季度|前三季度|(?<=年))"
    r"|(?P<han>[一二][九〇零][〇零一二三四五六七八九]{2})年"
    r"|(?P<relative>[今去前]年(?:上半年|下半年|[一二三四]季度|前三季度)?|上半年|下半年)"
    r"|(?P<during>(?<![\d年])(?:\d{1,2}|[一二三四五六七八九十两]{1,3})年(?:间|来))"
)
_AGAINST = re.compile(r"(?:比|较|于|同|与|自|从)$")
_QUOTED = re.compile(r"《[^》]*》?")
_ENDS = "省市县区镇乡村州旗"
_GENERIC = frozenset(
    "镇区 县区 城市 市区 地区 社区 乡村 农村 园区 山区 景区 城区 乡镇 行政村 自然村 郊区 城镇 新建 新区 小区 库区 灾区 "
    "片区 街区 校区 辖区 牧区 林区 矿区 老区 开发区 示范区 试验区 自治区 直辖市 地级市 县级市 省市 省区 市县 "
    "区县 村镇 古镇 小镇 古村 新村 中心村 贫困村 贫困县 特区 高新区 保护区 保税区 自贸区 试点县 乡 村 县 "
    "市 省 区 镇 州 旗 超市 股市 上市 都市 门市 楼市 夜市 集市 城乡 农贸市 强县 强市 大省 大市 各省 各市 "
    "各县 各区 各村 各地 内地 本地 当地 外地 境外 海外 亚太 空白村 薄弱村 强镇 强村 试点村 重点村 示范村 "
    "示范县 全域 建成区 主城区 中心城区 经济区 功能区 度假区 生活区 居民区 外省 区域 城中村 文明城市 大城市 全域 园区 整省".split()
)
# What the segmenter takes for places that are none.
_NO_PLACES = frozenset(
    "惠及 深度 广义 一体 城中村 下沉 上线 大城市 文明城市 乡土 沿海港口 两山 山城 入村".split()
)
_HERE = re.compile(r"[全我本](?:国|省|市|县|区|镇|乡|村|州|旗)|全球")


def find_year(before: str) -> str | None:
    """Finds the year said nearest before a figure.

    Args:
        before: The folded text up to the figure.

    Returns:
        "2020", "2021上半年", "上半年", "今年", "17年间", or None; a year that something is merely
        compared with (比2015年增长) and one in a title of a document are passed over.
    """
    found: str | None = None
    quoted = [match.span() for match in _QUOTED.finditer(before)]
    for match in _YEAR.finditer(before):
        compared = _AGAINST.search(before, 0, match.start())
        if compared or any(start < match.start() < end for start, end in quoted):
            continue
        part = match["part"] or ""
        if match["han"]:
            found = match["han"].translate(_HAN_DIGITS)
        else:
            found = match["year"] + part if match["year"] else match[0]
    return found


def is_place(token: TaggedToken) -> bool:
    """Tells whether a word names a place: by its part of speech, or 全省, 我市.

    Args:
        token: A folded word.

    Returns:
        True for places; false for 城镇, 园区 and other kinds of place.
    """
    text = token.text
    if text in _GENERIC:
        return False
    if _HERE.fullmatch(text):
        return True
    if token.pos == "ns" and len(text) > 1:
        return text not in _NO_PLACES
    return len(text) > 2 and text[-1] in _ENDS and token.pos in {"nr", "nz", "nt", "nrt", "nrfg"}


def find_place(tokens: Sequence[TaggedToken], end: int, segmenter: Segmenter) -> str | None:
    """Finds the place named nearest before a figure.

    A name that the dictionary lacks is often cut in two (八里 店镇), and then put together.

    Args:
        tokens: Folded words with parts of speech.
        end: Where the value of the figure begins.
        segmenter: Tells which words the dictionary knows.

    Returns:
        The place as it is written in the words, or None.
    """
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.end > end:
            continue
        if is_place(token):
            return token.text
        before = tokens[index - 1] if index else None
        if before and _is_torn(before, token, segmenter):
            return before.text + token.text
    return None


def _is_torn(before: TaggedToken, token: TaggedToken, segmenter: Segmenter) -> bool:
    return (
        token.text[-1] in _ENDS
        and token.text not in _GENERIC
        and (len(token.text) == 1 or not segmenter.knows(token.text))
        and len(token.text) <= 2
        and before.pos in {"m", "n", "nr", "ns", "nz", "nrt"}
        and len(before.text) in {1, 2, 3}
        and not before.text[0].isdigit()
        and before.text not in _GENERIC
        and len(before.text + token.text) > 2
        and (len(token.text) > 1 or before.pos != "m" and not segmenter.knows(before.text))
    )
