"""Texts for the reader's tests, and short ways to what it makes of them."""

from __future__ import annotations

import re

from corpus.document import RawDocument, Refusal
from corpus.readers import DEFAULT, Limits, read

TITLE = "让青溪县的山货走出大山"
PARAGRAPHS = [
    (
        "青溪县地处两省交界，山多田少，过去群众常说“守着金山没饭吃”。近三年来，县里把增收作为头等大事，"
        "一手抓道路、仓储等基础设施，一手抓返乡创业，村集体经营性收入由人均三百元提高到一千一百元。"
    ),
    (
        "驻村第一书记李明远介绍，合作社与一百二十户农家签订了保底收购协议，2023年卖出香菇、笋干等山货"
        "八十六吨，比上年增长37.5%；最远的一单发到了新疆。"
    ),
    "“过去是人找货，现在是货找人。”返乡青年赵晓禾在直播间里说。他的话引来一片掌声。",
    "下一步，青溪县将建设冷链中心，完善利益联结机制，让更多农户分享产业发展的成果。",
]
TEXT = "\n".join([TITLE, *PARAGRAPHS])
TRADITIONAL = (
    "讓青溪縣的山貨走出大山\n青溪縣地處兩省交界，山多田少。近三年來，縣裡把增收作為頭等大事，"
    "一手抓道路、倉儲等基礎設施，一手抓返鄉創業，村集體收入不斷提高，群眾的日子越過越好。"
)


def documents(name: str, data: bytes, limits: Limits = DEFAULT) -> list[RawDocument]:
    """All documents of a file; fails if anything of it is refused."""
    found = list(read(name, data, limits=limits))
    refused = [item for item in found if isinstance(item, Refusal)]
    assert not refused, refused
    return [item for item in found if isinstance(item, RawDocument)]


def only(name: str, data: bytes, limits: Limits = DEFAULT) -> RawDocument:
    """The single document of a file."""
    (found,) = documents(name, data, limits)
    return found


def refusal(name: str, data: bytes, limits: Limits = DEFAULT) -> Refusal:
    """The single refusal of a file; it must help the person who reads it."""
    (found,) = read(name, data, limits=limits)
    assert isinstance(found, Refusal), found
    assert found.name == name
    assert re.search("[\u4e00-\u9fff].*。$", found.problem)
    assert re.search("[\u4e00-\u9fff].*。$", found.remedy)
    return found


def lines(text: str) -> list[str]:
    """Lines with something on them, without their indents."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def joined(text: str) -> str:
    """All characters that can be seen."""
    return re.sub(r"\s", "", text)
