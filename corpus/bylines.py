"""Who wrote an article, what they are, and where it first stood: the lines that say so."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from nlp.names import is_name, is_word, names_in, split_names

BylineKind = Literal["author", "affiliation", "source"]

LONGEST_BYLINE = 120
_MOST_PARTS = 8
_OPEN, _CLOSE = "（(［[【〔", "）)］]】〕"
_MARK = re.compile(r"[□■◇◆○●◎☆★▲△▪◼◻▢☐]\s*")
_ROLE = re.compile(
    r"(?<![\u4e00-\u9fff])"
    r"(?:本报|本刊|本网|本台|见习|首席|特派|驻\w{1,6}|资深|全媒体|融媒体|通讯社|新华社|人民网|中新社)*"
    r"(?:特约)?(?:评论员|撰稿人?|记者|通讯员|实习生|作者|执笔人?|撰文|摄影|口述|整理|编译"
    r"|(?:文图|图文|文|图|作)(?![\u4e00-\u9fff]))(?![\u4e00-\u9fff]{4})"
)
_ROLE_SIGN = re.compile(r"\s*[:：/／|｜\s]\s*")
_NOT_SELF = re.compile(r"评论员")
_AFFILIATION = re.compile(
    r"(?:(?:本文|第[一二三四]|上述|以上|两位|三位|系列文章)*(?:作者|执笔人?|撰稿人?|课题组成员)"
    r"(?:分别|均|都|依次)*"
    r"(?:单位|简介|介绍|系|为|是|现任|现为|任|职务|工作单位)\s*[:：]?|单位\s*[:：])\s*"
)
_PERSON_IS = re.compile(
    r"(?:作者\s*[:：]?\s*)?(?P<names>[^系，,。；;]{2,24}?)\s*[,，]?\s*(?:分别|均)?系(?=\S{3})"
)
_SOURCE = re.compile(
    r"(?:(?:原|转|选|摘)?(?:载|刊|摘|引)(?:于|自|自于)?|(?:文章|稿件|内容|本文|信息)?(?:来源|出处)"
    r"(?:于|自)?|转自|选自)\s*[:：]?\s*"
)
_WORK = re.compile(r"《(?P<name>[^《》]{1,40})》")
_STATED_SOURCE = re.compile(
    r"(?:文章|稿件|内容|本文|信息)?(?:来源|出处|转自|转载自|选自|摘自)\s*[:：]"
)
_TRAILING_DETAIL = re.compile(
    r"[\s,，]*(?:\d{4}\s*[年./-]\s*\d|第?\s*\d+\s*[期版]|[A-Z]?\d+版).*", re.DOTALL
)
_OFFICE = re.compile(
    r"(?:局|委|部|办|院|校|所|站|社|馆|会|处|科|队|厅|署|行|镇|乡|县|市|区|街道|村|公司|集团|学院|大学"
    r"|中心|支部|组织|协会|研究室|书记|局长|主任|教授|讲师|研究员|院长|校长|部长|镇长|乡长|县长|市长"
    r"|区长|处长|科长|主席|会长|总经理|董事长|博士|硕士|学者|专家|编辑|教师|委员|秘书长|成员|干部|员)$"
)
_ORGANISATION = re.compile(
    r"(?:中共)?[\u4e00-\u9fff（）()]{2,24}(?:课题组|调研组|编辑部|评论员|党委|县委|市委|省委|区委|党组|中心组"
    r"|宣传部|组织部|统战部|研究室|党校|行政学院|党支部|党总支|写作组|研究院|研究会|研究所|研究中心|办公室"
    r"|委员会|编写组|联合会)"
)
_SIGNED = re.compile(
    r"[（(](?:作者|执笔人?|撰稿人?)\s*[:：]?\s*(?P<names>[^，,（(]{2,30})[，,]\s*(?P<office>[^（(]+)[）)]"
)
_SENTENCE = re.compile("[。！？；]")


class Byline(NamedTuple):
    """A stretch of a line that names authors, their affiliation or the source."""

    start: int
    end: int
    kind: BylineKind


def _unwrapped(text: str) -> str:
    """A text without the brackets around all of it."""
    if len(text) > 1 and text[0] in _OPEN and text[-1] == _CLOSE[_OPEN.index(text[0])]:
        return text[1:-1].strip()
    return text


def is_bracketed(text: str) -> bool:
    """Tell whether one pair of brackets is around all of a text."""
    inner = _unwrapped(text)
    return inner != text and not any(sign in inner for sign in text[0])


def authors_of(text: str) -> tuple[str, ...]:
    """Read the authors' names out of a line that is known to be theirs.

    Args:
        text: For instance "□ 陆建卫", "本报记者 张　三", "（执笔：李四、王五）".

    Returns:
        The names in order. Where only a function stands (本报评论员), that is the author.
    """
    bare = _MARK.sub("", _unwrapped(text.strip()).strip(_OPEN)).strip()
    role = _ROLE.match(bare)
    names: list[str] = []
    for part in _ROLE.split(bare) if role else [bare]:
        cleaned = re.sub(r"^[\s:：/／|｜]+|[\s:：/／|｜]+$", "", part)
        names.extend(split_names(_unwrapped(cleaned)))
    if not names and role:
        return (bare.strip(":： "),)
    return tuple(names)


def affiliation_of(text: str) -> str:
    """Read what the authors are out of a line that says so ("（作者系市委党校讲师）")."""
    bare = _MARK.sub("", _unwrapped(text.strip())) or text
    if bare.count("）") + bare.count(")") > bare.count("（") + bare.count("("):
        bare = bare[:-1]
    said = _AFFILIATION.match(bare)
    if not said and _names_an_office(bare) and not re.search("[;；]", bare):
        said = _PERSON_IS.match(bare)
    if said and said.end() < len(bare):
        return bare[said.end() :].strip(" 。．\u3000")
    return bare


def source_of(text: str) -> str:
    """Read the name of the paper out of a line that says where an article stood first."""
    bare = _unwrapped(text.strip())
    said = _SOURCE.match(bare)
    rest = bare[said.end() :].strip() if said and said.end() < len(bare) else bare
    work = _WORK.search(rest)
    if work:
        return work["name"].strip()
    return _TRAILING_DETAIL.sub("", rest).strip(" 。．\u3000") or rest


def is_affiliation(text: str) -> bool:
    """Tell whether a line states the authors' offices and nothing else."""
    bare = _unwrapped(text)
    if len(bare) > 400:
        return False
    wrapped = bare is not text
    said = _AFFILIATION.match(bare)
    if said:
        ends_there = said.end() >= len(bare)
        plain = any(word in said.group() for word in ("单位", "简介", "系"))
        return not ends_there and (wrapped or (plain and not _SENTENCE.search(bare[:-1])))
    return wrapped and _names_an_office(bare)


def _names_an_office(bare: str) -> bool:
    """Tell whether a person, a copula and an office follow each other (张三系市委党校讲师)."""
    said = _PERSON_IS.match(bare)
    return bool(said and all(map(is_name, split_names(said["names"]))))


def opens_affiliation(text: str) -> bool:
    """Tell whether a line begins a bracket with the authors' offices that it does not close."""
    if text[0] not in _OPEN or text[-1] in _CLOSE:
        return False
    return bool(_AFFILIATION.match(text[1:].lstrip()))


def is_source(text: str) -> bool:
    """Tell whether a line says where the article was published first and nothing else."""
    if len(text) > 60:
        return False
    bare = _unwrapped(text)
    said = _SOURCE.match(bare)
    if not said or said.end() >= len(bare):
        return False
    if _STATED_SOURCE.match(bare):
        return not _SENTENCE.search(bare[:-1])
    rest = bare[said.end() :].strip()
    work = _WORK.match(rest)
    return bool(work and _TRAILING_DETAIL.fullmatch(rest[work.end() :].rstrip("。") or " 1版"))


def is_marked_author(text: str) -> bool:
    """Tell whether a line names authors behind a sign or word for it (□, 本报记者, 作者：)."""
    if not 0 < len(text) <= 60 or text[-1] in "。！？；，：":
        return False
    bare = _unwrapped(text)
    mark = _MARK.match(bare)
    rest = bare[mark.end() :] if mark else bare
    role = _ROLE.match(rest)
    if role:
        return _follows_role(rest, role)
    return bool(mark and rest and _can_be_names(rest))


def _follows_role(rest: str, role: re.Match[str]) -> bool:
    said = role.group()
    tail = rest[role.end() :]
    if not tail:
        return bool(_NOT_SELF.search(said))
    sign = _ROLE_SIGN.match(tail)
    if not sign and len(said) < 3 and said != "记者":
        return False
    names = [n for part in _ROLE.split(tail) for n in split_names(part.strip(" :：/／|｜\u3000"))]
    if not sign or sign.group().isspace():
        return bool(names) and all(is_name(name) and not is_word(name) for name in names)
    return bool(names) and all(map(_is_signature, names))


def _can_be_names(text: str) -> bool:
    return all(map(_is_signature, split_names(text)))


def _is_signature(name: str) -> bool:
    if is_name(name) or _ORGANISATION.fullmatch(name):
        return True
    return 2 <= len(name) <= 4 and name.isalpha() and not _OFFICE.search(name)


def is_bare_names(text: str) -> bool:
    """Tell whether a line consists of people's names and nothing else."""
    return len(text) <= 60 and bool(names_in(text))


def is_organisation(text: str) -> bool:
    """Tell whether a line can be a body that signs as author (县委党校课题组)."""
    return len(text) <= 30 and bool(_ORGANISATION.fullmatch(text))


def is_bracketed_names(text: str) -> bool:
    """Tell whether a line is names in brackets ("（张三 李四）", "（本报记者 张三）")."""
    if not is_bracketed(text):
        return False
    bare = _unwrapped(text)
    return is_bare_names(bare) or is_marked_author(bare)


def cut_byline(text: str) -> tuple[Byline, ...]:
    """Cut a line that names authors together with their offices.

    Args:
        text: For instance "张三（市委党校讲师）", "市委党校 张三", "张三 市委党校副教授".

    Returns:
        The stretches in order, or nothing if the line is of no such form.
    """
    if not 4 <= len(text) <= 60 or _SENTENCE.search(text) or is_marked_author(text):
        return ()
    signed = _SIGNED.fullmatch(text)
    if signed and is_bare_names(signed["names"]) and _OFFICE.search(signed["office"]):
        return (
            Byline(0, signed.start("office"), "author"),
            Byline(signed.start("office"), len(text), "affiliation"),
        )
    bracket = re.search(r"[（(]([^（）()]{2,50})[）)]$", text)
    if bracket and bracket.start():
        who = text[: bracket.start()].rstrip()
        if is_bare_names(who) or is_marked_author(who):
            office = bool(_OFFICE.search(bracket[1].strip()))
            if office:
                return (
                    Byline(0, len(who), "author"),
                    Byline(bracket.start(), len(text), "affiliation"),
                )
        return ()
    return _office_beside_names(text)


def _office_beside_names(text: str) -> tuple[Byline, ...]:
    parts = list(re.finditer(r"\S+", text))
    if len(parts) > _MOST_PARTS:
        return ()
    for cut in range(1, len(parts)):
        left, right = text[: parts[cut - 1].end()], text[parts[cut].start() :]
        if _OFFICE.search(left) and not is_bare_names(left) and is_bare_names(right):
            return (
                Byline(0, len(left), "affiliation"),
                Byline(parts[cut].start(), len(text), "author"),
            )
        is_office = len(right) > 3 and _OFFICE.search(right) and not is_bare_names(right)
        if is_office and is_bare_names(left):
            return (
                Byline(0, len(left), "author"),
                Byline(parts[cut].start(), len(text), "affiliation"),
            )
    return ()


def tail_bracket(text: str) -> Byline | None:
    """Find a byline in brackets at the end of a paragraph.

    Args:
        text: A line, for instance "……走在前列。（作者系市委党校讲师）".

    Returns:
        Where the bracket stands and what it says; None if the line does not end in one.
    """
    if text[-1] not in "）)" or len(text) < 8:
        return None
    start = max(text.rfind("（"), text.rfind("("))
    start = _outer_bracket(text, start)
    if start < 1 or len(text) - start > LONGEST_BYLINE:
        return None
    if text[:start].rstrip()[-1:] not in "。！？”…":
        return None
    bracket = text[start:]
    if is_affiliation(bracket):
        return Byline(start, len(text), "affiliation")
    if is_source(bracket):
        return Byline(start, len(text), "source")
    if is_bracketed_names(bracket):
        return Byline(start, len(text), "author")
    return None


def _outer_bracket(text: str, start: int) -> int:
    """The bracket that the last character closes, for at most one level of nesting."""
    if start > 0 and text[start:].count("）") + text[start:].count(")") > 1:
        outer = max(text.rfind("（", 0, start), text.rfind("(", 0, start))
        return outer if outer >= 0 else start
    return start
