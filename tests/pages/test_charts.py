"""Charts: what they show, and that everybody can tell their colours apart."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.plot import Bar, Cell, Part, YearPart
from pages.parts.charts import (
    PRINT,
    SCREEN,
    bars,
    labelled_bars,
    over_years,
    shares,
    written,
)
from pages.parts.heat_chart import heat
from pages.parts.label_places import Named, shifts
from pages.parts.palette import (
    DARK_GROUND,
    LIGHT_GROUND,
    NEUTRAL,
    PALETTE,
    READABLE,
    colour,
    contrast,
    ink,
)

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
        assert np.linalg.norm(seen[one] - seen[other]) > 0.08, (one, other)


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
