"""Several people at work on the same few articles, each at random, and what must be true then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

from corpus.actor import Actor
from corpus.archive import Archive
from corpus.article import Paragraph
from corpus.article_states import read_states
from corpus.changes import Change, replay
from corpus.errors import ArticleNotFound, EditConflict
from tests.articles import draft, keep

ARTICLES = 50
WORDS = ("山路", "香榧", "食堂", "稻田", "竹林", "渡口", "书屋", "茶园")
TAGS = ("共同富裕", "基层治理", "乡村振兴", "生态", "调查")
Step = Callable[[Archive, Random, Sequence[int], str], object]


def fill(archive: Archive) -> list[int]:
    """The articles that everybody works on."""
    lines = "\n".join(f"第{n}段说{word}。" for n, word in enumerate(WORDS))
    return keep(archive, *(draft(f"{n}\n{lines}", title=f"第{n}篇") for n in range(ARTICLES)))


def work(url: str, home: str, name: str, edits: str) -> None:
    """One person's edits; a process of its own."""
    random = Random(name)
    with Archive.open(url, home=home, actor=Actor(name, "editor")) as archive:
        ids = list(range(1, ARTICLES + 1))
        for number in range(int(edits)):
            step = random.choices(list(STEPS), list(STEPS.values()))[0]
            step(archive, random, ids, f"{name}{number}")


def edit(archive: Archive, random: Random, ids: Sequence[int], mark: str) -> None:
    """Changes one or two fields as read; where somebody else did, one's own version is taken."""
    article_id = random.choice(ids)
    try:
        article = archive.articles.get(article_id)
        fields = {}
        for field in random.sample(["title", "column", "kicker", "paragraphs", "tags"], 2):
            fields[field] = mark
            if field == "paragraphs":
                text = list(article.content.paragraphs)
                text[random.randrange(len(text))] = Paragraph(mark)
                fields[field] = tuple(text)
            elif field == "tags":
                fields[field] = tuple(random.sample(TAGS, 2))
        while True:
            try:
                archive.articles.update(article_id, expected_revision=article.revision, **fields)
                return
            except EditConflict as conflict:
                article = conflict.article
                fields = {**conflict.merged, **{one.field: one.mine for one in conflict.fields}}
    except ArticleNotFound:
        archive.articles.restore([article_id])


def tag(archive: Archive, random: Random, ids: Sequence[int], mark: str) -> None:
    """Puts a tag on or takes it off."""
    act = archive.tags.put_on if random.random() < 0.6 else archive.tags.take_off
    try:
        act(random.choice(ids), random.choice(TAGS))
    except ArticleNotFound:
        return


def move(archive: Archive, random: Random, ids: Sequence[int], mark: str) -> None:
    """Puts several articles into the trash or takes them out."""
    act = archive.articles.trash if random.random() < 0.4 else archive.articles.restore
    act(random.sample(ids, 5))


def undo(archive: Archive, random: Random, ids: Sequence[int], mark: str) -> None:
    """Takes back what somebody did a moment ago."""
    archive.undoing.undo(random.choice(archive.history.batches(limit=20)).id)


STEPS: dict[Step, int] = {edit: 60, tag: 25, move: 8, undo: 7}
"""How often each is done, in percent."""


def examined(archive: Archive) -> Counter[str]:
    """How many changes of which sort there were, once the history is found to be without gaps.

    Raises:
        AssertionError: A change does not begin where the one before it ended, or they do not
            lead to the present state: somebody's edit was lost.
    """
    counts: Counter[str] = Counter()
    with archive.database.read() as connection:
        present = read_states(connection, range(1, ARTICLES + 1))
    for article_id, state in present.items():
        changes = archive.history.of_article(article_id)
        counts.update(change.action for change in changes)
        _without_gaps(changes)
        assert replay(changes) == state, article_id
    return counts


def _without_gaps(changes: Sequence[Change]) -> None:
    state = dict(changes[0].after)
    for change in changes[1:]:
        for field, value in (change.before or {}).items():
            assert state[field] == value, "a change begins where the last one ended"
            assert change.after[field] != value, "a change changes something"
        state |= change.after
    assert [c.revision for c in changes] == sorted(c.revision for c in changes)
