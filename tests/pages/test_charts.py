"""Charts: what they show, and that everybody can tell their colours apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st
from numpy.typing import NDArray

from corpus.colours import READABLE, contrast, legible, mixed
from corpus.plot import ACCENT, Bar, Cell, Part, Plot, YearPart
from pages.parts.charts import (
    PRINT,
    SCREEN,
    STAGE,
    Look,
    bars,
    labelled_bars,
    over_years,
    shares,
    written,
)
from pages.parts.heat_chart import heat
from pages.parts.label_places import Named, shifts
from pages.parts.palette import DARK_GROUND, LIGHT_GROUND, NEUTRAL, PALETTE, colour, ink
from pages.parts.plots import draw
from pages.parts.stage import STATIC
from tests.pages.test_boards import PLOTS

# Machado, Oliveira and Fernandes (2009), severity 1.
SIGHTS = {
    "normal": np.eye(3),
    "red-blind": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "green-blind": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "blue-blind": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


def oklab(hexadecimal: str, sight: object) -> NDArray[np.float64]:
    """Ottosson's OKLab of a colour as an eye sees it."""
    rgb = np.array([int(hexadecimal[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.asarray(sight) @ linear, 0, 1)
    to_cones = [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
    to_lab = [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
    return np.array(to_lab) @ np.cbrt(np.array(to_cones) @ linear)


@pytest.mark.parametrize("sight", SIGHTS)
def test_every_two_colours_are_apart_in_every_sight(sight: str):
    seen = {c: oklab(c, SIGHTS[sight]) for c in PALETTE}
    for one, other in combinations(PALETTE, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= 0.0875, (one, other)


@pytest.mark.parametrize("given", [*PALETTE, NEUTRAL])
@pytest.mark.parametrize("dark", [False, True])
def test_coloured_words_can_be_read_on_their_ground(given: str, dark: bool):
    ground = DARK_GROUND if dark else LIGHT_GROUND
    assert contrast(ink(given, dark=dark), ground) >= READABLE


def test_beyond_the_palette_colours_are_grey():
    assert colour(len(PALETTE)) == NEUTRAL


def test_bars_keep_their_order_and_their_colours():
    spec = bars([Bar("共同富裕", 3, "#111111"), Bar("创业", 5)], SCREEN, unit="次").to_dict()
    assert spec["layer"][0]["encoding"]["y"]["sort"] == ["共同富裕", "创业"]
    assert spec["data"]["values"][0]["colour"] == "#111111"


def test_a_year_without_articles_is_a_gap_on_the_axis():
    parts = [YearPart(2019, "创业", 1, PALETTE[0]), YearPart(2022, "创业", 2, PALETTE[0])]
    x = over_years(parts, SCREEN, unit="篇").to_dict()["encoding"]["x"]
    assert x["type"] == "temporal"
    assert [v[:4] for v in x["axis"]["values"]] == ["2019", "2020", "2021", "2022"]
    assert x["scale"]["domain"] == ["2019-01-01T00:00:00Z", "2023-01-01T00:00:00Z"]


def test_everything_a_chart_writes_is_known_before_it_is_drawn():
    drawn = [
        labelled_bars([Bar("增收　就业", 0.5)], PRINT, unit="占比", share=True, pick="topic"),
        shares([Part("甲", "增收", 1, PALETTE[0])], PRINT),
        heat([Cell("创业", "乙", 2, "2", "")], PRINT, unit="次"),
        over_years([YearPart(2020, "增收", 1, PALETTE[0])], PRINT, unit="篇"),
    ]
    for chart, words in zip(drawn, ["增收就业占比", "甲增收", "创业乙次", "增收篇"], strict=True):
        assert set(words) <= set(written(chart))


def test_names_of_near_marks_do_not_lie_upon_each_other():
    near = [Named(name, place / 50, 0, 10) for place, name in enumerate(("创业", "增收", "文化"))]
    down = shifts(near, SCREEN, reach=1, height=400)
    assert down[0] > 0
    assert min(abs(a - b) for a, b in combinations(down, 2)) > SCREEN.font_size
    far = [Named("创业", -0.5, 0, 10), Named("增收", 0.5, 0, 10)]
    assert len(set(shifts(far, SCREEN, reach=1, height=400, above=True))) == 1
    assert shifts(far, SCREEN, reach=1, height=400, above=True)[0] < 0


def words_of(part: Mapping[str, Any], rows: list[dict[str, Any]]) -> Iterator[tuple[str, float]]:
    """The colours of all words of a drawing that lie on its ground, and how opaque they are."""
    rows = part.get("data", {}).get("values", rows)
    for layer in part.get("layer", ()):
        yield from words_of(layer, rows)
    mark = part.get("mark", {})
    if mark.get("type") != "text" or "stroke" in mark:  # a rim lies below the words themselves
        return
    given = part["encoding"].get("color")
    for one in rows if given else [{}]:
        seen = one[given["field"].partition(":")[0]] if given else mark["color"]
        yield seen, mark.get("opacity", 1) if "opacity" not in part["encoding"] else 0


UPON_MARKS = ("heat", "race", "timeline")
"""Kinds that write upon their marks, or come and go: their words have grounds of their own."""


@pytest.mark.parametrize("look", [SCREEN, replace(SCREEN, legend=True), STAGE, PRINT], ids=repr)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("plot", PLOTS, ids=lambda plot: plot.kind)
def test_every_word_of_a_chart_can_be_read(plot: Plot, dark: bool, look: Look):
    look = replace(look, dark=dark)
    spec = draw(plot, look).to_dict()
    datasets = spec.get("datasets", {})
    assert not datasets
    config = spec["config"]
    words = [config["axis"]["labelColor"], config["axis"]["titleColor"]]
    words.append(config["legend"]["labelColor"])
    if plot.kind not in UPON_MARKS:
        drawn = list(words_of(spec, []))
        assert all(opacity == 1 for _, opacity in drawn)
        words += [seen for seen, _ in drawn]
    for word in words:
        assert contrast(word, look.ground) >= READABLE, word


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_number_in_every_cell_can_be_read(dark: bool):
    cells = [Cell("增收", str(n), n, str(n), str(n)) for n in range(21)]
    spec = heat(cells, replace(SCREEN, dark=dark), unit="篇").to_dict()
    rows = spec["data"]["values"]
    assert len({row["shade"] for row in rows}) == len(cells)
    for row in rows:
        assert contrast(row["ink"], row["shade"]) >= READABLE
    square, amount = spec["layer"]
    assert square["encoding"]["color"] == {"field": "shade", "scale": None, "type": "nominal"}
    assert amount["encoding"]["color"] == {"field": "ink", "scale": None, "type": "nominal"}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", ["race", "timeline"])
def test_words_of_what_changes_over_the_years_can_be_read(kind: str, dark: bool):
    parts = [YearPart(2020 + n % 2, f"主题{n}", n + 1, one) for n, one in enumerate(PALETTE)]
    look = replace(SCREEN, dark=dark)
    more = {"firsts": {}} if kind == "timeline" else {}
    spec = draw(Plot.of(kind, parts, unit="次", **more), look).to_dict()
    for row in spec.get("data", {}).get("values", []):
        assert contrast(row["ink"], row["colour"]) >= READABLE
    for layer in spec["layer"]:
        # The year behind a race is faint; it is also said beside its slider.
        colour = layer["mark"].get("color")
        if layer["mark"]["type"] == "text" and colour and not layer["mark"].get("opacity"):
            assert contrast(colour, look.ground) >= READABLE


COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@given_any(COLOURS)
def test_on_every_ground_there_are_words_that_can_be_read(ground: str):
    assert contrast(legible(ground), ground) >= READABLE


@given_any(COLOURS, COLOURS, st.floats(0, 1))
def test_a_mixture_lies_between_its_colours(one: str, other: str, share: float):
    middle = mixed(one, other, share)
    for at in (1, 3, 5):
        low, high = sorted(int(colour[at : at + 2], 16) for colour in (one, other))
        assert low <= int(middle[at : at + 2], 16) <= high
    assert (mixed(one, other, 0), mixed(one, other, 1)) == (one, other)


def test_names_upon_circles_stand_on_a_rim_of_the_ground():
    (circles,) = [plot for plot in PLOTS if plot.kind == "circles"]
    for dark, under in ((False, DARK_GROUND), (True, LIGHT_GROUND)):
        look = replace(SCREEN, dark=dark)
        _, rim, names = draw(circles, look).to_dict()["layer"]
        assert rim["mark"]["strokeWidth"] >= 4
        # The worst that can lie under the rim is the opposite ground.
        behind = mixed(under, rim["mark"]["stroke"], rim["mark"]["opacity"])
        assert contrast(names["mark"]["color"], behind) >= READABLE


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_the_colours_of_a_presentation_can_be_read(ground: str):
    css = (STATIC / "stage.css").read_text("utf-8")
    block = css[css.index('data-ground="dark"') :] if ground == "dark" else css
    tone = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block[: block.index("}")]))
    for words in ("words", "soft", "red"):
        assert contrast(tone[words], tone["ground"]) >= READABLE, words
    assert contrast(tone["words"], tone["mark"]) >= READABLE
    assert contrast(ACCENT, tone["ground"]) >= 3
