"""The archive: one door to everything that is kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

import sqlalchemy as sa

from corpus.actor import LOCAL, Actor
from corpus.article_facets import ArticleFacets
from corpus.articles import Articles
from corpus.boards import Boards
from corpus.database import Database
from corpus.dictionary import LibraryDictionary
from corpus.errors import ArchiveUnavailable
from corpus.history import History
from corpus.importing import Imports
from corpus.members import Members
from corpus.notes import Notes
from corpus.reading_lists import ReadingLists
from corpus.saved_searches import SavedSearches
from corpus.sources import Sources
from corpus.tag_vocabulary import TagVocabulary
from corpus.tags import Tags
from corpus.theme_cards import ThemeCards
from corpus.trouble import disk_trouble
from corpus.variants import VariantList

if TYPE_CHECKING:
    from corpus.anatomy import Anatomies
    from corpus.comparing import Comparing
    from corpus.concordance import Concordance
    from corpus.contrast import Contrasts
    from corpus.duplicates import Duplicates
    from corpus.formulations import Formulations
    from corpus.index import Index
    from corpus.keywords import Keywords
    from corpus.passage_search import PassageSearch
    from corpus.phrases import Phrases
    from corpus.results import Results
    from corpus.search import Search
    from corpus.submissions import Submissions
    from corpus.suggestions import Suggestions
    from corpus.tag_audit import TagAudit
    from corpus.tag_gaps import TagGaps
    from corpus.tag_queue import TagQueue
    from corpus.tag_training import TagTraining
    from corpus.tagging import Tagging
    from corpus.theme_sets import ThemeSets
    from corpus.themes import Themes
    from corpus.tokens import Tokens
    from corpus.undoing import Undoing

URL_VARIABLE = "SIXUE_DATABASE_URL"
HOME_VARIABLE = "SIXUE_HOME"
DATABASE_FILE = "sixue.db"

T = TypeVar("T")


class _shared(Generic[T]):  # noqa: N801 -- reads like the decorator it is
    """Made once, when first asked for, however many people act on the archive."""

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._kept = cached_property(make)
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type[Any], name: str) -> None:
        self._kept.__set_name__(owner, name)

    def __get__(self, archive: Archive, owner: type[Any]) -> T:
        return self._kept.__get__(archive._first, owner)


class Archive:
    """An open archive, safe to share between threads; use `Archive.open`.

    Attributes:
        home: Folder of this machine for the database file and what is derived from it.
        url: Address of the database, password included: hand it on, never show it.
        actor: Who acts; `acting_as` gives the archive to somebody else.
        database: What lies below; only modules of `corpus` look there.
        articles: The articles.
        facets: What is known of articles beside their texts.
        tags: The tags.
        tag_vocabulary: The controlled vocabulary they are taken from.
        sources: The files they came from.
        history: Who changed what.
        variants: Words that mean the same.
        dictionary: The library's own words and stop words.
        saved_searches: Searches that were given a name.
        theme_cards: Themes made of words by hand.
        reading_lists: Articles to be read in an order.
        boards: What presenters show to a room.
        notes: What readers mark and write down, each their own.
        members: Who may do what.
        imports: Brings files in.
    """

    def __init__(self, database: Database, home: Path, first: Archive | None = None) -> None:
        """Assembles the parts; callers use `Archive.open` and `acting_as`."""
        self._first = first or self
        self.database = database
        self.home = home
        self.actor = database.actor
        self.url = database.url.render_as_string(hide_password=False)
        self.articles = Articles(database)
        self.facets: ArticleFacets = first.facets if first else ArticleFacets(database)
        self.tags = Tags(database)
        self.tag_vocabulary = TagVocabulary(database)
        self.sources = Sources(database)
        self.history = History(database)
        if first:
            self.variants: VariantList = first.variants.acting_through(database)
            self.dictionary: LibraryDictionary = first.dictionary.acting_through(database)
        else:
            self.variants = VariantList(database)
            self.dictionary = LibraryDictionary(database, self.variants)
        self.saved_searches = SavedSearches(database)
        self.theme_cards = ThemeCards(database)
        self.reading_lists = ReadingLists(database)
        self.boards = Boards(database)
        self.notes = Notes(database)
        self.members = Members(database)
        self.imports = Imports(database)

    @classmethod
    def open(
        cls, url: str | None = None, home: Path | str | None = None, actor: Actor = LOCAL
    ) -> Self:
        """Opens the archive, creating or upgrading its tables where needed.

        Args:
            url: `sqlite:///path` or `postgresql://…`; SIXUE_DATABASE_URL by default, and without
                that the file sixue.db in `home`.
            home: Data folder; SIXUE_HOME by default, and without that ./data.
            actor: Who acts.

        Raises:
            ArchiveReadOnly: The folder or the database cannot be written.
            ArchiveTooNew: A newer version of the project has written it.
            ArchiveUnavailable: It cannot be opened for another reason, which it says.
        """
        folder = Path(home or os.environ.get(HOME_VARIABLE) or "data").absolute()
        place = _place(url or os.environ.get(URL_VARIABLE), folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise disk_trouble(error, folder) from error
        return cls(Database(place).acting_as(actor), folder)

    @_shared
    def index(self) -> Index:
        """The search index in `home`, derived from the articles."""
        from corpus.index import Index

        return Index(self)

    @_shared
    def search(self) -> Search:
        """Finds articles."""
        from corpus.search import Search

        return Search(self)

    @_shared
    def concordance(self) -> Concordance:
        """Shows every occurrence of words in its context."""
        from corpus.concordance import Concordance

        return Concordance(self)

    @_shared
    def suggestions(self) -> Suggestions:
        """Completes and corrects what is typed into the search box."""
        from corpus.suggestions import Suggestions

        return Suggestions(self)

    @_shared
    def passages(self) -> PassageSearch:
        """Finds paragraphs."""
        from corpus.passage_search import PassageSearch

        return PassageSearch(self)

    @_shared
    def themes(self) -> Themes:
        """Looks at what articles are about."""
        from corpus.themes import Themes

        return Themes(self)

    @_shared
    def anatomy(self) -> Anatomies:
        """Takes articles apart: outline, citations, quotations, roles."""
        from corpus.anatomy import Anatomies

        return Anatomies(self)

    @_shared
    def comparing(self) -> Comparing:
        """Holds articles against each other."""
        from corpus.comparing import Comparing

        return Comparing(self)

    @_shared
    def keywords(self) -> Keywords:
        """Finds keywords."""
        from corpus.keywords import Keywords

        return Keywords(self)

    @_shared
    def contrasts(self) -> Contrasts:
        """Tells what sets selections apart."""
        from corpus.contrast import Contrasts

        return Contrasts(self)

    @_shared
    def formulations(self) -> Formulations:
        """Follows phrases through the years."""
        from corpus.formulations import Formulations

        return Formulations(self)

    @cached_property
    def submissions(self) -> Submissions:
        """What was sent in."""
        from corpus.submissions import Submissions

        return Submissions(self)

    @cached_property
    def theme_sets(self) -> ThemeSets:
        """Topics that were given names."""
        from corpus.theme_sets import ThemeSets

        return ThemeSets(self)

    @cached_property
    def tagging(self) -> Tagging:
        """Suggests tags, and remembers which were refused."""
        from corpus.tagging import Tagging

        return Tagging(self)

    @_shared
    def tag_audit(self) -> TagAudit:
        """Finds like articles that are tagged differently."""
        from corpus.tag_audit import TagAudit

        return TagAudit(self)

    @_shared
    def tag_gaps(self) -> TagGaps:
        """Finds what no tag has a name for."""
        from corpus.tag_gaps import TagGaps

        return TagGaps(self)

    @_shared
    def tag_queue(self) -> TagQueue:
        """What is to be tagged next."""
        from corpus.tag_queue import TagQueue

        return TagQueue(self)

    @_shared
    def tag_training(self) -> TagTraining:
        """The model that suggests tags."""
        from corpus.tag_training import TagTraining

        return TagTraining(self)

    @cached_property
    def undoing(self) -> Undoing:
        """Takes changes back."""
        from corpus.undoing import Undoing

        return Undoing(self)

    @_shared
    def tokens(self) -> Tokens:
        """The words of all articles, cut once."""
        from corpus.tokens import Tokens

        return Tokens(self)

    @_shared
    def phrases(self) -> Phrases:
        """Finds set phrases."""
        from corpus.phrases import Phrases

        return Phrases(self)

    @_shared
    def duplicates(self) -> Duplicates:
        """Finds articles that are nearly the same."""
        from corpus.duplicates import Duplicates

        return Duplicates(self)

    @_shared
    def results(self) -> Results:
        """Results that took long, in `home`."""
        from corpus.results import Results

        return Results(self.home / "results", self.identity())

    def acting_as(self, actor: Actor) -> Archive:
        """The same open archive in the hands of somebody else; costs next to nothing."""
        if actor == self.actor:
            return self
        return Archive(self.database.acting_as(actor), self.home, self._first)

    def revision(self) -> int:
        """The number of the last write; cheap. What is derived is right as long as it stays."""
        return self.database.revision()

    def identity(self) -> str:
        """A word no other archive has; with the revision it names a state for good."""
        return self.database.identity()

    def close(self) -> None:
        """Closes the connections; the archive cannot be used any more."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _place(url: str | None, folder: Path) -> sa.URL:
    """The address of the database in the one form that we use for each kind."""
    if not url:
        return sa.URL.create("sqlite", database=str(folder / DATABASE_FILE))
    unknown = ArchiveUnavailable(
        f"{URL_VARIABLE} 不是我们认识的数据库地址。",
        "请写成 postgresql://用户:密码@主机/数据库 或 sqlite:///文件路径，或者去掉这个设置。",
    )
    try:
        given = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        raise unknown from None
    kind = given.drivername.partition("+")[0]
    if kind in {"postgres", "postgresql"}:
        return given.set(drivername="postgresql+psycopg")
    if kind == "sqlite" and given.database not in {None, "", ":memory:"}:
        return sa.URL.create("sqlite", database=str(Path(given.database or "").absolute()))
    raise unknown
