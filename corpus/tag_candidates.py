"""The tags as somebody who types finds them: by characters, pinyin or initials of every name."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.tag_files import other_names
from corpus.tag_tree import Tag, TagTree
from corpus.tags import fold_tag
from nlp.pinyin import syllables

PATH_JOINT = " › "


@dataclass(frozen=True, slots=True)
class Form:
    """A name of a tag.

    Attributes:
        text: As it is written.
        folded: As it is compared.
        sounds: Its syllables without tones, parted by spaces.
    """

    text: str
    folded: str
    sounds: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tag that may be chosen.

    Attributes:
        id: The tag.
        name: Its preferred name.
        path: The names above it, “社会保障 › 养老”, its own the last.
        colour: Its colour; None for none.
        uses: Kept articles that bear it.
        forms: Its names, the preferred one first, also those that were merged into it.
    """

    id: int
    name: str
    path: str
    colour: str | None
    uses: int
    forms: tuple[Form, ...]


def candidates(tree: TagTree) -> list[Candidate]:
    """Every tag that articles may bear, the most used first."""
    found = [_candidate(tree, tag) for tag in tree]
    return sorted(found, key=lambda one: (-one.uses, one.forms[0].sounds))


def _candidate(tree: TagTree, tag: Tag) -> Candidate:
    names = (tag.name, *(alias.form for alias in other_names(tree, tag)))
    path = PATH_JOINT.join(tree.path(tag.id))
    return Candidate(tag.id, tag.name, path, tag.colour, tag.uses, tuple(map(_form, names)))


def _form(text: str) -> Form:
    folded = fold_tag(text)
    return Form(text, folded, " ".join(syllables(folded)))
