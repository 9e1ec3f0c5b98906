"""A board as a PowerPoint file: a slide an item, charts that can be changed, notes to speak by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from corpus.board import Board, BoardItem
from corpus.board_facts import facts_of
from corpus.exhibit import Exhibit
from corpus.slide_bars import word_bars
from corpus.slide_charts import chart_panels
from corpus.slide_deck import CAPTION, INNER, Deck, Heading, Panel, describe, tell
from corpus.slide_passage import passage_panels
from corpus.slide_pictures import picture_panel
from corpus.slide_tables import heat_grid, numbers_of, table_panels
from corpus.slide_text import (
    GREY,
    SMALLEST,
    Box,
    Said,
    clipped,
    height,
    one_line,
    text_box,
)

Picture = Callable[[Exhibit], bytes]
Progress = Callable[[int, int], None]
_NOTHING = "没有可以列出的数字。"
_GONE = "这一项的内容已经不在文库里。"
_AFTER = 8.0


def slides(
    board: Board,
    exhibits: Mapping[str, Exhibit],
    *,
    progress: Progress | None = None,
    picture: Picture | None = None,
) -> bytes:
    """Writes a board as a PowerPoint file.

    Args:
        board: The board.
        exhibits: What stands on it, by id, as `Boards.exhibits` gives it.
        progress: Told how many items are done, and of how many.
        picture: Draws an exhibit as PNG or JPEG, for what the program has no chart of: networks,
            dendrograms and clouds. Without it their numbers are shown.

    Returns:
        The file: a title slide, the items, and how each was made.
    """
    deck = Deck(board.name, board.actor, board.changed_at)
    shown = [exhibits.get(item.exhibit) for item in board.items]
    _cover(deck, board, [one for one in shown if one])
    for done, (item, exhibit) in enumerate(zip(board.items, shown, strict=True), 1):
        _item(deck, item, exhibit, picture)
        if progress:
            progress(done, len(board.items))
    _methods(deck, list(zip(board.items, shown, strict=True)))
    return deck.data()


def _cover(deck: Deck, board: Board, shown: Sequence[Exhibit]) -> None:
    slide = deck.cover(board.name, facts_of(board, shown), board.note)
    if board.note.strip():
        tell(slide, board.note)


def _item(deck: Deck, item: BoardItem, exhibit: Exhibit | None, picture: Picture | None) -> None:
    heading = Heading.of(item.title, item.takeaway)
    if exhibit is None:
        slide = deck.add(heading)
        text_box(slide, heading.room, "说明", [[Said(_GONE, colour=GREY)]], SMALLEST)
        tell(slide, item.notes)
        return
    source = str(exhibit.card)
    panels = _panels(exhibit, heading.room.below(CAPTION), picture)
    for panel in panels or [Panel(_NOTHING, _nothing)]:
        slide = deck.add(heading, source)
        _show(slide, panel, heading.room, _seen(item, exhibit))
        tell(slide, "\n".join(_spoken(item, exhibit)))


def _show(slide: Any, panel: Panel, room: Box, seen: str) -> None:
    if panel.caption:
        said = clipped(panel.caption, room.width, SMALLEST, 1)
        top = Box(room.x, room.y, room.width, CAPTION)
        text_box(slide, top, "说明", [[Said(said, colour=GREY)]], SMALLEST)
    for shape in panel.draw(slide, room.below(CAPTION)):
        describe(shape, seen)


def _nothing(_slide: Any, _box: Box) -> list[Any]:
    return []


def _panels(exhibit: Exhibit, room: Box, picture: Picture | None) -> list[Panel]:
    if exhibit.passage is not None:
        return passage_panels(exhibit.passage, room)
    plot = exhibit.plot
    if plot is None or not plot.rows:
        return table_panels(numbers_of(exhibit), room)
    if plot.kind == "heat":
        return table_panels(heat_grid(plot), room, plot.unit)
    if plot.kind == "cloud":
        drawn = [picture_panel(picture(exhibit))] if picture else []
        return [*drawn, *word_bars(plot, room)]
    if (charts := chart_panels(plot, room)) is not None:
        return charts
    if picture:
        return [picture_panel(picture(exhibit))]
    return table_panels(numbers_of(exhibit), room)


def _seen(item: BoardItem, exhibit: Exhibit) -> str:
    return "\n".join(filter(None, (item.takeaway, exhibit.says))) or item.title


def _spoken(item: BoardItem, exhibit: Exhibit) -> Iterator[str]:
    if item.notes.strip():
        yield item.notes
        yield ""
    yield f"来源：{exhibit.card}"
    yield f"出处：{exhibit.address}"


def _methods(deck: Deck, shown: Sequence[tuple[BoardItem, Exhibit | None]]) -> None:
    """How each item was made, on as many slides as that takes."""
    heading = Heading.of("方法")
    room, said = heading.room, list(_made(shown))
    while True:
        used, page = 0.0, list[list[Said]]()
        while said:
            text = "".join(run.text for run in said[0])
            high = height(text, room.width, SMALLEST) + _AFTER
            if page and used + high > room.height:
                break
            used += high
            page.append(said.pop(0))
        slide = deck.add(heading)
        text_box(slide, room, "方法", page, SMALLEST, after=_AFTER)
        if not said:
            return
        heading = Heading.of("方法（续）")


def _made(shown: Sequence[tuple[BoardItem, Exhibit | None]]) -> Iterator[list[Said]]:
    before = ""
    for number, (item, exhibit) in enumerate(shown, 1):
        card = str(exhibit.card) if exhibit else _GONE
        said = "同上一项" if card == before else clipped(one_line(card), INNER, SMALLEST, 8)
        name = clipped(f"{number}　{one_line(item.title)}", INNER, SMALLEST, 2)
        yield [Said(f"{name}：", bold=True), Said(said)]
        before = card
    if not shown:
        yield [Said("这个专题板上还没有内容。")]
