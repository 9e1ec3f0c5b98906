"""The wording of questions for a discussion."""

from __future__ import annotations

from collections.abc import Mapping

from nlp.aspects import aspects_of_word
from nlp.claim_forms import asks, quotable
from nlp.questions import Kind, Topic
from nlp.roles import Role
from nlp.text import fold_text

_LONGEST_ABOUT = 24
_ONE: Mapping[Role | None, tuple[str, ...]] = {
    "problem": (
        "{title}提出的问题是{said}。我们这里有没有同样的情形？表现在哪里，根子在哪里？",
        "对照{title}所说的{said}，我们这里哪些地方相同，哪些地方不同？请各举一件事。",
    ),
    "practice": (
        "{title}介绍的做法之一是{said}。在我们这里也这样做，条件够不够，还缺什么？",
        "{title}介绍的做法之一是{said}。我们有没有做过类似的事？效果如何，差别在哪里？",
    ),
    "lesson": (
        "{title}主张{said}。这一条在我们这里怎样落实？最先做哪一件，由谁来做？",
        "{title}主张{said}。照这样做，在我们这里最可能卡在哪一步？怎样提前防备？",
    ),
    "result": ("{title}说到的成效是{said}。它主要靠什么得来？哪些学得到，哪些学不到？",),
}
_SEVERAL: Mapping[Role | None, tuple[str, ...]] = {
    "problem": (
        "{lead}列出{said}。哪一条在我们这里最突出？请说一件亲眼见过的事。",
        "{lead}列出{said}。如果只能先解决一条，先解决哪一条，为什么？",
    ),
    "practice": (
        "{lead}讲到{said}。哪一条最值得我们先学？照搬过来，会在哪里走样？",
        "{lead}讲到{said}。哪几条我们已经在做，哪几条还没有做，原因是什么？",
    ),
    "lesson": (
        "{lead}提出{said}。如果今年只能先做一条，您选哪一条？理由是什么？",
        "{lead}提出{said}。哪一条最难做到？难处是钱、是人，还是办法？",
    ),
    "result": ("{lead}讲到{said}。哪一条最能说服您？还需要什么依据？",),
    None: (
        "{lead}讲到{said}。这几点里您最有体会的是哪一点？请举一件具体的事。",
        "{lead}讲到{said}。对照我们这里，最值得议一议的是哪一点？还可以补上哪一点？",
    ),
}
_SIDES = (
    "{title}写道：{said}。您同意吗？请用身边的一件事来说明，也可以提出不同看法。",
    "怎样理解{title}里的{said}？在什么情况下这句话不成立？",
)
_ASKED = (
    "{title}问：“{about}？”文中讲到{said}。对照我们这里，这几条说全了吗？还应当补上什么？",
    "对“{about}”这个问题，{title}讲到{said}。换成我们来回答，会怎样说？",
)
_OPEN = (
    "{title}问：“{about}？”文章是怎样回答的？放在我们这里，答案有没有不同？",
    "“{about}？”读{title}之前您会怎样回答，读过之后看法有没有变化？",
)
_TOGETHER = (
    "两篇文章都谈到{about}：{one}讲{said}，{other}讲{also}。两种说法的着眼点有什么不同？哪一种更合我们这里的实际？",
    "把{one}的{said}同{other}的{also}放在一起读。谈{about}，哪些意思相同，哪些意思只在一篇里有？",
)
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "chart": (
        "{item}的要点是{said}。图中哪几个数最能支持这个判断？还有没有别的解释？",
        "看{item}的图：{said}，这同您平时的印象一致吗？不一致的地方怎样解释？",
    ),
    "table": (
        "{item}的要点是{said}。表中哪几个数最能支持这个判断？还想知道哪些数？",
        "看{item}的表：{said}，放到我们这里，相应的数会是多少？",
    ),
    "passage": (
        "{item}引了一段原文，要点是{said}。原文里哪一句最能说明它？您还读出了什么？",
        "读{item}的引文：对{said}，您赞成还是有所保留？请说理由。",
    ),
}
_UNTOLD = (
    "看{item}：请用一句话写下您的要点。这句话的依据是其中哪几个数？",
    "看{item}：哪一个数最出乎您的意料？可能的原因是什么？",
)
_SHOWN_ASKS = "{item}提出一个问题：“{about}？”请根据所列的内容回答，并说出依据。"


def titled(title: str) -> str:
    """A title in the marks of titles."""
    inner = " ".join(title.split()).translate(str.maketrans("《》", "〈〉"))
    return f"《{inner}》"


def question(topic: Topic, title: str, turn: int) -> str:
    """Puts a topic of an article into words.

    Args:
        topic: What is asked about.
        title: Of the article.
        turn: How many questions of this kind came before; they are not all worded alike.
    """
    forms = _forms(topic)
    name = titled(title)
    about = topic.about
    short = about and len(about) <= _LONGEST_ABOUT
    lead = f"围绕“{about}”，{name}" if short else name
    said = "".join(f"“{one}”" for one in topic.quotes) + ("等" if topic.more else "")
    return forms[turn % len(forms)].format(title=name, lead=lead, about=about, said=said)


def turn_of(topic: Topic) -> tuple[Kind, Role | None, bool]:
    """Questions that are worded in turn have this in common."""
    return topic.kind, topic.role, bool(topic.quotes)


def together(one: tuple[str, str], other: tuple[str, str], turn: int) -> str:
    """A question about what two articles say of the same.

    Args:
        one: Title and claim of the first, as it stands there.
        other: Title and claim of the second.
        turn: As for `question`.

    Returns:
        The question; empty if a claim cannot be quoted, or they do not both name what they share.
    """
    said, also = quotable(one[1]), quotable(other[1])
    shared = sorted(aspects_of_word(fold_text(said)) & aspects_of_word(fold_text(also)))
    if said == also or not shared:
        return ""
    return _TOGETHER[turn % len(_TOGETHER)].format(
        about="、".join(shared[:2]),
        one=titled(one[0]),
        other=titled(other[0]),
        said=f"“{said}”",
        also=f"“{also}”",
    )


def about_shown(kind: str, item: str, takeaway: str, turn: int) -> str:
    """A question about what a presenter says that a chart, a table or a passage shows.

    Args:
        kind: "chart", "table" or "passage".
        item: What the thing is called.
        takeaway: What the presenter says.
        turn: As for `question`.

    Returns:
        The question; empty if the sentence cannot be quoted.
    """
    said = quotable(takeaway)
    if not said:
        return ""
    if asks(takeaway):
        return _SHOWN_ASKS.format(item=item, about=said)
    forms = _SHOWN[kind]
    return forms[turn % len(forms)].format(item=item, said=f"“{said}”")


def about_untold(item: str, turn: int) -> str:
    """A question about a chart or a table of which its presenter says nothing."""
    return _UNTOLD[turn % len(_UNTOLD)].format(item=item)


def _forms(topic: Topic) -> tuple[str, ...]:
    if topic.kind == "asked":
        return _ASKED if topic.quotes else _OPEN
    if topic.kind == "sides":
        return _SIDES
    if topic.kind == "one":
        return _ONE[topic.role]
    return _SEVERAL.get(topic.role) or _SEVERAL[None]
