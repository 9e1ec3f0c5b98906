"""LibreOffice as a reader's program: a presentation as PDF, and what is seen on its pages."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pdfplumber
from fontTools.ttLib import TTFont

PATIENCE = 180
_DRAWN_BY_NOBODY = " \u3000\u00a0\u200b\n"


def program(name: str) -> str:
    """The path of a program; LibreOffice's may lie elsewhere (`SOFFICE`)."""
    found = os.environ.get(name.upper()) or shutil.which(name)
    if found is None:
        raise FileNotFoundError(
            f"{name}: install LibreOffice and Poppler (libreoffice-impress-nogui, poppler-utils), "
            "the tests look at slides as their readers see them"
        )
    return found


def as_pdf(file: Path) -> Path:
    """Prints a presentation into the folder in which it lies."""
    folder = file.parent
    # A profile of its own: with that of somebody at work it would hand over to their window.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program("soffice"), "--headless", profile, "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(file)],
        check=True,
        timeout=PATIENCE,
        capture_output=True,
    )
    return file.with_suffix(".pdf")


def texts(pdf: Path) -> list[str]:
    """The words of each page, without blanks: where they stand is left to the program."""
    found = _said("pdftotext", "-layout", str(pdf), "-").removesuffix("\f").split("\f")
    return ["".join(page.split()) for page in found]


def pictures(pdf: Path, dots: int = 40) -> list[Path]:
    """Each page as it is seen."""
    _said("pdftoppm", "-r", str(dots), "-png", str(pdf), str(pdf.with_suffix("")))
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))


def fonts(pdf: Path) -> dict[str, bool]:
    """The fonts of a file, and whether they are in it."""
    lines = _said("pdffonts", str(pdf)).splitlines()
    place = lines[0].index("emb")
    return {line.split()[0]: line[place:].startswith("yes") for line in lines[2:]}


def boxes(pdf: Path) -> set[str]:
    """Characters drawn in a font that has no glyph for them: what a reader sees is a box."""
    with pdfplumber.open(pdf) as file:
        drawn = {(c["fontname"], sign) for p in file.pages for c in p.chars for sign in c["text"]}
    return {
        sign
        for font, sign in drawn
        if sign not in _DRAWN_BY_NOBODY and ord(sign) not in _signs(font)
    }


@cache
def _signs(font: str) -> frozenset[int]:
    """What the font of this machine has that stands in a PDF as `BAAAAA+Name-Variant`."""
    name = font.partition("+")[2] or font
    for known, path in sorted(_installed(), key=lambda one: -len(one[0])):
        if name.startswith(known):
            return frozenset(_face(path, known).getBestCmap() or ())
    raise LookupError(f"{font} is no font of this machine")


@cache
def _installed() -> frozenset[tuple[str, str]]:
    lines = _said("fc-list", "--format", "%{postscriptname}|%{file}\n").splitlines()
    own = Path(program("soffice")).resolve().parent.parent / "share" / "fonts"
    return frozenset((*_named(lines), *_lying_in(own)))


def _named(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, _, path = line.partition("|")
        if name:
            yield name, path


def _lying_in(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*.[to]tf"):
        yield str(TTFont(path, lazy=True)["name"].getDebugName(6)), str(path)


def _face(path: str, name: str) -> TTFont:
    for index in range(getattr(TTFont(path, fontNumber=0, lazy=True).reader, "numFonts", 1)):
        face = TTFont(path, fontNumber=index, lazy=True)
        if face["name"].getDebugName(6) == name:
            return face
    raise LookupError(f"{name} is not in {path}")


def _said(name: str, *arguments: str) -> str:
    done = subprocess.run(
        [program(name), *arguments], check=True, timeout=PATIENCE, capture_output=True
    )
    return done.stdout.decode("utf-8", "replace")
