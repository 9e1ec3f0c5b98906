from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.archive import Archive
from corpus.article import Paragraph
from corpus.changes import Change
from tests.articles import by, draft, keep

Step = Callable[[Archive, int], object]
WORDS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), min_size=1, max_size=9
)


def present(archive: Archive, article_id: int) -> dict[str, Any]:
    """The article as it is now, kept or trashed, as the history would say it."""
    from corpus.rows import record

    (article,) = (a for a in archive.articles.changed_since(0) if a.id == article_id)
    return record(article.content) | {"status": article.status}


def replay(changes: list[Change]) -> dict[str, Any]:
    state: dict[str, Any] = {}
    for change in changes:
        for field, value in (change.before or {}).items():
            assert state[field] == value, "every change begins where the last one ended"
        state |= change.after
    return state


def edit(field: str, value: object) -> Step:
    def step(archive: Archive, article_id: int) -> None:
        found = archive.articles.find([article_id])
        if found and (field != "title" or str(value).strip()):
            archive.articles.update(
                article_id, expected_revision=found[0].revision, **{field: value}
            )

    return step


def tag(name: str, on: bool) -> Step:
    def step(archive: Archive, article_id: int) -> None:
        if archive.articles.find([article_id]) and name.strip():
            (archive.tags.put_on if on else archive.tags.take_off)(article_id, name)

    return step


STEPS = st.one_of(
    st.builds(edit, st.sampled_from(["title", "source", "column", "kicker"]), WORDS),
    st.builds(edit, st.just("authors"), st.lists(WORDS, max_size=3).map(tuple)),
    st.builds(edit, st.just("published"), st.none() | st.dates()),
    st.builds(edit, st.just("paragraphs"), st.lists(st.builds(Paragraph, WORDS)).map(tuple)),
    st.builds(edit, st.just("tags"), st.lists(WORDS, max_size=3).map(tuple)),
    st.builds(tag, st.sampled_from(["路", "桥", "ＧＤＰ", "gdp"]), st.booleans()),
    st.just(lambda archive, article_id: archive.articles.trash([article_id])),
    st.just(lambda archive, article_id: archive.articles.restore([article_id])),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, max_size=12))
def test_history_replays_to_the_present(archive: Archive, steps: list[Step]) -> None:
    # examples share one archive; nothing limits how often a text without characters is kept
    (article_id,) = keep(archive, draft("", title="一篇"))
    for step in steps:
        step(archive, article_id)
    changes = archive.history.of_article(article_id)
    assert replay(changes) == present(archive, article_id)
    assert [c.revision for c in changes] == sorted({c.revision for c in changes})


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(title=WORDS.filter(str.strip), authors=st.lists(WORDS, max_size=3).map(tuple))
def test_undoing_gives_back_what_was(
    archive: Archive, title: str, authors: tuple[str, ...]
) -> None:
    (article_id,) = keep(archive, draft("", title="一篇", authors=("林晓",), tags=("路",)))
    before = archive.articles.get(article_id)
    edited = archive.articles.update(
        article_id, expected_revision=before.revision, title=title, authors=authors
    )
    undone = archive.articles.update(
        article_id,
        expected_revision=edited.revision,
        title=before.content.title,
        authors=before.content.authors,
    )
    archive.articles.trash([article_id])
    archive.articles.restore([article_id])
    assert undone.content == archive.articles.get(article_id).content == before.content


def test_history_says_who_did_what_when(archive: Archive) -> None:
    (article_id,) = keep(archive, draft("甲。"))
    by("林晓", archive).tags.put_on(article_id, "路")
    by("周远", archive).articles.trash([article_id])
    created, tagged, trashed = archive.history.of_article(article_id)
    assert [created.action, tagged.action, trashed.action] == ["create", "tag", "trash"]
    assert [created.actor, tagged.actor, trashed.actor] == ["本机", "林晓", "周远"]
    assert created.before is None
    assert created.after["paragraphs"] == [{"text": "甲。", "kind": "paragraph"}]
    assert (tagged.before, tagged.after) == ({"tags": []}, {"tags": ["路"]})
    assert created.at <= tagged.at <= trashed.at
    assert archive.history.recent(2) == [trashed, tagged]


def test_one_import_is_one_batch(archive: Archive) -> None:
    ids = keep(archive, *(draft(f"第{n}篇。") for n in range(501)))
    first, last = archive.history.of_article(ids[0])[0], archive.history.of_article(ids[-1])[0]
    assert first.batch == last.batch
    assert first.revision != last.revision
    keep(archive, draft("另一次。"))
    assert archive.history.recent(1)[0].batch != first.batch


@pytest.mark.parametrize("change", ["UPDATE history SET actor = '无名'", "DELETE FROM history"])
def test_nobody_can_alter_history(archive: Archive, archive_url: str, change: str) -> None:
    keep(archive, draft("甲。"))
    url = sa.make_url(archive_url)
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(sa.text(change))
    assert archive.history.recent(5)[0].actor == "本机"
