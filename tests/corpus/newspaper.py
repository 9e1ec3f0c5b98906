"""Newspaper pages of our own, set in the ways in which pages reach us."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from corpus.document import Metadata, RawDocument
from corpus.splitting import Split, split

TEA = (
    "青禾乡的山坡上，两千亩撂荒地重新种上了茶。三年下来，村民人均收入从一万二千元增加到一万九千元，"
    "通村的路也修到了家门口。"
)
MARKET = (
    "但也要看到，茶叶的销路主要靠外地客商上门收购，价格说了不算。下一步要把合作社办实，把品牌打响，"
    "让种茶的人心里有底。"
)
YOUTH = (
    "归根到底，产业兴旺不是一句口号。要让年轻人愿意回来、留得下来，靠的是一件一件具体的事情，靠的是"
    "说到做到的规矩。"
)
SCHOOL = (
    "柏坑教学点只有七名学生，却有三位老师轮流上山。课表贴在门上，哪一天来音乐老师，哪一天来美术老师，"
    "孩子们记得比谁都清楚。"
)
WATER = (
    "北岭的水渠修于六十年前，去年冬天清淤时挖出了当年的石碑。碑上刻着出工的名字，也刻着分水的规矩，"
    "一字一句都还用得上。"
)


@dataclass(frozen=True)
class Story:
    """What a page has of one article, and what must come out again."""

    title: str
    authors: tuple[str, ...]
    paragraphs: tuple[str, ...]
    affiliation: str | None = None
    source: str | None = None


THREE = (
    Story("茶山里的新账本", ("丁克勤",), (TEA, MARKET), affiliation="县农业农村局副局长"),
    Story("留住山上的七名学生", ("苏文岫", "方雨舟"), (SCHOOL, YOUTH), source="山水学刊"),
    Story("一块石碑里的分水规矩", ("沈知秋",), (WATER, TEA, YOUTH), affiliation="县委党校讲师"),
)


def document(text: str, **fields: object) -> RawDocument:
    """A text file, or whatever the fields make of it."""
    plain = {"name": "page.txt", "format": "txt", "text": text, "sha256": "", "size": len(text)}
    return RawDocument(**{**plain, **fields})  # type: ignore[arg-type]  # fields are the caller's


def cut(text: str, *, metadata: Metadata | None = None, **fields: object) -> Split:
    """The text, split with everything at its default."""
    return split(document(text, metadata=metadata or Metadata(), **fields))


def wrapped(text: str, width: int, indent: str = "") -> str:
    """A paragraph in lines of so many characters each."""
    whole = indent + text
    return "\n".join(whole[at : at + width] for at in range(0, len(whole), width))


def torn(text: str, *places: int) -> str:
    """A paragraph in several blocks, as a column's foot leaves it."""
    marks = (0, *places, len(text))
    return "\n\n".join(text[a:b] for a, b in pairwise(marks))


def closing(story: Story) -> list[str]:
    """The lines that stand below an article."""
    lines = [f"（作者系{story.affiliation}）"] if story.affiliation else []
    return lines + ([f"（载《{story.source}》）"] if story.source else [])


def blocks_page(stories: tuple[Story, ...], mark: str = "") -> str:
    """A page of blocks with empty lines between."""
    blocks: list[str] = []
    for story in stories:
        blocks += [story.title, mark + " ".join(story.authors), *story.paragraphs, *closing(story)]
    return "\n\n".join(blocks)


def narrow_page(stories: tuple[Story, ...], width: int, indent: str = "") -> str:
    """A page of lines of one width, without any empty line."""
    lines: list[str] = []
    for story in stories:
        lines += [story.title, " ".join(story.authors)]
        lines += [wrapped(paragraph, width, indent) for paragraph in story.paragraphs]
        lines += closing(story)
    return "\n".join(lines)


def stories_of(split_page: Split) -> tuple[Story, ...]:
    """What came out, in the form of what went in."""
    return tuple(
        Story(
            draft.title,
            draft.authors,
            tuple(paragraph.text for paragraph in draft.paragraphs),
            draft.affiliation,
            draft.source,
        )
        for draft in split_page.drafts
    )
