"""The vocabulary as SKOS (W3C, Simple Knowledge Organization System), written and read.

A tag is a skos:Concept: prefLabel, altLabel, definition, broader; names that were merged into it
are hiddenLabels. A former formulation is an altLabel for every program, and a SKOS-XL label whose
dcterms:valid says from when to when in the form of EDTF (1990/2002, ../2002), with a changeNote
for people. The colour, of which SKOS says nothing, is schema:color.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Literal

from corpus.tables import office_text
from corpus.tag_files import LARGEST, MOST_ROWS, InvalidTagFile, downwards
from corpus.tag_import import GivenTag
from corpus.tag_tree import Alias, TagTree

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

SkosFormat = Literal["turtle", "xml"]
_CHINESE = "zh"
_XL = "http://www.w3.org/2008/05/skos-xl#"
_COLOUR = "https://schema.org/color"


def tags_skos(tree: TagTree, identity: str, format: SkosFormat) -> bytes:
    """The vocabulary as a SKOS concept scheme.

    Args:
        tree: The tags.
        identity: Of the archive; the addresses of its concepts are made of it.
        format: Turtle or RDF/XML.
    """
    from rdflib import BNode, Graph, Namespace, URIRef
    from rdflib.namespace import DCTERMS, RDF, SKOS

    graph, xl = Graph(), Namespace(_XL)
    graph.bind("skos", SKOS)
    graph.bind("skosxl", xl)
    graph.bind("dcterms", DCTERMS)
    scheme = URIRef(f"urn:sixue:{identity}:tags")
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.title, _text("词表")))
    for tag in downwards(tree):
        its = URIRef(f"urn:sixue:{identity}:tag:{tag.id}")
        graph.add((its, RDF.type, SKOS.Concept))
        graph.add((its, SKOS.inScheme, scheme))
        graph.add((its, SKOS.prefLabel, _text(tag.name)))
        if tag.parent is None:
            graph.add((its, SKOS.topConceptOf, scheme))
        else:
            graph.add((its, SKOS.broader, URIRef(f"urn:sixue:{identity}:tag:{tag.parent}")))
        if tag.colour:
            graph.add((its, URIRef(_COLOUR), _plain(tag.colour)))
        if tag.description:
            graph.add((its, SKOS.definition, _text(tag.description)))
        for old in tree.redirects(tag.id):
            for form in old.forms:
                graph.add((its, SKOS.hiddenLabel, _text(form)))
        for alias in tag.aliases:
            name = _text(alias.form)
            graph.add((its, SKOS.altLabel, name))
            if alias.is_dated:
                label = BNode()
                graph.add((its, xl.altLabel, label))
                graph.add((label, RDF.type, xl.Label))
                graph.add((label, xl.literalForm, name))
                graph.add((label, DCTERMS.valid, _plain(_interval(alias))))
                note = f"“{alias.form}”是 {alias.years} 年的提法。"
                graph.add((its, SKOS.changeNote, _text(note)))
    return graph.serialize(format="turtle" if format == "turtle" else "pretty-xml").encode()


def read_tags_skos(data: bytes, format: SkosFormat) -> list[GivenTag]:
    """Reads the concepts of a SKOS file, by name; of several broader ones the first is taken.

    Raises:
        InvalidTagFile: It is no RDF of this form, has no concepts, or is too large.
    """
    from rdflib.namespace import RDF, SKOS

    graph = _parsed(data, format)
    concepts = sorted(
        set(graph.subjects(RDF.type, SKOS.Concept)) | set(graph.subjects(SKOS.prefLabel)),
        key=lambda node: (_label(graph, node), str(node)),
    )
    if not concepts:
        raise InvalidTagFile("文件里没有 SKOS 概念。", "请选一个 SKOS 词表（Turtle 或 RDF/XML）。")
    if len(concepts) > MOST_ROWS:
        raise InvalidTagFile(f"标签超过 {MOST_ROWS:,} 个。", "请分成几份导入。")
    return [_given(graph, number, node) for number, node in enumerate(concepts, 1)]


def _text(text: str) -> Node:
    """Words in Chinese; XML cannot hold control characters."""
    from rdflib import Literal

    return Literal(office_text(text), lang=_CHINESE)


def _plain(text: str) -> Node:
    from rdflib import Literal

    return Literal(text)


def _parsed(data: bytes, format: SkosFormat) -> Graph:
    from defusedxml import DefusedXmlException, ElementTree
    from rdflib import Graph

    if len(data) > LARGEST:
        raise InvalidTagFile("词表文件太大。", f"请分成 {LARGEST // 2**20} MB 以内的几份。")
    logging.getLogger("rdflib").setLevel(logging.ERROR)  # it complains of literals, line by line
    try:
        if format == "xml":
            ElementTree.fromstring(data)  # refuses entities, which the parser behind would expand
        return Graph().parse(data=data, format=format)
    except DefusedXmlException as error:
        raise InvalidTagFile(
            "文件里有 XML 实体，为了安全没有读取。", "请另存为 Turtle（.ttl）再导入。"
        ) from error
    except Exception as error:  # its parsers raise whatever they stumble over
        raise InvalidTagFile(
            "读不出这个 SKOS 文件，它可能不完整。", "请核对文件是不是 Turtle 或 RDF/XML。"
        ) from error


def _given(graph: Graph, number: int, node: Node) -> GivenTag:
    from rdflib import URIRef
    from rdflib.namespace import SKOS

    name = _label(graph, node)
    above = sorted(
        {_label(graph, other) for other in graph.objects(node, SKOS.broader)}
        | {_label(graph, other) for other in graph.subjects(SKOS.narrower, node)}
    )
    colours = sorted(map(str, graph.objects(node, URIRef(_COLOUR))))
    fields: dict[str, Any] = {
        "parent": True,
        "colour": colours[0] if colours else None,
        "description": "\n".join(
            _texts(graph, node, "definition") or _texts(graph, node, "scopeNote")
        ),
        "aliases": _aliases(graph, node),
    }
    return GivenTag(
        number,
        name,
        next(filter(None, above), None),
        fields,
        "" if name else "这个概念没有 prefLabel，请给它一个名称。",
    )


def _aliases(graph: Graph, node: Node) -> tuple[Alias, ...]:
    from rdflib import URIRef
    from rdflib.namespace import DCTERMS

    dated: dict[str, Alias] = {}
    for label in graph.objects(node, URIRef(f"{_XL}altLabel")):
        form = graph.value(label, URIRef(f"{_XL}literalForm"))
        if form is not None:
            since, until = _years(str(graph.value(label, DCTERMS.valid) or ""))
            dated[str(form)] = Alias(str(form), since, until)
    plain = (*_texts(graph, node, "altLabel"), *_texts(graph, node, "hiddenLabel"))
    named = {form: dated.pop(form, Alias(form)) for form in plain if form.strip()}
    return (*named.values(), *(dated[form] for form in sorted(dated)))


def _label(graph: Graph, node: Node) -> str:
    return next(iter(_texts(graph, node, "prefLabel")), "").strip()


def _texts(graph: Graph, node: Node, term: str) -> list[str]:
    """The texts of a property: those in Chinese if there are any, in a fixed order."""
    from rdflib import Literal
    from rdflib.namespace import SKOS

    found = [text for text in graph.objects(node, SKOS[term]) if isinstance(text, Literal)]
    chinese = [text for text in found if (text.language or "").startswith(_CHINESE)]
    best = chinese if chinese or term not in {"prefLabel", "definition"} else found
    return sorted({str(text) for text in (best or found)})


def _interval(alias: Alias) -> str:
    years = (f"{year:04}" if year else ".." for year in (alias.since, alias.until))
    return "/".join(years)


def _years(valid: str) -> tuple[int | None, int | None]:
    """The first and the last year of an interval; a single year is both."""
    first, slash, last = valid.partition("/")
    since, until = (
        int(part[:4]) if part[:4].isascii() and part[:4].isdigit() and int(part[:4]) else None
        for part in (first, last if slash else first)
    )
    return since, until
