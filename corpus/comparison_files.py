"""A comparison as files to hand out: a document and a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from corpus.comparing import ArticleComparison, WordUse
from corpus.comparison_summary import NAMES, summary
from corpus.library_document import FONT, HEAD_FONT, use_font
from corpus.tables import Table, office_text, workbook_bytes
from corpus.word_tables import add_table
from nlp.roles import ROLE_NAMES

RUN_NAMES = {"reuse": "相同", "quotation": "引语", "formulation": "通用提法"}
_RUN_HEADS = ("一篇", "另一篇", "类别", "文字")
_LONGEST = 300


def as_xlsx(found: ArticleComparison) -> bytes:
    """A comparison as a workbook: points, keywords, formulations, figures, likeness."""
    names = NAMES[: len(found.articles)]
    return workbook_bytes(
        [
            Table("说明", ("项目", "内容"), list(_about(found))),
            Table(
                "要点", ("要点", "类别", "文章", "作用", "论点", "原文", "共有的词"), _points(found)
            ),
            Table("关键词", ("关键词", *names), _uses(found.shared)),
            Table("提法", ("提法", *names), _uses(found.formulations)),
            Table(
                "数字",
                ("指标", "文章", "从", "数值", "归一后", "单位", "变化", "年份", "地区", "原句"),
                _figures(found),
            ),
            Table("相同的文字", _RUN_HEADS, _runs(found)),
            Table(
                "相似度",
                ("文章", *names),
                [
                    (name, *(round(value, 4) for value in row))
                    for name, row in zip(names, found.similarity, strict=True)
                ],
            ),
        ]
    )


def _about(found: ArticleComparison) -> Iterator[tuple[str, str]]:
    for name, article in zip(NAMES, found.articles, strict=False):
        content = article.content
        facts = (content.title, "、".join(content.authors), content.source or "")
        when = content.published.isoformat() if content.published else ""
        yield name, "　".join(filter(None, (*facts, when, f"文章编号 {article.id}")))
    yield "概要", summary(found)
    yield "文库版本", f"第 {found.revision:,} 版"


def _points(found: ArticleComparison) -> Iterator[tuple[object, ...]]:
    for number, point in enumerate(found.alignment.shared, 1):
        kind = "说法相同" if point.in_same_words else "说法不同"
        for article, place in point.members:
            yield (number, kind, *_row(found, article, place), "、".join(point.words))
    for article, alone in enumerate(found.alignment.alone):
        for place in alone:
            yield (None, "只在一篇", *_row(found, article, place), "")


def _row(found: ArticleComparison, article: int, place: int) -> tuple[str, str, str, str]:
    anatomy = found.anatomies[article]
    statement = anatomy.statements[place]
    role = anatomy.roles[statement.piece[0]]
    return NAMES[article], ROLE_NAMES[role] if role else "", statement.claim, statement.text


def _figures(found: ArticleComparison) -> Iterator[tuple[object, ...]]:
    for same in found.figures:
        for article, figure in same.figures:
            sentence = slice(*figure.sentence_span)
            yield (
                figure.indicator,
                NAMES[article],
                figure.start and figure.start.text,
                figure.value.text,
                figure.value.value,
                figure.value.unit,
                figure.change and figure.change.text,
                figure.year,
                figure.place,
                found.anatomies[article].paragraphs[figure.paragraph][sentence],
            )


def _runs(found: ArticleComparison) -> Iterator[tuple[object, ...]]:
    for pair in found.reuse:
        text = found.articles[pair.one].content.text
        for run in pair.runs:
            names = NAMES[pair.one], NAMES[pair.other]
            yield (*names, RUN_NAMES[run.kind], text[slice(*run.a)])


def _uses(uses: Sequence[WordUse]) -> list[tuple[object, ...]]:
    return [(use.term, *use.counts) for use in uses]


def as_docx(found: ArticleComparison) -> bytes:
    """A comparison as a document for reading on paper.

    Fonts are named for Chinese text too, so that no reader puts boxes in their place.
    """
    from docx import Document
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(1.8))
    for name, font in (("Normal", FONT), ("Heading 1", HEAD_FONT), ("Heading 2", HEAD_FONT)):
        use_font(document.styles[name], font)
    document.styles["Normal"].font.size = Pt(10.5)
    document.core_properties.author = "思学"
    document.core_properties.title = "文章对比"
    document.add_heading("文章对比", 1)
    for name, said in _about(found):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}　").bold = True
        paragraph.add_run(office_text(said))
    names = [f"{n}《{a.content.title}》" for n, a in zip(NAMES, found.articles, strict=False)]
    shared = list(enumerate(found.alignment.shared, 1))
    for title, same in (("意思相同，说法不同", False), ("意思相同，说法也相同", True)):
        points = [(n, point) for n, point in shared if point.in_same_words == same]
        document.add_heading(f"{title}（{len(points)} 个）", 2)
        rows = [
            [f"{n}\n{'、'.join(point.aspects)}", *_cells(found, point.members)]
            for n, point in points
        ]
        add_table(document, ["要点", *names], rows)
    alone = [
        [_said(found, article, place) for place in its]
        for article, its in enumerate(found.alignment.alone)
    ]
    document.add_heading(f"只在一篇里的要点（{sum(map(len, alone))} 个）", 2)
    add_table(document, names, [list(row) for row in zip_longest(*alone, fillvalue="")])
    for title, uses in (("共有的关键词", found.shared), ("提法", found.formulations)):
        document.add_heading(f"{title}（出现次数）", 2)
        rows = [[use.term, *map(str, use.counts)] for use in uses]
        add_table(document, [title, *NAMES[: len(found.articles)]], rows)
    document.add_heading("数字", 2)
    heads = ("指标", "文章", "从", "数值", "变化", "年份", "地区")
    cells = [[str(row[at] or "") for at in (0, 1, 2, 3, 6, 7, 8)] for row in _figures(found)]
    add_table(document, heads, cells)
    document.add_heading("相同的文字", 2)
    add_table(document, _RUN_HEADS, [list(map(str, row)) for row in _runs(found)])
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _cells(found: ArticleComparison, members: Sequence[tuple[int, int]]) -> list[str]:
    cells: list[list[str]] = [[] for _ in found.articles]
    for article, place in members:
        cells[article].append(_said(found, article, place))
    return ["\n".join(cell) or "——" for cell in cells]


def _said(found: ArticleComparison, article: int, place: int) -> str:
    """A statement with what it does and where it stands."""
    _, role, _, text = _row(found, article, place)
    paragraph = found.anatomies[article].statements[place].piece[0] + 1
    where = f"{role}，第 {paragraph} 段" if role else f"第 {paragraph} 段"
    return f"（{where}）{text if len(text) <= _LONGEST else text[:_LONGEST] + '……'}"
