"""The W3C report graph: made from results without rdflib, as lines of N-Triples."""

from collections.abc import Generator, Iterable, Iterator
from itertools import count

import pyoxigraph as ox

from tcgraph.shacl.paths import Alternative, Inverse, OneOrMore, Path, Predicate, Sequence, ZeroOrMore, ZeroOrOne
from tcgraph.shacl.report_model import ValidationResult
from tcgraph.turtle import literal
from tcgraph.vocab import PREFIXES

__all__ = ["lines", "written"]

_SH, _RDF = PREFIXES["sh"], PREFIXES["rdf"]
_TYPE, _FIRST, _REST, _NIL = (f"<{_RDF}{name}>" for name in ("type", "first", "rest", "nil"))
_ONE: dict[type[Path], str] = {
    Inverse: "inversePath", ZeroOrMore: "zeroOrMorePath", OneOrMore: "oneOrMorePath", ZeroOrOne: "zeroOrOnePath"}
_BOOLEAN = f"{PREFIXES['xsd']}boolean"


def lines(results: Iterable[ValidationResult], conforms: bool) -> Iterator[str]:
    """The report as N-Triples, each line with its end. ``sh:conforms`` is said apart: a report may show a part of what was found."""
    writer = _Writer()
    yield f"_:report {_TYPE} <{_SH}ValidationReport> .\n"
    yield f'_:report <{_SH}conforms> "{"true" if conforms else "false"}"^^<{_BOOLEAN}> .\n'
    for result in results:
        node = writer.fresh("result")
        yield f"_:report <{_SH}result> {node} .\n"
        yield from writer.result(node, result)


class _Writer:
    """Blank nodes that are made here are numbered; those of data and shapes keep their labels, apart from ours."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self.paths: dict[Path, str] = {}

    def fresh(self, kind: str) -> str:
        return f"_:{kind}-{next(self.numbers)}"

    def result(self, node: str, result: ValidationResult) -> Iterator[str]:
        yield f"{node} {_TYPE} <{_SH}ValidationResult> .\n"
        yield _line(node, "focusNode", _kept(result.focus_term))
        if result.path is not None:
            path = yield from self.path(result.path)
            yield _line(node, "resultPath", path)
        if result.value_term is not None:
            yield _line(node, "value", _kept(result.value_term))
        yield _line(node, "resultSeverity", f"<{result.severity_iri or result.severity.iri}>")
        if result.shape_term:
            yield _line(node, "sourceShape", _kept(result.shape_term, "shape"))
        if result.source_constraint:
            yield _line(node, "sourceConstraint", _kept(result.source_constraint, "shape"))
        yield _line(node, "sourceConstraintComponent", f"<{result.source_constraint_component}>")
        for language, text in result.messages.items():
            yield _line(node, "resultMessage", literal(text, language=language))
        for detail in result.details:
            inner = self.fresh("result")
            yield _line(node, "detail", inner)
            yield from self.result(inner, detail)

    def path(self, path: Path) -> Generator[str, None, str]:
        """The lines of a path, written once; returns its node."""
        if isinstance(path, Predicate):
            return f"<{path.iri}>"
        if path in self.paths:
            return self.paths[path]
        if isinstance(path, Sequence):
            node = yield from self.list(path.steps)
        elif isinstance(path, Alternative):
            node = self.fresh("path")
            yield _line(node, "alternativePath", (yield from self.list(path.choices)))
        else:
            assert isinstance(path, Inverse | ZeroOrMore | OneOrMore | ZeroOrOne)
            node = self.fresh("path")
            yield _line(node, _ONE[type(path)], (yield from self.path(path.path)))
        self.paths[path] = node
        return node

    def list(self, members: tuple[Path, ...]) -> Generator[str, None, str]:
        """The lines of a list; returns its node."""
        nodes: list[str] = []
        for member in members:
            nodes.append((yield from self.path(member)))
        cells = [self.fresh("path") for _ in nodes]
        for cell, node, rest in zip(cells, nodes, [*cells[1:], _NIL], strict=True):
            yield f"{cell} {_FIRST} {node} .\n{cell} {_REST} {rest} .\n"
        return cells[0] if cells else _NIL


def _line(subject: str, name: str, object_: str) -> str:
    return f"{subject} <{_SH}{name}> {object_} .\n"


def _kept(term: str, kind: str = "node") -> str:
    """A term as it is; a blank node of data or shapes under a label that none of ours has."""
    return f"_:{kind}-of-{term[2:]}" if term.startswith("_:") else term


def written(ntriples: bytes, format: ox.RdfFormat) -> str:
    """N-Triples in another syntax."""
    prefixes = {prefix: PREFIXES[prefix] for prefix in ("sh", "tc", "tcs", "xsd")}
    parsed = ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES)
    content = ox.serialize(parsed, format=format, prefixes=prefixes if format == ox.RdfFormat.TURTLE else None)
    return (content or b"").decode("utf-8")
