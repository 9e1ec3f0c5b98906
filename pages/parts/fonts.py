"""A Chinese font for pictures drawn on the server, and the proof that it has every sign.

Browsers find their own fonts. A picture made here does not: without a Chinese font it would show
boxes, which nobody notices before the slide is on the wall. So every export asks `font_for` for
a font that has all the characters of that picture.
"""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from corpus.errors import SixueError

PREFERRED = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "STHeiti",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
)
"""Families of plain sans-serif Chinese fonts, best first."""

USUAL_PLACES = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
USUAL_FILES = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "NotoSansSC-Regular.ttf",
    "SourceHanSansSC-Regular.otf",
    "SourceHanSansCN-Regular.otf",
    "PingFang.ttc",
    "Hiragino Sans GB.ttc",
    "msyh.ttc",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "simhei.ttf",
)
PACKAGE = ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf")
"""Noto Sans SC under the SIL Open Font License, 8 MB, as a PyPI package."""

PROBE = "学思践悟新质生产力"
_FC_LIST_SECONDS = 10
_FIRST_PLANE = 0xFFFF


class FontMissing(SixueError):
    """This machine has no Chinese font at all."""

    def __init__(self) -> None:
        super().__init__(
            "这台机器上没有找到中文字体，暂时不能生成图片。",
            "请管理员执行 pip install pylopdf-fonts-zh-cn，或安装系统字体"
            "（Debian/Ubuntu：apt install fonts-noto-cjk），再重启思学。数据表的导出不受影响。",
        )


class GlyphMissing(SixueError):
    """No font of this machine can draw some of the characters.

    Attributes:
        characters: Those characters, each once.
    """

    def __init__(self, characters: str) -> None:
        shown = "、".join(f"“{c}”（U+{ord(c):04X}）" for c in characters[:5])
        more = f"等 {len(characters)} 个字" if len(characters) > 5 else ""
        super().__init__(
            f"现有字体画不出{shown}{more}，没有生成图片，以免出现方框。",
            "请管理员安装字库更全的字体（如 fonts-noto-cjk），或删去这些字；也可以先下载数据表。",
        )
        self.characters = characters


@dataclass(frozen=True, slots=True)
class Font:
    """One face of a font file.

    Attributes:
        path: The file.
        index: The face within a collection (.ttc), 0 elsewhere.
        family: The name under which a renderer knows it.
        packaged: True if it came from the package, not from the system, so that a renderer
            must be told of it.
    """

    path: Path
    index: int
    family: str
    packaged: bool = False


@lru_cache(maxsize=16)
def covered(font: Font) -> frozenset[int]:
    """Code points for which the font has a glyph."""
    with font.path.open("rb") as file, TTFont(file, fontNumber=font.index, lazy=True) as face:
        return frozenset(face.getBestCmap() or ())


def drawable(text: str) -> frozenset[str]:
    """The characters of a text that need a glyph: no spaces, controls or invisible signs."""
    return frozenset(c for c in text if unicodedata.category(c) not in {"Cc", "Cf", "Zs", "Zl"})


def missing_glyphs(text: str, font: Font) -> str:
    """Characters of the text the font cannot draw, sorted, each once."""
    have = covered(font)
    return "".join(sorted(c for c in drawable(text) if ord(c) not in have))


def font_for(text: str) -> Font:
    """The best font of this machine that can draw the whole text.

    Args:
        text: Everything that will be written in the picture.

    Returns:
        A font in which no character of `text` is missing.

    Raises:
        FontMissing: No Chinese font was found.
        GlyphMissing: There are fonts, but none has every character.
    """
    font, gap = nearest(text)
    if gap:
        raise GlyphMissing(gap)
    return font


def nearest(text: str) -> tuple[Font, str]:
    """The best font that can draw the most of a text, and the characters that it cannot.

    Raises:
        FontMissing: No Chinese font was found.
    """
    found: list[tuple[Font, str]] = []
    for font in candidates():
        try:
            gap = missing_glyphs(text, font)
            if not gap:
                return font, ""
            if not missing_glyphs(PROBE, font):
                found.append((font, gap))
        except (OSError, TTLibError):
            continue
    if not found:
        raise FontMissing
    return min(found, key=lambda one: len(one[1]))


def rare_signs(text: str) -> str:
    """Characters that the fonts of another computer may lack, sorted, each once.

    What Noto Sans SC has of the first 65,536 code points is in every Chinese font of the last
    twenty years (GB 18030 demands it); what lies beyond came into some of them much later.
    """
    package = next(_from_package(), None)
    if package is None:
        return ""
    have = covered(package)
    return "".join(sorted(c for c in drawable(text) if ord(c) not in have or ord(c) > _FIRST_PLANE))


@cache
def candidates() -> tuple[Font, ...]:
    """One face of every font file that claims to be Chinese: the system's first, best first."""
    system = sorted([*_known_to_fontconfig()] or [*_in_usual_places()], key=_rank)
    best = {font.path: font for font in reversed(system)}
    return (*sorted(best.values(), key=_rank), *_from_package())


def _rank(font: Font) -> tuple[int, str]:
    known = PREFERRED.index(font.family) if font.family in PREFERRED else len(PREFERRED)
    return known, font.family


def _known_to_fontconfig() -> Iterator[Font]:
    program = shutil.which("fc-list")
    if program is None:
        return
    query = [
        program,
        ":lang=zh-cn:scalable=true",
        "--format",
        "%{file}|%{index}|%{family}|%{style}\n",
    ]
    try:
        listed = subprocess.run(
            query, capture_output=True, text=True, timeout=_FC_LIST_SECONDS, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return
    for line in listed.splitlines():
        path, index, families, styles = [*line.split("|"), "", "", ""][:4]
        names = families.split(",")
        family = next((n for n in names if n in PREFERRED), names[0])
        regular = {"Regular", "Normal", "Medium", "常规"} & set(styles.split(","))
        if path and index.isdigit() and regular and "Mono" not in family:
            # The upper half of the index numbers the instances of a variable font.
            yield Font(Path(path), int(index) & 0xFFFF, family)


def _in_usual_places() -> Iterator[Font]:
    for place in USUAL_PLACES:
        folder = Path(place).expanduser()
        if folder.is_dir():
            found = {path.name: path for path in folder.rglob("*.[to]t[fc]")}
            yield from _faces(found[name] for name in USUAL_FILES if name in found)


def _faces(paths: Iterable[Path], *, packaged: bool = False) -> Iterator[Font]:
    for path in paths:
        try:
            faces = _face_names(path)
        except (OSError, TTLibError):
            continue
        index, family = next((f for f in faces if f[1] in PREFERRED), faces[0])
        yield Font(path, index, family, packaged)


def _face_names(path: Path) -> list[tuple[int, str]]:
    with path.open("rb") as file:
        count = getattr(TTFont(file, fontNumber=0, lazy=True).reader, "numFonts", 1)
        faces = [TTFont(file, fontNumber=index, lazy=True) for index in range(count)]
        return [(i, str(face["name"].getBestFamilyName())) for i, face in enumerate(faces)]


def _from_package() -> Iterator[Font]:
    module, file = PACKAGE
    spec = find_spec(module)
    if spec is not None and spec.submodule_search_locations:
        yield from _packaged(Path(spec.submodule_search_locations[0]) / file)


@cache
def _packaged(path: Path) -> tuple[Font, ...]:
    return tuple(_faces([path], packaged=True))
