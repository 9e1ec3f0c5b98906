"""References to articles by GB/T 7714—2015, as they stand in a numbered list (顺序编码制).

    [1] 林晓. 一根毛竹的生意[N]. 松河日报, 2021-03-02.

Of the standard:

* Up to three authors are named, of more the first three with “等” (8.1.2). Where none is known a
  numbered list leaves the author out (8.1.4), and the title comes first.
* “题名: 其他题名信息”: the subtitle follows after a colon (8.2). Whether to give further lines of
  a title is left to whoever cites; the 引题 above it, which newspapers themselves leave out when
  they cite, is left out.
* A newspaper [N] is dated to the day; the edition (版次) would follow, but the archive does not
  know it. A journal [J] is dated by year, volume and issue; the archive knows only the year.
* Anything else is [Z] (其他), and keeps the day.
* What is not known is left out with the sign that would stand before it; nothing is made up.

Signs are the half-width ones of the standard, with a blank after them as usual in typesetting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from corpus.article import Article, ArticleDraft

Kind = Literal["N", "J", "Z"]

NAMED = 3
_BLANKS = re.compile(r"\s+")
_HAN = re.compile("[\u3400-\u9fff]")
_NAMELESS = frozenset({"佚名", "未署名", "无名氏"})

# Which edition of a source it is: 松河日报（海外版）, 云溪大学学报·社会科学版.
_EDITION = re.compile(r"[（(\[][^（(\[]*[）)\]]$|(?<=[报刊])[·・\s]*\w{0,10}版$")
_ONLINE = re.compile(
    r"(网(站|评|评论|理论|论坛|频道)?|客户端|公众号|微信|微博|视频号|频道|app|\.(com|cn|net|org))$",
    re.I,
)
# Endings in 报 that are journals. What is excepted are newspapers: 大学报 (of a campus),
# 社会科学报, 文学报, 青年报, 老年报, 大公报, 交通报.
_JOURNAL_IN_BAO = re.compile(
    r"((?<![大中小文科数])学|(?<!交)通|(?<!大)公|(?<![青少老中成])年|月|季|旬|画|情)报$"
)
_BULLETIN = re.compile(r"(简报|内参)$")
_NEWSPAPERS = frozenset({"新华每日电讯", "参考消息", "南方周末"})
# A paper named together with a page or supplement of it: 松河日报理论周刊, 青川晚报·文化.
_WITHIN_PAPER = re.compile(r"(日|晚|晨|早|时|都市|青年)报(?!社)")
_JOURNAL = re.compile(
    r"(刊|杂志|研究|论坛|论丛|文摘|文稿|文萃|评论|译丛|集刊|学术|科学|理论|探索|探讨|纵横|求索"
    r"|社会主义|与实践|与研究)$"
)
_JOURNALS = frozenset(
    {
        "求是", "红旗", "党建", "瞭望", "前线", "群众", "半月谈", "支部生活", "今日浙江", "学海",
        "新视野", "党的文献", "马克思主义与现实",
    }
)  # fmt: skip


def kind_of(source: str | None) -> Kind:
    """What a source is, by its name: N a newspaper, J a journal, Z neither or unknown.

    Names that say so are told by their ending (日报, 学刊), a few that do not by a list (求是).
    Web sites and accounts of newspapers are neither: the standard wants an address for them.
    """
    name = _source(source)
    if _ONLINE.search(name):
        return "Z"
    name = _EDITION.sub("", name)
    if name in _NEWSPAPERS:
        return "N"
    if name in _JOURNALS or _JOURNAL_IN_BAO.search(name):
        return "J"
    if _BULLETIN.search(name):
        return "Z"
    if name.endswith("报") or _WITHIN_PAPER.search(name):
        return "N"
    return "J" if _JOURNAL.search(name) else "Z"


def reference(article: Article | ArticleDraft, number: int | None = None) -> str:
    """The reference to an article, with its number in a list if it has one."""
    draft = article.content if isinstance(article, Article) else article
    kind = kind_of(draft.source)
    title = ": ".join(part for part in (_plain(draft.title), _subtitle(draft.subtitle)) if part)
    date = ""
    if draft.published:
        date = str(draft.published.year) if kind == "J" else draft.published.isoformat()
    parts = [
        _authors(draft.authors),
        f"{title}[{kind}]",
        ", ".join(part for part in (_source(draft.source), date) if part),
    ]
    text = ". ".join(part for part in parts if part) + "."
    return text if number is None else f"[{number}] {text}"


def reference_list(articles: Iterable[Article | ArticleDraft]) -> Iterator[str]:
    """References numbered in the order of the articles, a line each."""
    for number, article in enumerate(articles, 1):
        yield reference(article, number) + "\n"


def _authors(names: tuple[str, ...]) -> str:
    known = [name for name in map(_plain, names) if name and name not in _NAMELESS]
    named = known[:NAMED]
    if len(known) > NAMED:
        named.append("等" if any(map(_HAN.search, named)) else "et al")
    return ", ".join(named).rstrip(".")


def _subtitle(text: str | None) -> str:
    """A subtitle without the dash that leads it on a page."""
    return _plain(text).lstrip("—–―─- ")


def _source(text: str | None) -> str:
    """The name of a source without 《》 around it."""
    plain = _plain(text)
    return re.sub("^《([^《》]*)》$", r"\1", plain)


def _plain(text: str | None) -> str:
    """The text on one line."""
    return _BLANKS.sub(" ", text or "").strip()
