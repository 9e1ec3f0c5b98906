"""Articles, reports and results as plain records (for JSON) and as lines (for the terminal)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.duplicates import AlikePair
from corpus.importing import ImportReport
from corpus.integrity import Problem
from corpus.search import SearchResult
from corpus.themes import ThemesFound
from nlp.keywords import Keyword
from nlp.phrases import Phrase

ARTICLES_SHOWN = 200
"""Themes are listed article by article only up to this many."""


def article(kept: Article) -> dict[str, Any]:
    """The record of one article; JSON exports are made of these."""
    draft = kept.content
    return {
        "id": kept.id,
        "title": draft.title,
        "kicker": draft.kicker,
        "subtitle": draft.subtitle,
        "authors": list(draft.authors),
        "affiliation": draft.affiliation,
        "source": draft.source,
        "column": draft.column,
        "date": draft.published.isoformat() if draft.published else None,
        "headings": list(draft.headings),
        "paragraphs": [p.text for p in draft.paragraphs],
        "tags": list(draft.tags),
        "marks": list(draft.marks),
    }


def article_lines(kept: Article) -> Iterator[str]:
    """The article as a reader would print it."""
    draft = kept.content
    if draft.kicker:
        yield draft.kicker
    yield draft.title + "".join(f"（{mark}）" for mark in draft.marks)
    if draft.subtitle:
        yield f"——{draft.subtitle}"
    date = draft.published.isoformat() if draft.published else ""
    source = f"《{draft.source}》" if draft.source else ""
    byline = [" ".join(draft.authors), draft.affiliation or "", source, draft.column or "", date]
    if any(byline):
        yield "　".join(part for part in byline if part)
    yield ""
    yield from (p.text for p in draft.paragraphs)


def phrase(found: Phrase) -> dict[str, Any]:
    """A phrase with its evidence."""
    return {
        "form": found.form,
        "count": found.count,
        "documents": found.documents,
        "cohesion": round(found.cohesion, 4),
        "left_entropy": round(found.left_entropy, 4),
        "right_entropy": round(found.right_entropy, 4),
        "quoted": found.quoted,
        "origin": found.origin,
        "score": round(found.score, 4),
    }


def alike_pair(found: AlikePair, titles: Mapping[int, str]) -> dict[str, Any]:
    """Two articles that share much, with their titles, for JSON."""
    ends = ((found.one, found.share_of_one), (found.other, found.share_of_other))
    return {
        "containment": round(found.containment, 4),
        "articles": [
            {"id": i, "title": titles.get(i, ""), "share": round(share, 4)} for i, share in ends
        ],
    }


def alike_pair_line(found: AlikePair, titles: Mapping[int, str]) -> str:
    """Two articles that share much, for reading."""
    one, other = (f"[{i}] {titles.get(i, '')}" for i in (found.one, found.other))
    return (
        f"{found.containment:.0%}　{one}（{found.share_of_one:.0%}）"
        f"　{other}（{found.share_of_other:.0%}）"
    )


def keywords(found: Sequence[Keyword]) -> list[dict[str, Any]]:
    """Keywords, strongest first, with the parts of their scores."""
    return [
        {"term": k.term, "score": round(k.score, 6), "count": k.count, "parts": dict(k.parts)}
        for k in found
    ]


def marked(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """The text with the marked spans in 【】, for terminals without colour."""
    pieces, at = [], 0
    for start, end in marks:
        pieces += [text[at:start], "【", text[start:end], "】"]
        at = end
    return "".join([*pieces, text[at:]])


def search_result(result: SearchResult) -> dict[str, Any]:
    """A page of hits with its facets."""
    return {
        "total": result.total,
        "notices": list(result.notices),
        "revision": result.revision,
        "hits": [
            {
                "id": hit.article_id,
                "score": hit.score,
                "title": hit.title,
                "authors": list(hit.authors),
                "source": hit.source,
                "date": hit.published.isoformat() if hit.published else None,
                "snippets": [{"text": s.text, "marks": list(s.marks)} for s in hit.snippets],
                "matches": [asdict(match) for match in hit.matches],
                "missing": list(hit.missing),
            }
            for hit in result.hits
        ],
        "facets": {
            name: [{"value": c.value, "count": c.count} for c in counts]
            for name, counts in result.facets.items()
        },
    }


def import_report(report: ImportReport) -> list[dict[str, Any]]:
    """One record a file: what was kept, what was there already, what was refused and why."""
    return [
        {
            "name": file.name,
            "kept": list(file.kept),
            "duplicates": [{"title": d.title, "of": d.of, "row": d.row} for d in file.duplicates],
            "warnings": list(file.warnings),
            "refusals": [
                {"name": r.name, "reason": r.reason, "problem": r.problem, "remedy": r.remedy}
                for r in file.refusals
            ],
        }
        for file in report.files
    ]


def import_report_lines(report: ImportReport) -> Iterator[str]:
    """The report as lines, ending with the totals."""
    for file in report.files:
        parts = [f"入库 {len(file.kept)} 篇"] if file.kept else []
        parts += [f"已有 {len(file.duplicates)} 篇"] if file.duplicates else []
        parts += [f"未能读取 {len(file.refusals)} 个"] if file.refusals else []
        yield f"{file.name}：{'，'.join(parts) or '没有文章'}"
        yield from (
            f"    《{d.title}》与文章 {d.of} 相同，没有重复入库" for d in file.duplicates[:20]
        )
        yield from (f"    注意：{warning}" for warning in file.warnings[:20])
        yield from (f"    {r.name}：{r.problem}{r.remedy}" for r in file.refusals)
    kept = sum(len(file.kept) for file in report.files)
    yield f"共 {len(report.files)} 个文件，入库 {kept} 篇。"


def json_pieces(articles: Iterable[Article]) -> Iterator[str]:
    """A JSON list of articles, piece by piece, so that a large library needs little memory."""
    before = "[\n"
    for kept in articles:
        yield before + json.dumps(article(kept), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def json_lines(articles: Iterable[Article]) -> Iterator[str]:
    """Articles as JSON, a line each."""
    for kept in articles:
        yield json.dumps(article(kept), ensure_ascii=False) + "\n"


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Writes a file by way of a neighbour, so that it is there wholly or not at all."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def problem(found: Problem) -> dict[str, Any]:
    """One thing that does not agree."""
    return asdict(found)


def themes(
    found: ThemesFound, articles: Sequence[Article], words: Mapping[int, Sequence[Keyword]]
) -> dict[str, Any]:
    """Topics with words, shares and passages, and the topic mix and keywords of articles."""
    mix = dict(zip(found.article_ids, found.mix.tolist(), strict=True))
    return {
        "revision": found.revision,
        "selected": found.selected,
        "looked_at": len(found.article_ids),
        "topics": [
            {
                "index": topic.index,
                "words": [word for word, _ in topic.words],
                "prevalence": topic.prevalence,
                "passages": [{"id": e.article_id, "text": e.text} for e in examples],
            }
            for topic, examples in zip(found.topics, found.examples, strict=True)
        ],
        "articles": [
            {
                "id": a.id,
                "title": a.content.title,
                "topics": [
                    {"index": i, "share": share} for i, share in enumerate(mix.get(a.id, []))
                ],
                "keywords": [k.term for k in words.get(a.id, ())],
            }
            for a in articles
        ],
    }


def theme_lines(found: ThemesFound, articles: Sequence[Article]) -> Iterator[str]:
    """The topics and the strongest ones of each article as lines."""
    if not found.topics:
        yield "文库里还没有足够的文字可供分析，请先导入文章。"
    for topic in found.topics:
        words = "、".join(word for word, _ in topic.words[:10])
        yield f"主题 {topic.index + 1}　占 {topic.prevalence:.0%}　{words}"
    mix = dict(zip(found.article_ids, found.mix.tolist(), strict=True))
    for a in articles:
        shares = sorted(enumerate(mix.get(a.id, [])), key=lambda s: -s[1])[:3]
        said = "，".join(f"主题 {i + 1} {share:.0%}" for i, share in shares if share > 0)
        yield f"[{a.id}] {a.content.title}：{said}"
