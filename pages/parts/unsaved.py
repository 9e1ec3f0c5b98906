"""What a visitor has typed into articles and not saved: kept until it is saved or discarded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import streamlit as st

from corpus.article import Article, ArticleDraft
from corpus.articles import DraftFields
from corpus.errors import EditConflict, FieldConflict
from corpus.paragraph_lines import from_lines, to_lines
from pages.parts import draft_form

Choice = Literal["mine", "theirs", "both"]
_UNSAVED = "unsaved-edits"


@dataclass(slots=True)
class Edit:
    """An article under somebody's hands.

    Attributes:
        article: As it was when the edit began, or when a conflict was told.
        then: What stood in the form then.
        now: What stands in it.
        conflicts: What somebody else has changed too, until it is saved.
        choices: What was decided about each of these fields.
        turn: Rises whenever the form is filled anew, so that it forgets what it showed.
    """

    article: Article
    then: draft_form.Written
    now: draft_form.Written
    conflicts: tuple[FieldConflict, ...] = ()
    choices: dict[str, Choice] = field(default_factory=dict)
    turn: int = 0

    @classmethod
    def of(cls, article: Article) -> Edit:
        """An edit in which nothing is changed yet."""
        written = _written(article.content)
        return cls(article, written, dict(written))

    @property
    def changed(self) -> list[str]:
        """The fields in which something else stands than did."""
        return [name for name, value in self.now.items() if value != self.then[name]]

    @property
    def undecided(self) -> list[FieldConflict]:
        """What has to be decided before it can be saved."""
        return [one for one in self.conflicts if one.field not in self.choices]

    def fields(self) -> DraftFields:
        """The changed fields as the archive takes them."""
        written = {name: self.now[name] for name in self.changed}
        text = written.pop("paragraphs", None)
        fields = draft_form.cleaned(written)
        if text is not None:
            fields["paragraphs"] = from_lines(text)
        return fields

    def begin_again(self, conflict: EditConflict) -> None:
        """Goes on from the article as it is now: own edits stay, others' are beside them."""
        self.article = conflict.article
        self.then = _written(conflict.article.content)
        mine = {one.field: one.mine for one in conflict.fields}
        self.now = dict(self.then) | _put(self.then, {**conflict.merged, **mine})
        self.conflicts, self.choices = conflict.fields, {}
        self.turn += 1

    def choose(self, conflict: FieldConflict, choice: Choice) -> None:
        """Decides about a field that both have changed."""
        self.choices[conflict.field] = choice
        value = conflict.theirs if choice == "theirs" else conflict.mine
        if choice != "both":
            self.now |= _put(self.then, {conflict.field: value})
            self.turn += 1


def _written(content: ArticleDraft) -> draft_form.Written:
    written = draft_form.written_of(content)
    return {**written, "paragraphs": to_lines(content.paragraphs)}


def _put(then: draft_form.Written, values: dict[str, Any]) -> draft_form.Written:
    """Values of a draft as they are typed; those without a place in the form are left out."""
    shown = {
        name: "、".join(value)
        if name == "authors"
        else to_lines(value)
        if name == "paragraphs"
        else value
        if name == "published"
        else value or ""
        for name, value in values.items()
    }
    return {name: value for name, value in shown.items() if name in then}


def edit_of(article_id: int) -> Edit | None:
    """What this visitor has begun to edit in an article, if anything."""
    found: Edit | None = _all().get(article_id)
    return found


def begin(article: Article) -> Edit:
    """Goes on with the edit of an article, or begins one."""
    edit = edit_of(article.id)
    if edit is None or (not edit.changed and edit.article.revision != article.revision):
        turn = edit.turn + 1 if edit else 0
        edit = _all()[article.id] = Edit.of(article)
        edit.turn = turn
    return edit


def forget(article_id: int) -> None:
    """Nothing of the edit is kept any more."""
    _all().pop(article_id, None)


def _all() -> dict[int, Edit]:
    kept: dict[int, Edit] = st.session_state.setdefault(_UNSAVED, {})
    return kept
