"""What an editor has corrected on one document, as a value: kept as JSON, merged with another's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from corpus.article import Paragraph
from corpus.errors import SixueError
from corpus.rows import storable
from corpus.spans import Role, Span

FIELD_NAMES = {
    "title": "标题",
    "kicker": "引题",
    "subtitle": "副题",
    "authors": "作者",
    "affiliation": "作者身份",
    "source": "来源",
    "column": "栏目",
    "published": "日期",
    "paragraphs": "正文",
    "tags": "标签",
    "marks": "待核对的标记",
}
"""The fields of a draft, as people call them."""
_ROLES = frozenset(get_args(Role))
_ABSENT = object()


class BothChanged(SixueError):
    """Two people changed the same thing in different ways.

    Attributes:
        what: The thing, in Chinese.
        theirs: What it is now, for people.
        mine: What the caller wanted it to be, for people.
    """

    def __init__(self, what: str, theirs: Any, mine: Any) -> None:
        self.what, self.theirs, self.mine = what, said(theirs), said(mine)
        super().__init__(
            f"“{what}”刚刚被别人改过：现在是“{self.theirs}”，您改成的是“{self.mine}”，没有保存。",
            "请看过现在的内容，再决定要不要改。",
        )


@dataclass(frozen=True, slots=True)
class Corrections:
    """The state of a corrected document.

    Attributes:
        spans: What each stretch of its text is.
        edits: Fields changed by hand, by where the article begins in the text.
        dropped: Where the articles begin that shall not be kept.
    """

    spans: tuple[Span, ...]
    edits: Mapping[int, Mapping[str, Any]]
    dropped: frozenset[int]

    def to_json(self) -> dict[str, Any]:
        """The same as JSON can hold it."""
        return {
            "spans": [[s.start, s.end, s.role, s.article, s.block] for s in self.spans],
            "edits": {
                str(start): {name: _plain(value) for name, value in fields.items()}
                for start, fields in self.edits.items()
            },
            "dropped": sorted(self.dropped),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Corrections:
        """What `to_json` gave."""
        return cls(
            tuple(Span(*span) for span in kept["spans"]),
            {
                int(start): {name: _value(name, value) for name, value in fields.items()}
                for start, fields in kept["edits"].items()
            },
            frozenset(kept["dropped"]),
        )


def merged(
    base: Corrections, theirs: Corrections, mine: Corrections, titles: Mapping[int, str]
) -> Corrections:
    """What two people made of the same state, put together.

    Args:
        base: The state that both began with.
        theirs: What is kept by now.
        mine: What is to be kept.
        titles: What articles are called, by where they begin; for the message.

    Raises:
        BothChanged: They moved boundaries in different ways, or changed the same field.
    """
    spans = theirs.spans
    if mine.spans not in (base.spans, theirs.spans):
        if theirs.spans != base.spans:
            raise BothChanged("切分", _count(theirs), _count(mine))
        spans = mine.spans
    edits: dict[int, dict[str, Any]] = {}
    for start in {**theirs.edits, **mine.edits}:
        states = [state.edits.get(start, {}) for state in (base, theirs, mine)]
        about = titles.get(start, "文章")
        if fields := _fields(*states, about=about):
            edits[start] = fields
    changed = mine.dropped ^ base.dropped
    dropped = (theirs.dropped - changed) | (mine.dropped & changed)
    return Corrections(spans, edits, dropped)


def tile(text: str, spans: Iterable[Span]) -> bool:
    """True if every visible character of a text is in exactly one of the spans."""
    end = 0
    for span in spans:
        if not end <= span.start < span.end <= len(text) or span.role not in _ROLES:
            return False
        if text[end : span.start].strip():
            return False
        end = span.end
    return not text[end:].strip()


def clean(value: Any) -> Any:
    """A field's value as every database holds it."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Paragraph):
        return Paragraph(storable(value.text), value.kind)
    return tuple(clean(one) for one in value) if isinstance(value, tuple) else value


def said(value: Any) -> str:
    """A field's value for people."""
    if isinstance(value, tuple | list):
        return "、".join(said(one) for one in value) or "（空）"
    if isinstance(value, Paragraph):
        return value.text
    return str(value) if value not in (None, "") else "（空）"


def _fields(
    base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any], *, about: str
) -> dict[str, Any]:
    """The fields of one article; what neither has changed stays away."""
    found: dict[str, Any] = {}
    for name in {**base, **theirs, **mine}:
        old, there, here = (state.get(name, _ABSENT) for state in (base, theirs, mine))
        if here not in (old, there) and there != old and name != "marks":
            values = ("（原样）" if value is _ABSENT else value for value in (there, here))
            raise BothChanged(f"《{about}》的{FIELD_NAMES[name]}", *values)
        value = there if here == old else here
        if value is not _ABSENT:
            found[name] = value
    return found


def _count(state: Corrections) -> str:
    return f"{len({s.article for s in state.spans if s.article is not None})} 篇"


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Paragraph):
        return {"text": value.text, "kind": value.kind}
    return value.isoformat() if isinstance(value, date) else value


def _value(name: str, value: Any) -> Any:
    if name == "published" and value:
        return date.fromisoformat(value)
    if name == "paragraphs":
        return tuple(Paragraph(**one) for one in value)
    return tuple(value) if isinstance(value, list) else value
