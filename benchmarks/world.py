"""A made-up world in our vocabulary, of any size, for timing: enterprises, technology centers, cooperations, participations.

    python -m benchmarks.world FILE.ttl M [--errors 0.01]     S has 134 thousand triples, M 1.33 million, L 13 million

Names, codes and years come from a seeded generator, so that the same call writes the same bytes; places, fields and methods
are the packaged ones. Without errors the world conforms to the packaged shapes.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import TextIO

import pyoxigraph as ox

from tcgraph import resources
from tcgraph.vocab import PREFIXES, TC

__all__ = ["SIZES", "write_world"]

SIZES = {"S": 958, "M": 9_818, "L": 96_260}
"""How many enterprises, each with three cooperations of three parties."""
Block = tuple[str, list[tuple[str, str]]]
"""A subject, and its predicates and objects, as prefixed names or literals of Turtle."""

_REFERENCE = ("reference/places", "reference/departments", "reference/fields", "conclusion/methods", "ontology", "sources")
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
_FIRST = "沈阳 大连 青岛 武汉 成都 西安 长沙 合肥 苏州 宁波 厦门 天津 重庆 昆明 兰州 郑州".split()  # noqa: SIM905
_SECOND = "华 东 中 新 天 恒 金 宏 远 博 盛 泰 科 瑞 信 达 安 海 明 光".split()  # noqa: SIM905
_TRADE = "重工 机床 药业 电气 化工 汽车 钢铁 材料 仪器 通信 软件 轴承 电缆 纺织 食品 船舶".split()  # noqa: SIM905
_WORDS = "adaptive robust learning graph control fatigue alloy catalyst sensor transport thermal polymer vision joint".split()  # noqa: SIM905
_KINDS = (("JointPublication", "publication"), ("JointPlatform", "joint platform"), ("JointAward", "award"))


def write_world(path: Path | str, size: str = "M", *, errors: float = 0.0, seed: int = 29) -> Path:
    """Writes the world to a file, as N-Triples where its name ends in ``.nt``, else as Turtle, and returns it.

    A folder stands for the file ``world-SIZE.ttl`` in it. ``errors`` is the share of enterprises and of cooperations with
    something that breaks a packaged shape.
    """
    path = Path(path)
    file = path / f"world-{size}.ttl" if path.is_dir() else path
    with file.open("w", encoding="utf-8", newline="\n") as output:
        write = _write_lines if file.suffix == ".nt" else _write_turtle
        write(output, _World(seed, errors).blocks(SIZES[size]))
    return file


def _reference() -> str:
    """The packaged things that the world refers to, as N-Triples."""
    lines = set()
    for graph, file in resources.graph_files():
        if graph.endswith(_REFERENCE):
            triples = ox.parse(path=file, format=ox.RdfFormat.TURTLE)
            lines.update((ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").splitlines(True))
    return b"".join(sorted(lines)).decode()


def _write_turtle(output: TextIO, blocks: Iterator[Block]) -> None:
    output.writelines(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    output.write(_reference())
    for subject, pairs in blocks:
        output.write(f"{subject} " + " ;\n    ".join(f"{predicate} {value}" for predicate, value in pairs) + " .\n")


def _write_lines(output: TextIO, blocks: Iterator[Block]) -> None:
    output.write(_reference())
    for subject, pairs in blocks:
        output.writelines(f"{_full(subject)} {_full(predicate)} {_full(value)} .\n" for predicate, value in pairs)


def _full(term: str) -> str:
    if term == "a":
        return "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    if term.startswith("<"):
        return term
    if term.startswith('"'):
        text, cut, datatype = term.rpartition("^^")
        return f"{text}^^{_full(datatype)}" if cut else term
    if term[0].isdigit():
        return f'"{term}"^^<{PREFIXES["xsd"]}{"decimal" if "." in term else "integer"}>'
    prefix, _, local = term.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def _subjects(kind: str) -> list[str]:
    """The packaged things of a class, as IRIs in angle brackets, in order."""
    store = ox.Store()
    for graph, file in resources.graph_files():
        if graph.endswith(_REFERENCE):
            store.load(path=file, format=ox.RdfFormat.TURTLE)
    found = store.query(f"SELECT DISTINCT ?x WHERE {{ ?x a <{kind}> FILTER(isIRI(?x)) }} ORDER BY ?x")
    return [f"<{row[0].value}>" for row in found]


class _World:
    def __init__(self, seed: int, errors: float) -> None:
        self.random, self.errors = Random(seed), errors
        self.provinces, self.fields = _subjects(TC.Province), _subjects(TC.TechnologyField)
        self.method, self.source = _subjects(TC.Method)[0], _subjects(TC.Source)[0]
        self.parties: list[tuple[str, str, list[str]]] = []

    def blocks(self, enterprises: int) -> Iterator[Block]:
        """All things, enterprises before cooperations, identifications at the end."""
        for number in range(enterprises):
            yield from self._spoilt(list(self._enterprise(number)), _BAD_ENTERPRISES)
        for _ in range(3 * enterprises):
            yield from self._spoilt(list(self._cooperation()), _BAD_COOPERATIONS)
        for enterprise, _, mentions in self.parties:
            if mentions:
                named = [("tc:identifiedAs", enterprise), *(("tc:mention", mention) for mention in mentions)]
                yield self._conclusion("identification", "Identification", named)

    def _spoilt(self, blocks: list[Block], spoilers: tuple[Callable[[list[Block]], None], ...]) -> list[Block]:
        if self.random.random() < self.errors:
            self.random.choice(spoilers)(blocks)
        return blocks

    def _iri(self, kind: str) -> str:
        local = "".join(self.random.choices(_BASE32, k=13))
        return f"{kind}:{local}" if kind in PREFIXES else f"<https://w3id.org/tcgraph/id/{kind}/{local}>"

    def _conclusion(self, prefix: str, kind: str, pairs: list[tuple[str, str]]) -> Block:
        confidence = f"0.{self.random.randrange(50, 100)}"
        shared = [("tc:confidence", confidence), ("tc:evidence", self.source), ("tc:usesMethod", self.method)]
        return self._iri(prefix), [("a", f"tc:{kind}"), *pairs, *shared]

    def _enterprise(self, number: int) -> Iterator[Block]:
        draw = self.random.choice
        name = f"{draw(_FIRST)}{draw(_SECOND)}{draw(_SECOND)}{draw(_TRADE)}{number}股份有限公司"
        enterprise, center, field, place = self._iri("enterprise"), self._iri("center"), draw(self.fields), draw(self.provinces)
        self.parties.append((enterprise, f'"{name}"@zh', []))
        yield enterprise, [
            ("a", "tc:Enterprise"), ("rdfs:label", f'"{name}"@zh'), ("rdfs:label", f'"Enterprise No. {number} Co., Ltd."@en'),
            ("tc:creditCode", f'"{_credit_code(self.random)}"'), ("tc:activeInField", field),
        ]  # fmt: skip
        yield self._conclusion("assignment", "FieldAssignment", [("tc:classifiedEnterprise", enterprise), ("tc:assignedField", field)])
        yield center, [
            ("a", "tc:TechnologyCenter"), ("rdfs:label", f'"{name}技术中心"@zh'), ("tc:unitOf", enterprise), ("tc:heldBy", enterprise),
            ("tc:locatedIn", place), ("tc:liesWithin", place),
        ]  # fmt: skip
        yield self._conclusion("placement", "Placement", [("tc:placedUnit", center), ("tc:placedIn", place)])
        year, days = self.random.randrange(1995, 2018), f"-{draw(range(1, 13)):02}-{draw(range(1, 29)):02}"
        yield self._conclusion("title-period", "TitlePeriod", [
            ("tc:periodOf", center), ("tc:heldAs", "tc:CenterEntry"), ("tc:startNotAfter", f'"{year}{days}"^^xsd:date'),
            ("tc:endNotBefore", f'"{year + draw(range(1, 8))}{days}"^^xsd:date'),
        ])  # fmt: skip

    def _cooperation(self) -> Iterator[Block]:
        cooperation, draw, year = self._iri("cooperation"), self.random.choice, self.random.randrange(1985, 2025)
        kind, stated = draw(_KINDS)
        title = " ".join(self.random.choices(_WORDS, k=6)).capitalize()
        yield cooperation, [
            ("a", "tc:Cooperation"), ("dcterms:title", f'"{title}: {self.random.randrange(10**9)}"@en'),
            ("dcterms:source", f"<https://example.org/{cooperation.partition(':')[2]}>"), ("tc:cooperationKind", f"tc:{kind}"),
            ("tc:kindAsStated", f'"{stated}"'), ("tc:firstYear", str(year)), ("tc:lastYear", str(year + draw((0, 0, 0, 1, 3)))),
            ("tc:yearAsStated", f'"{year}"'), ("tc:trust", '"good"'),
        ]  # fmt: skip
        for order, (enterprise, name, mentions) in enumerate(self.random.choices(self.parties, k=3), 1):
            participation = self._iri("participation")
            mentions.append(participation)
            yield participation, [
                ("a", "tc:Participation"), ("tc:inCooperation", cooperation), ("tc:participantOrder", str(order)), ("tc:printedName", name),
                ("tc:role", '"author affiliation"'), ("tc:statedKind", '"enterprise"'), ("tc:participant", enterprise),
            ]  # fmt: skip


def _credit_code(random: Random) -> str:
    """A code whose last character is the right one."""
    code = "91" + "".join(random.choices(_ALPHABET[:10], k=6)) + "".join(random.choices(_ALPHABET, k=9))
    total = sum(_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(code))
    return code + _ALPHABET[-total % 31]


def _put(block: int, predicate: str, change: Callable[[str], str | None]) -> Callable[[list[Block]], None]:
    """Changes the values of a predicate in one block; None drops them."""

    def spoil(blocks: list[Block]) -> None:
        pairs = blocks[block][1]
        pairs[:] = [(p, new) for p, old in pairs if (new := change(old) if p == predicate else old) is not None]

    return spoil


def _more(block: int, predicate: str, value: str) -> Callable[[list[Block]], None]:
    """Adds one more value."""
    return lambda blocks: blocks[block][1].append((predicate, value))


_BAD_ENTERPRISES = (
    _put(0, "rdfs:label", lambda old: None if old.endswith("@zh") else old),
    _put(0, "rdfs:label", lambda old: old.replace("@en", "@fr")),
    _put(0, "rdfs:label", lambda old: old.replace("股份", "  ")),
    _put(0, "tc:creditCode", lambda old: f'{old[:-2]}{"A" if old[-2] != "A" else "B"}"'),
    _put(0, "tc:creditCode", str.lower),
    _more(0, "tc:creditCode", '"91210100MA0000000X"'),
    _more(0, "tc:activeInField", "tc:Enterprise"),
    _put(1, "tc:confidence", lambda old: "1.5"),
    _put(1, "tc:usesMethod", lambda old: None),
    _put(2, "tc:unitOf", lambda old: None),
    _put(2, "tc:locatedIn", lambda old: "tc:Place"),
    _put(3, "tc:evidence", lambda old: '"a book"'),
    _put(4, "tc:startNotAfter", lambda old: '"2030-01-01"^^xsd:date'),
    _put(4, "tc:endNotBefore", lambda old: '"2021-02-30"^^xsd:date'),
    _more(4, "tc:startNotAfter", '"1990"^^xsd:gYear'),
)
_BAD_COOPERATIONS = (
    _put(0, "dcterms:title", lambda old: None),
    _put(0, "dcterms:title", lambda old: old.removesuffix("@en")),
    _put(0, "dcterms:source", lambda old: '"a book"'),
    _put(0, "tc:cooperationKind", lambda old: "tc:CenterEntry"),
    _put(0, "tc:firstYear", lambda old: "1890"),
    _put(0, "tc:firstYear", lambda old: "2099"),
    _put(0, "tc:lastYear", lambda old: f'"{old}"'),
    _put(0, "tc:lastYear", lambda old: None),
    _more(0, "tc:yearAsStated", '"about 1999"'),
    _put(1, "tc:participantOrder", lambda old: "0"),
    _put(1, "tc:participant", lambda old: None),
    _put(2, "tc:printedName", lambda old: old.removesuffix("@zh")),
    _put(2, "tc:inCooperation", lambda old: "tc:Cooperation"),
    _put(3, "tc:role", lambda old: f"{old}@en"),
)


def main() -> None:
    """Writes the world that was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.world", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("size", choices=SIZES, nargs="?", default="M")
    parser.add_argument("--errors", type=float, default=0.0)
    given = parser.parse_args()
    print(write_world(given.file, given.size, errors=given.errors))


if __name__ == "__main__":
    main()
