"""Annif's backends on given tokens; run by a Python that has Annif, talked to by JSON.

Reads `{"train": [[tokens, tags], …], "test": [tokens, …]}` from standard input and writes
`{backend: [[[tag, score], …], …]}`, or what went wrong in place of the list. Imports nothing of the
project. Annif's own analyzers cut European languages and download data for it; the one here takes
the tokens as they come.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

BACKENDS = ("tfidf", "svc", "mllm")
_VOCABULARY = "https://example.org/"


def main() -> None:
    """Trains and asks every backend."""
    given = json.load(sys.stdin)
    with tempfile.TemporaryDirectory(prefix="annif-") as folder:
        found = _run(given, Path(folder))
    json.dump(found, sys.stdout, ensure_ascii=False)


def _run(given: dict[str, Any], folder: Path) -> dict[str, Any]:
    tags = sorted({tag for _, its in given["train"] for tag in its})
    config = folder / "projects.cfg"
    config.write_text("\n".join(map(_project, BACKENDS)), encoding="utf-8")
    vocabulary = folder / "tags.ttl"
    vocabulary.write_text(_skos(tags, given["words"]), encoding="utf-8")
    os.environ |= {"ANNIF_PROJECTS": str(config), "ANNIF_DATADIR": str(folder / "data")}
    import annif
    import annif.registry
    from annif.corpus import Document, SubjectSet
    from annif.vocab import VocabFileSKOS

    logging.disable(logging.WARNING)
    _register()
    with annif.create_flask_app().app_context():
        annif.registry.get_vocab("tags").load_vocabulary(VocabFileSKOS(str(vocabulary)))
        found: dict[str, Any] = {}
        for backend in BACKENDS:
            project = annif.registry.get_project(backend)
            number = {tag: project.subjects.by_uri(_uri(n)) for n, tag in enumerate(tags)}
            examples = [
                Document(text=text, subject_set=SubjectSet([number[tag] for tag in its]))
                for text, its in given["train"]
            ]
            name = {place: tag for tag, place in number.items()}
            try:
                project.train(_corpus(examples))
                asked = _corpus([Document(text=text) for text in given["test"]])
                found[backend] = [
                    [[name[one.subject_id], float(one.score)] for one in its]
                    for batch in asked.doc_batches
                    for its in project.suggest(batch)
                ]
            except Exception as error:  # noqa: BLE001 -- a backend that fails is a line of the table
                found[backend] = f"{type(error).__name__}: {error}"
    return found


def _corpus(documents: list[Any]) -> Any:
    from annif.corpus.types import DocumentCorpus

    class Listed(DocumentCorpus):
        @property
        def documents(self) -> Any:
            yield from documents

    return Listed()


def _register() -> None:
    import annif.analyzer
    from annif.analyzer.analyzer import Analyzer

    class Given(Analyzer):
        name = "given"

        def __init__(self, _param: str | None = None, **_more: Any) -> None:
            self.token_min_length = 1

        def tokenize_sentences(self, text: str) -> list[str]:
            return text.split("\n")

        def tokenize_words(self, text: str, **_more: Any) -> list[str]:
            return text.split()

    # Backends keep analyzers, and can only keep what stands in a module.
    Given.__qualname__ = Given.__name__
    globals()[Given.__name__] = Given
    annif.analyzer.register_analyzer(Given)


def _project(backend: str) -> str:
    return (
        f"[{backend}]\nname={backend}\nlanguage=zh\nbackend={backend}\nanalyzer=given\n"
        "vocab=tags(zh)\nlimit=100\n"
    )


def _uri(number: int) -> str:
    return f"{_VOCABULARY}{number}"


def _skos(tags: list[str], words: dict[str, str]) -> str:
    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."]
    for number, tag in enumerate(tags):
        label = json.dumps(words[tag], ensure_ascii=False)
        lines.append(f"<{_uri(number)}> a skos:Concept ; skos:prefLabel {label}@zh .")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
