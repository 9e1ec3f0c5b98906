"""Which words can say what a text is about."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.word_files import lines_of

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_NUMERAL = "零〇一二三四五六七八九十百千万亿兆两半壹贰叁肆伍陆柒捌玖拾佰仟"
_UNIT = (
    "年代|年度|年底|年初|年级|月份|月底|周年|世纪|小时|分钟|分|秒|时|日|号|天|月|年|周|岁|点|期"
    "|个|名|位|人|人次|户|家|项|件|次|种|条|批|届|场|座|所|台|套|村|镇|乡|县|市|省|区|国|级|类|大|方"
    "|元|美元|欧元|日元|英镑|公里|千米|米|厘米|毫米|平方米|平方公里|立方米|亩|公顷|吨|公斤|千克|克|斤"
    "|升|毫升|度|摄氏度|千瓦|千瓦时|兆瓦|倍|成|折|页|版|卷|章|节|款|步|层|只|头|株|棵|辆|艘|架|句|字"
)
# Possessive, so that long runs of digits cannot be cut in many ways.
_AMOUNT = (
    rf"[数几]?[.,:/%‰+\-~×^]*[\d{_NUMERAL}][\d{_NUMERAL}.,:/%‰+\-~×^]*+[多余来几]?(?:{_UNIT})?"
)
_NUMBER = re.compile(
    rf"[第约近超达逾每上过前后]?(?:{_AMOUNT})+(?:多|余|来|间|内|前|后|以上|以下|左右)?"
)
# Names that look like amounts: congresses and plans of the Party, and a few more.
_NAME = re.compile(
    r"(?:十[一二三四五六七八九]|二十|七|八)大|十[一二三四五六]五|两个一百年|三国|百度|五四|三方"
)
_WORDLIKE = re.compile(rf"(?=.*[{_HAN}a-z])[{_HAN}a-z0-9·.+#&/\-]+", re.IGNORECASE)


@cache
def stop_words() -> frozenset[str]:
    """Reads the words that say nothing about what a text is about.

    Returns:
        Function words, numerals, measures, empty verbs and nouns of this literature, and what
        frames a news item; folded.
    """
    return frozenset(word for line in lines_of("stopwords.txt") for word in line.split())


def is_number(word: str) -> bool:
    """Tells whether a word is a bare number or a number with its unit.

    Args:
        word: A folded word.

    Returns:
        True for "2023", "8.5%", "三十二", "第三", "12个", "2023年"; False for "5g", "三农".
    """
    return _NUMBER.fullmatch(word) is not None and _NAME.fullmatch(word) is None


@lru_cache(maxsize=1 << 18)
def is_term(word: str) -> bool:
    """Tells whether a word can say what a text is about.

    Args:
        word: A folded word.

    Returns:
        False for stop words, numbers with or without unit, punctuation, single characters and
        white space.
    """
    if len(word) < 2 or word in stop_words():
        return False
    return _WORDLIKE.fullmatch(word) is not None and not is_number(word)
