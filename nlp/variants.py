"""Words that mean the same to a library: 共富 is 共同富裕, wherever it is looked for or counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from nlp.text import fold_text

_SPACE = re.compile(r"\s+")


def variant_form(word: str) -> str:
    """The form in which two spellings of one word are equal: folded, without white space."""
    return _SPACE.sub("", fold_text(word))


@dataclass(frozen=True)
class Variants:
    """Groups of words that mean the same; hashable, so that results can be cached by it.

    Attributes:
        groups: Each a preferred word and the others that mean it.
    """

    groups: tuple[tuple[str, ...], ...] = ()

    def __reduce__(self) -> tuple[type[Variants], tuple[tuple[tuple[str, ...], ...]]]:
        """Without what was made of the groups."""
        return type(self), (self.groups,)

    def __hash__(self) -> int:
        """Computed once: the list is part of the key of every search."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self.groups)

    def forms(self, form: str) -> tuple[str, ...]:
        """Everything that may stand for a word.

        Args:
            form: Folded and without white space.

        Returns:
            The form itself first, then the others of its groups, folded.
        """
        return self._forms.get(form, (form,))

    def unified(self, folded: str) -> str:
        """Writes the preferred word for every other word of its group.

        Args:
            folded: A folded text.

        Returns:
            The text with the preferred words, so that counting it counts them together.
        """
        if self._written is None:
            return folded
        names = self._preferred
        return self._written.sub(lambda match: names[_SPACE.sub("", match[0])], folded)

    def spellings(self, word: str) -> tuple[str, ...]:
        """How a word may be written in a text.

        Args:
            word: As it is shown.

        Returns:
            The word itself, then what the groups it is in list, all as they are written there.
        """
        form = variant_form(word)
        return tuple(dict.fromkeys((word, *self._spellings.get(form, ()))))

    @cached_property
    def _spellings(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for group in self.groups:
            for word in group:
                form = variant_form(word)
                found[form] = (*found.get(form, ()), *group)
        return found

    @cached_property
    def _forms(self) -> dict[str, tuple[str, ...]]:
        others: dict[str, dict[str, None]] = {}
        for group in self.groups:
            folded = dict.fromkeys(filter(None, map(variant_form, group)))
            for form in folded:
                others.setdefault(form, {form: None}).update(folded)
        return {form: tuple(its) for form, its in others.items()}

    @cached_property
    def _preferred(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for group in self.groups:
            for word in group:
                found.setdefault(variant_form(word), _folded(group[0]))
        return found

    @cached_property
    def _written(self) -> re.Pattern[str] | None:
        """Finds forms in a text that has its white space still."""
        words = {_folded(word) for group in self.groups for word in group}
        forms = sorted(filter(None, words), key=lambda form: (-len(form), form))
        loose = (r"\s*".join(map(re.escape, form.split())) for form in forms)
        return re.compile("|".join(loose)) if forms else None


def _folded(word: str) -> str:
    return _SPACE.sub(" ", fold_text(word)).strip()


NO_VARIANTS = Variants()


def variants(groups: Iterable[Iterable[str]]) -> Variants:
    """Makes a list of variants.

    Args:
        groups: Each the preferred word and then the others.

    Returns:
        The list, without groups of a single form.
    """
    kept = (tuple(group) for group in groups)
    return Variants(tuple(g for g in kept if len(set(map(variant_form, g))) > 1))
