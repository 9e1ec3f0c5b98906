"""A board as one document for a room: it is what 放映 shows and what is taken away as a file.

Everything is in it, the chart engine too, so that it opens without a network.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any

from corpus.board import Board, BoardItem
from corpus.exhibit import Exhibit, Quoted
from corpus.records import write_whole
from pages.parts import room
from pages.parts.literal import as_html

STATIC = Path(__file__).resolve().parent.parent / "static"
MOST_ROWS = 12
"""Rows of a table that can be read from the back of a room."""
FOLLOW = {
    "words": "/concordance?q={}",
    "keywords": "/concordance?q={}",
    "contrast": "/concordance?q={}",
    "collocates": "/concordance?q={}",
    "cloud": "/concordance?q={}",
    "shared": "/concordance?q={}",
    "life": "/concordance?q={}",
    "companions": "/formulations?phrase={}",
}
"""Where a click on a mark leads, by the name of the chart; elsewhere to the page it came from."""
HARMLESS = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def engine(home: Path | None = None) -> str:
    """The chart engine as a script; it is put together once and then kept in the data folder.

    Args:
        home: The data folder; nothing is kept if None.
    """
    import vl_convert

    kept = home and home / "stage" / f"vega-{vl_convert.__version__}.js"
    if kept and kept.is_file():
        return kept.read_text("utf-8")
    script: str = vl_convert.javascript_bundle()
    if kept:
        # Where nothing can be written it is put together each time, which takes some seconds.
        with suppress(OSError):
            kept.parent.mkdir(parents=True, exist_ok=True)
            write_whole(kept, [script.encode()])
    return script


def document(
    board: Board, exhibits: Mapping[str, Exhibit], script: str, *, served: bool = False
) -> str:
    """The whole document.

    Args:
        board: What to show, in which order.
        exhibits: What stands on it, by id; what is missing is said to be.
        script: The chart engine: the script itself, or its address if it is served.
        served: True if the app is there to follow links into.
    """
    shown = [(item, exhibits.get(item.exhibit)) for item in board.items]
    slides = "".join(_slide(number, item, one) for number, (item, one) in enumerate(shown, 1))
    charts = {
        str(number): _chart(one, served=served)
        for number, (_, one) in enumerate(shown, 1)
        if one is not None and one.plot is not None
    }
    style, moves = ((STATIC / name).read_text("utf-8") for name in ("stage.css", "stage.js"))
    inside = script.replace("</script", "<\\/script")
    engine_tag = (
        f'<script src="{escape(script)}" defer></script>'
        if served
        else f"<script>{inside}</script>"
    )
    revisions = sorted({one.card.revision for _, one in shown if one is not None})
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(board.name)} · 思学</title><style>{style}</style></head><body>"
        f"<main>{_cover(board, revisions)}{slides}</main>{_controls(len(shown) + 1)}"
        f'<script type="application/json" id="charts">{_data(charts)}</script>'
        f"{engine_tag}<script>{moves}</script></body></html>"
    )


def _cover(board: Board, revisions: list[int]) -> str:
    note = "".join(f"<p>{as_html(line)}</p>" for line in board.note.splitlines() if line.strip())
    state = "定格" if board.frozen else "随文库更新"
    at = "、".join(f"{number:,}" for number in revisions[-3:])
    made = f"{len(board.items)} 项 · {state}" + (f" · 文库第 {at} 版" if at else "")
    return (
        '<section class="slide cover" aria-label="封面">'
        f'<h1>{as_html(board.name)}</h1><div class="about">{note}</div>'
        f'<p class="source">{made}</p></section>'
    )


def _slide(number: int, item: BoardItem, exhibit: Exhibit | None) -> str:
    takeaway = f'<p class="takeaway">{as_html(item.takeaway)}</p>' if item.takeaway else ""
    notes = "".join(f"<p>{as_html(line)}</p>" for line in item.notes.splitlines())
    aside = f'<aside class="notes" hidden>{notes}</aside>' if notes else ""
    source = as_html(str(exhibit.card)) if exhibit else ""
    return (
        f'<section class="slide" hidden data-number="{number}"'
        f' aria-label="第 {number} 项：{escape(item.title)}">'
        f"<h2>{as_html(item.title)}</h2>{takeaway}"
        f'<div class="content">{_content(item, exhibit)}</div>'
        f'<p class="left-out" hidden></p><p class="source">{source}</p>{aside}</section>'
    )


def _content(item: BoardItem, exhibit: Exhibit | None) -> str:
    if exhibit is None:
        return '<p class="lost">这一项的内容不见了，请用备份恢复。</p>'
    if exhibit.passage is not None:
        return _passage(exhibit.passage)
    if exhibit.plot is None:
        return _table(exhibit)
    says = f"{item.takeaway} {exhibit.says}".strip()
    chart = f'<div class="chart" role="img" aria-label="{escape(says)}"></div>'
    return chart + (_race() if exhibit.plot.kind == "race" else "")


def _race() -> str:
    """What runs the years of a race."""
    return (
        '<div class="race"><button type="button" data-race="play" title="播放（P）">播放</button>'
        '<input type="range" min="0" max="0" step="1" value="0" aria-label="截至哪一年">'
        "<output></output></div>"
    )


def _passage(passage: Quoted) -> str:
    by = f"——《{as_html(passage.title)}》 {as_html(passage.byline)}"
    long = " long" if len(passage.text) > 160 else ""
    text = as_html(passage.text, list(passage.marks))
    return f'<blockquote class="passage{long}"><p>{text}</p><footer>{by}</footer></blockquote>'


def _table(exhibit: Exhibit) -> str:
    heads = "".join(f'<th scope="col">{as_html(head)}</th>' for head in exhibit.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{as_html(_cell(value))}</td>" for value in row) + "</tr>"
        for row in exhibit.rows[:MOST_ROWS]
    )
    left = len(exhibit.rows) - MOST_ROWS
    more = f"<caption>另有 {left:,} 行没有放映</caption>" if left > 0 else ""
    return f"<table>{more}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(value: object) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def _chart(exhibit: Exhibit, *, served: bool) -> dict[str, Any]:
    """The chart as it is drawn, and where its marks lead."""
    assert exhibit.plot is not None
    drawn = room.drawings(exhibit.plot)
    if served:
        drawn["follow"] = FOLLOW.get(exhibit.name, exhibit.address)
    return drawn


def _controls(count: int) -> str:
    buttons = (
        ("back", "上一项（←）", "‹"),
        ("next", "下一项（→ 或空格）", "›"),
        ("notes", "讲稿（N）", "讲稿"),
        ("ground", "深浅（D）", "深浅"),
        ("full", "全屏（F）", "全屏"),
    )
    drawn = "".join(
        f'<button type="button" data-do="{do}" aria-label="{name}" title="{name}">{sign}</button>'
        for do, name, sign in buttons
    )
    return (
        f'<nav aria-label="放映"><div class="progress" role="progressbar" aria-label="进度"'
        f' aria-valuemin="1" aria-valuemax="{count}" aria-valuenow="1"><i></i></div>'
        f'{drawn}<output class="place" aria-live="polite">1 / {count}</output></nav>'
    )


def _data(value: object) -> str:
    """JSON that can stand in a script element whatever is in it."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, harmless in HARMLESS.items():
        written = written.replace(sign, harmless)
    return written
