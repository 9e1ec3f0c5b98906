"""What is laid over an article that is read: claims, roles, themes, notes."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.anatomy import Anatomy
from corpus.anchors import find_anchor
from corpus.notes import Note
from nlp.roles import ROLE_NAMES, Role
from pages.parts.article_text import Dress
from pages.parts.layers import Layer
from pages.parts.literal import as_html
from pages.parts.outline_parts import claim_anchor
from pages.parts.theme_queries import Theme


def dress_of(
    anatomy: Anatomy, themes: Sequence[Theme | None], notes: Sequence[Note], reader: str
) -> Dress:
    """Lays what is known of an article over its text.

    Args:
        anatomy: Its outline and roles.
        themes: The theme of each paragraph; empty if none are known yet.
        notes: Those that this reader may see.
        reader: Who reads.
    """
    layers: dict[int, list[Layer]] = {}
    for _, point in anatomy.outline.walk():
        start, end = point.claim
        layer = Layer(start, end, "span", 'class="sx-claim"', claim_anchor(point))
        layers.setdefault(point.paragraph, []).append(layer)
    for note in notes:
        place = find_anchor(note.anchor, anatomy.paragraphs) if note.anchor else None
        if place:
            paragraph, start, end = place
            layers.setdefault(paragraph, []).append(_highlight(note, start, end, reader))
    return Dress(
        layers,
        _changes(anatomy.roles),
        [theme and (theme.colour, theme.label) for theme in themes],
    )


def strips(themes: Sequence[Theme | None]) -> str:
    """What the strips beside the paragraphs mean, as HTML; empty if there are none."""
    named = {theme.colour: theme.label for theme in themes if theme}
    items = "".join(
        f'<li><i class="sx-dot" style="background:{colour}"></i>{as_html(label)}</li>'
        for colour, label in named.items()
    )
    return f'<ul class="sx-strips" aria-label="段旁色带：主题">{items}</ul>' if items else ""


def _changes(roles: Sequence[Role | None]) -> list[str]:
    """The names of roles where they change: beside each paragraph they would be noise."""
    names, last = [], None
    for role in roles:
        names.append(ROLE_NAMES[role] if role and role != last else "")
        last = role or last
    return names


def note_anchor(note: Note) -> str:
    """The anchor of a note in the text."""
    return f"note-{note.id}"


def _highlight(note: Note, start: int, end: int, reader: str) -> Layer:
    others = "" if note.reader == reader else " sx-note-others"
    said = note.text if note.reader == reader else f"{note.reader_name}：{note.text}"
    title = f' title="{as_html(said)}"' if said else ""
    return Layer(
        start,
        end,
        "span",
        f'class="sx-note sx-note-{note.colour}{others}"{title}',
        note_anchor(note),
    )
