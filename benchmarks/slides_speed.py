"""How long the files of a board take: twelve charts of every kind, with many marks.

`python -m benchmarks.slides_speed` makes its slides and the prints of its charts, each in a process
of its own: once with all that has to be loaded, once more with it there. The peer makes what
scripts make of such a board: the same charts drawn by matplotlib at 300 dots an inch, put into
python-pptx as pictures, which nobody can change or read numbers from.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from corpus.board import Board, BoardItem
from corpus.exhibit import Card, Exhibit
from corpus.plot import (
    Bar,
    Cell,
    Circle,
    Dot,
    Join,
    Link,
    Node,
    Part,
    Plot,
    Word,
    YearPart,
)

COLOURS = ("#2850b0", "#a02828", "#3c8c5a", "#d0b810", "#7a4fa0", "#c06a20")
HEADS = ("乡村", "产业", "数字", "文化", "山海", "基层", "生态", "城乡", "公共", "集体")
TAILS = ("振兴", "治理", "改革", "服务", "协作", "融合", "经济", "发展", "增收", "共富")
WORDS = tuple(head + tail for head, tail in product(HEADS, TAILS))
YEARS = range(2000, 2026)
MANY, SOME, FEW = 60, 20, 6


def _colour(number: int) -> str:
    return COLOURS[number % len(COLOURS)]


def _bars(count: int) -> list[Bar]:
    return [Bar(w, count / 2 - n, _colour(n)) for n, w in enumerate(WORDS[:count])]


def _years() -> list[YearPart]:
    return [
        YearPart(year, word, (year * 7 + n * 3) % 11 + 1, _colour(n))
        for year in YEARS
        for n, word in enumerate(WORDS[:FEW])
    ]


def _network() -> Plot:
    nodes = [Node(word, MANY - n, _colour(n)) for n, word in enumerate(WORDS[:SOME])]
    links = [Link(WORDS[0], word, SOME - n) for n, word in enumerate(WORDS[1:SOME])]
    return Plot.of("network", nodes, links)


def _dendrogram() -> Plot:
    joins = [Join(n - 1 + (n > 1) * 0.5, n, 0, 0, n / SOME) for n in range(1, SOME)]
    return Plot.of(
        "dendrogram", [Node(word, 1, _colour(n)) for n, word in enumerate(WORDS[:SOME])], joins
    )


def plots() -> list[Plot]:
    """A chart of every kind."""
    few, some = WORDS[:FEW], WORDS[:SOME]
    return [
        Plot.of("bars", [bar._replace(value=bar.value + MANY) for bar in _bars(MANY)], unit="次"),
        Plot.of("labelled_bars", [bar._replace(value=0.5) for bar in _bars(SOME)], share=True),
        Plot.of("diverging", _bars(MANY), unit="对数似然", sides=["甲", "乙"]),
        Plot.of("over_years", _years(), unit="篇"),
        Plot.of("curves", _years(), unit="次/万字", series="提法"),
        Plot.of(
            "shares",
            [Part(row, w, 1 / FEW, _colour(n)) for row in some for n, w in enumerate(few)],
        ),
        Plot.of("heat", [Cell(w, str(y), y % 9, str(y % 9), "") for w in some for y in YEARS]),
        Plot.of(
            "dots",
            [Dot(w, side, n % 7 + 1, "") for n, w in enumerate(WORDS[:MANY]) for side in few[:4]],
            colours={side: _colour(n) for n, side in enumerate(few[:4])},
        ),
        _network(),
        Plot.of(
            "circles",
            [Circle(w, n % 7 - 3, n % 5 - 2, n + 1, _colour(n), w) for n, w in enumerate(some)],
        ),
        _dendrogram(),
        Plot.of("cloud", [Word(w, 100.0 - n, _colour(n)) for n, w in enumerate(WORDS)], seed=0),
    ]


def board() -> tuple[Board, dict[str, Exhibit]]:
    """The board and what stands on it."""
    card, exhibits, items = Card(2_000, 1_207, seed=1), {}, []
    for n, plot in enumerate(plots(), 1):
        rows = tuple((word, n * place) for place, word in enumerate(WORDS))
        says, address = "第一是乡村振兴。", "/themes?topics=6"
        exhibits[str(n)] = Exhibit(
            "chart", plot.kind, plot.kind, says, address, card, ("词", "次"), rows, plot
        )
        items.append(BoardItem(n, str(n), f"第 {n} 张图", "集体经济和公共服务是主线"))
    when = datetime(2026, 11, 26, 8, tzinfo=UTC)
    return Board(1, "共富专题", "周五讲", tuple(items), True, 1, "林晓", when), exhibits


def our_slides() -> bytes:
    """The slides as the page makes them."""
    from pages.parts.board_files import as_slides

    return as_slides(*board(), lambda _done, _total: None)


def our_prints() -> bytes:
    """The prints as the page makes them: PNG and SVG of each chart."""
    from pages.parts import board_pictures

    return board_pictures.for_print(*board(), lambda _done, _total: None)


def peer_slides() -> bytes:
    """The same charts as pictures of matplotlib on slides of python-pptx."""
    from pptx import Presentation
    from pptx.util import Inches

    file = Presentation()
    for plot in plots():
        slide = file.slides.add_slide(file.slide_layouts[5])
        slide.shapes.title.text = plot.kind
        slide.shapes.add_picture(_drawn(plot), Inches(0), Inches(1.5), width=Inches(10))
    data = io.BytesIO()
    file.save(data)
    return data.getvalue()


def _drawn(plot: Plot) -> io.BytesIO:
    from matplotlib import font_manager, rcParams
    from matplotlib.figure import Figure

    from pages.parts.fonts import font_for

    font = font_for("共富")
    font_manager.fontManager.addfont(str(font.path))
    rcParams["font.family"] = font_manager.FontProperties(fname=str(font.path)).get_name()
    figure = Figure(figsize=(10, 4), dpi=300)
    _mark(figure.add_subplot(), plot, font.path)
    data = io.BytesIO()
    figure.savefig(data, format="png")
    data.seek(0)
    return data


def _mark(axes: Any, plot: Plot, font: Path) -> None:
    rows = plot.rows
    if plot.kind == "cloud":
        from wordcloud import WordCloud

        cloud = WordCloud(font_path=str(font), width=3000, height=1200, background_color="white")
        axes.imshow(cloud.generate_from_frequencies({w["text"]: w["weight"] for w in rows}))
    elif plot.kind in {"over_years", "curves"}:
        for name in dict.fromkeys(row["series"] for row in rows):
            own = [row for row in rows if row["series"] == name]
            draw = axes.bar if plot.kind == "over_years" else axes.plot
            draw([row["year"] for row in own], [row["value"] for row in own], label=name)
        axes.legend()
    elif plot.kind in {"circles", "network", "dendrogram"}:
        for n, row in enumerate(rows):
            x, y = row.get("x", n % 5), row.get("y", n // 5)
            axes.scatter([x], [y], s=row["size"] * 20, color=row["colour"])
            axes.annotate(row["label"], (x, y))
    elif plot.kind == "heat":
        names = list(dict.fromkeys(row["row"] for row in rows))
        axes.imshow([[c["value"] for c in rows if c["row"] == name] for name in names])
        axes.set_yticks(range(len(names)), names)
    else:
        names = [row.get("label") or row["row"] for row in rows]
        axes.barh(names, [row["value"] for row in rows])


MADE: dict[str, Callable[[], bytes]] = {
    "slides, charts to be changed": our_slides,
    "slides, pictures of matplotlib": peer_slides,
    "prints, PNG and SVG": our_prints,
}


def twice(name: str) -> tuple[float, float, int]:
    """Seconds of the first time in this process and of the second, and bytes of the file."""
    seconds, data = [], b""
    for _ in range(2):
        start = time.perf_counter()
        data = MADE[name]()
        seconds.append(time.perf_counter() - start)
    return seconds[0], seconds[1], len(data)


def main() -> None:
    """Makes each kind of file and prints the figures."""
    found = {}
    for name in MADE:
        with get_context("spawn").Pool(1) as fresh:
            found[name] = first, again, size = fresh.apply(twice, (name,))
        print(f"{name:<34}{first:.2f} s, again {again:.2f} s, {size / 1e6:.2f} MB", flush=True)
    ours, peer, _ = found.values()
    ratios = [theirs / own for own, theirs in zip(ours, peer, strict=True)]
    print(
        f"matplotlib's slides take {ratios[0]:.1f} × the time, again {ratios[1]:.1f} ×, "
        f"and are {ratios[2]:.1f} × as large"
    )


if __name__ == "__main__":
    main()
