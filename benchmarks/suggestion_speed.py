"""How fast the search box completes and corrects what is typed."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.search_speed import Latency
from corpus.archive import Archive
from corpus.vocabulary import Entry, Vocabulary
from nlp.pinyin import initials

SAMPLE = 200
MISSPELT = 100
ROUNDS = 3


def report(home: Path) -> Iterator[tuple[str, str]]:
    """Measures on the library in `home` and yields names with figures.

    What is typed are all beginnings of the characters, the pinyin and the initials of words spread
    over the range of frequencies, as a reader types them one key after another.
    """
    with Archive.open(home=home) as archive:
        archive.index.catch_up()
        start = time.perf_counter()
        archive.suggestions.warm()
        seconds = time.perf_counter() - start
        vocabulary = archive.suggestions.vocabulary()
        if vocabulary is None:
            return
        yield "words for suggestions", f"{len(vocabulary.entries)} read in {seconds:.1f} s"
        words = _spread(vocabulary, SAMPLE)
        for name, typed in _beginnings(words).items():
            yield f"  suggestions for {name}", _time(archive.suggestions.suggest, typed)
        yield "did you mean", _time(archive.suggestions.proposals, _misspelt(vocabulary))


def _spread(vocabulary: Vocabulary, number: int) -> list[Entry]:
    """Words from the most frequent to the rarest: half of them evenly, half ever fewer."""
    last = len(vocabulary.entries) - 1
    half = number // 2
    places = {last * n // half for n in range(half)}
    places.update(int(last ** ((n + 1) / half)) for n in range(half))
    return [vocabulary.entries[place] for place in sorted(places) if place <= last]


def _beginnings(words: Sequence[Entry]) -> dict[str, list[str]]:
    forms = {
        "characters": [word.key for word in words],
        "pinyin": ["".join(word.sounds) for word in words],
        "initials": [initials(word.sounds) for word in words],
    }
    return {
        name: [form[:end] for form in some for end in range(1, len(form) + 1)]
        for name, some in forms.items()
    }


def _misspelt(vocabulary: Vocabulary) -> list[str]:
    """Words of three to six characters with one character put in place of another."""
    rng = random.Random(7)
    words = [word.key for word in _spread(vocabulary, 20 * MISSPELT) if 3 <= len(word.key) <= 6]
    found: list[str] = []
    for word in words[:: max(len(words) // MISSPELT, 1)][:MISSPELT]:
        place, other = rng.randrange(len(word)), rng.choice(words)
        found.append(word[:place] + other[0] + word[place + 1 :])
    return found


def _time(run: Callable[[str], object], typed: Sequence[str]) -> str:
    seconds: list[float] = []
    for text in list(typed) * ROUNDS:
        start = time.perf_counter()
        run(text)
        seconds.append(time.perf_counter() - start)
    return str(Latency(statistics.median(seconds), statistics.quantiles(seconds, n=20)[-1]))
