"""What a page prints beside its articles: masthead, editors, addresses, page numbers."""

from __future__ import annotations

import re
from datetime import date

from nlp.names import is_word, names_in

LONGEST_FURNITURE = 90

_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d|[一二][〇零○oO九一二三四五六七八]{3})\s*[年./\-－—]\s*"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*[月./\-－—]\s*"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)
_DATELINE = re.compile(
    rf"[（(]?(?:(?:发布|发表|刊发|更新)?(?:时间|日期)\s*[:：]\s*)?{_DATE.pattern}"
    r"(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?[）)]?\s*[|｜]?"
)
_WEEKDAY = r"(?:星期|周)[一二三四五六日天]"
_LUNAR = r"(?:农历|夏历)?\S{0,4}年?\S{1,3}月(?:初|十|廿|三十)\S{0,2}"
_SHEET = r"(?:第?\s*[A-Z]?\s*[0-9一二三四五六七八九十]{1,3}\s*[版期号]|总?第?\s*\d+\s*[期号])"
_PAGE_NUMBER = re.compile(
    r"[-－—–·\s]*\d{1,4}[-－—–·\s]*|第?\s*\d{1,4}\s*页\s*[,，/／]?\s*(?:共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*[/／]\s*\d{1,4}|[Pp]age\s*\d+(?:\s*of\s*\d+)?|[A-Z]?\d{1,3}\s*版|第\s*\S{1,3}\s*版"
)
_SECTION = re.compile(
    r"[A-Z]?\d{1,2}\s*(?:版)?\s*[·•/|]?\s*(?:理论|要闻|评论|时评|综合|专版|专题|思想|学习|观点|论坛|副刊"
    r"|文化|经济|社会|国内|国际|新闻|党建|教育|周刊|视点|关注|深度|热线|公告|广告)\S{0,4}"
)
_STAFF = (
    r"(?:本版|本期|今日|责任|执行|值班|见习|文字|图片|美术|电子|视觉|版面|首席)*"
    r"(?:责任编辑|责编|编辑|主编|副主编|总编|编审|审读|审核|校对|校检|检校|版式|版面|组版|排版|美编|美术编辑"
    r"|制图|制版|图编|视觉|设计|监制|统筹|策划|监审|终审|签发|出品|总监|值班编委|值班主任|编委)(?:设计)?"
)
_STAFF_LINE = re.compile(rf"[（(【\[]?{_STAFF}\s*(?P<sign>[:：/／|｜]?)\s*(?P<who>\S.{{1,70}})")
_STAFF_WORD = re.compile(_STAFF)
_CONTACT = re.compile(
    r"\S{0,6}(?:邮箱|信箱|E-?mail|e-?mail|邮件|热线|电话|传真|联系方式|微信公众号|公众号|网址|官网|地址|社址"
    r"|邮编|邮政编码|邮发代号|刊号|统一刊号|国际标准刊号|广告许可证|定价|零售价|每份|印刷|发行|QQ群?)"
    r"\S{0,4}\s*[:：]\s*\S.*"
)
_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|https?://\S+|www\.\S+")
_PHONE = re.compile(
    r"(?:\+?86[- ]?)?(?:\(?0\d{2,3}\)?[-—－ ]?)\d{7,8}|1[3-9]\d{9}|[48]00[- ]?\d{3}[- ]?\d{4}"
)
_NOTICE = re.compile(
    r"(?:本版|本报|本刊|本栏目?|本专栏|本网|以上|文中|文章)?(?:所有|刊发|发表|部分)*的?"
    r"(?:言论|观点|文章|稿件|内容|作品|图片|版权|来稿|投稿|电子版)\S{0,12}"
    r"(?:只代表|仅代表|不代表|归\S{1,10}所有|未经\S{0,8}(?:许可|授权|允许)|不得转载|请勿|均为|谢绝|一经采用"
    r"|稿酬|文责自负|恕不退)\S*"
    r"|(?:未经\S{0,6}(?:授权|许可|允许)|版权所有|欢迎(?:广大)?\S{0,6}(?:投稿|来稿|赐稿|关注|订阅)|投稿(?:请|须|要求|邮箱)"
    r"|来稿请|稿件请|(?:发送|投稿)?邮件(?:主题|标题)|请在?邮件|扫一扫|扫码|扫描\S{0,6}二维码|长按\S{0,6}二维码|关注\S{0,10}公众号|更多\S{0,8}请)"
    r"\S*"
)
_TURN = re.compile(
    r"[（(【\[]?\s*(?:紧接|上接|下转|转|接)\s*(?:第?\s*[A-Z]?\s*\S{1,3}\s*版)\S{0,12}?\s*[）)】\]]?"
)
_CAPTION = re.compile(
    r"[（(]?(?:\S{1,12}[\s/／:：])?\S{0,14}[\s/／]*(?:摄|供图|摄影报道|制图|/图|资料图片?|新华社发)[）)]?"
)
_ORNAMENT = re.compile(r"[\W_]+")
_KEPT_ORNAMENT = re.compile(r"[“”‘’《》（）()。！？…]")
_TAIL_TURN = re.compile(r"[（(]\s*下转[^（()）]{1,14}版[^（()）]{0,12}[）)]$")
_HEAD_TURN = re.compile(r"[（(]?\s*(?:紧接|上接)[^（()）。]{1,14}版[^（()）。]{0,12}[）)]")
_DIGITS = dict(zip("〇零○oO一二三四五六七八九", (0, 0, 0, 0, 0, *range(1, 10)), strict=True))


def is_furniture(text: str) -> bool:
    """Tell whether a line belongs to the page and to no article.

    Args:
        text: A line without white space around it.

    Returns:
        True for mastheads with a date or a page, staff, addresses, notices, page numbers, turns
        to another page, photographers' names and lines of ornaments.
    """
    if len(text) > LONGEST_FURNITURE:
        return False
    return (
        is_masthead(text)
        or _is_page_number(text)
        or _is_staff(text)
        or _is_contact(text)
        or bool(_NOTICE.fullmatch(text))
        or bool(_TURN.fullmatch(text))
        or (len(text) <= 24 and bool(_CAPTION.fullmatch(text)))
        or _is_ornament(text)
    )


def is_masthead(text: str) -> bool:
    """Tell whether a line is the head of a page: its paper, date, weekday, number, section."""
    if len(text) > 60 or text[-1] in "。！？；，、：":
        return False
    said = _DATE.search(text)
    sheet = re.search(_SHEET, text)
    weekday = re.search(_WEEKDAY, text)
    if said:
        rest = (text[: said.start()] + text[said.end() :]).strip()
        if sheet or weekday:
            return "，" not in rest and len(rest) <= 40
        rest = re.sub(_LUNAR, "", rest).strip(" （()）|｜·-—")
        return not rest or (len(rest) <= 14 and rest.endswith(("报", "刊", "周刊", "社", "网")))
    if sheet and weekday:
        return True
    return bool(_SECTION.fullmatch(text))


def is_dateline(text: str) -> bool:
    """Tell whether a line is a date, with a time of day at most ("2021-09-28 08:30")."""
    return len(text) <= 40 and bool(_DATELINE.fullmatch(text))


def masthead_date(text: str) -> date | None:
    """Read the date on a masthead.

    Args:
        text: A line.

    Returns:
        The date, in digits or in Chinese numerals; None if there is none or it is impossible.
    """
    said = _DATE.search(text)
    if not said:
        return None
    try:
        return date(_number(said["year"]), _number(said["month"]), _number(said["day"]))
    except ValueError:
        return None


def turns(text: str) -> tuple[int, int]:
    """Find where the words of an article stand between "（上接第1版）" and "（下转第3版）".

    Args:
        text: A line.

    Returns:
        Start and end of the words; the whole line if it has no such turns.
    """
    head = _HEAD_TURN.match(text)
    tail = _TAIL_TURN.search(text[-40:])
    start = head.end() if head else 0
    end = len(text) - len(tail.group()) if tail else len(text)
    return (start, end) if start < end else (0, len(text))


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if len(text) == 4:
        return int("".join(str(_DIGITS[c]) for c in text))
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS[text] if len(text) == 1 else 0
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _is_page_number(text: str) -> bool:
    return len(text) <= 20 and bool(_PAGE_NUMBER.fullmatch(text))


def _is_staff(text: str) -> bool:
    """Staff of the page: behind a colon, several of them, or one function and names only."""
    said = _STAFF_LINE.fullmatch(text)
    if not said or text[-1] in "。！？；，":
        return False
    if said["sign"] or (" " in text and len(_STAFF_WORD.findall(text)) > 1):
        return True
    names = names_in(said["who"].rstrip("）)】]"))
    return bool(names) and not any(map(is_word, names))


def _is_contact(text: str) -> bool:
    if _CONTACT.fullmatch(text) and not text.endswith("。"):
        return len(text) <= 60 or bool(_ADDRESS.search(text) or _PHONE.search(text))
    bare = _PHONE.sub("", _ADDRESS.sub("", text))
    return bare != text and len(re.sub(r"\W", "", bare)) <= 16 and not text.endswith("。")


def _is_ornament(text: str) -> bool:
    return bool(_ORNAMENT.fullmatch(text)) and not _KEPT_ORNAMENT.search(text)
