"""Loads, asks, tabulates and exports the packaged graph with tcgraph and with plain rdflib, and prints the ratios.

    python -m benchmarks            about ten minutes, most of it rdflib's
    python -m benchmarks load ask   some parts only: load, ask, table, export
"""

import argparse
import io
import platform
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import rdflib

import tcgraph
from benchmarks.measure import CutOff, cut_off, line, median, once
from tcgraph import resources
from tcgraph.questions import questions
from tcgraph.store.binding import substitute

GIVEN = {
    "since xsd:date": "2019-01-01", "until xsd:date": "2023-02-24", "since xsd:integer": "2019", "until xsd:integer": "2023",
    "province": "辽宁", "on": "2023-03-15", "batch": "29", "older": "26", "newer": "29", "field": "2.1",
    "region": "东北（国家统计局四大地区）", "roster": "第29批名单", "organisation": "沈阳鼓风机集团股份有限公司",
    "unit": "沈阳兴齐眼药股份有限公司技术中心",
}  # fmt: skip
LIMIT = 120
FIRST_ANSWER = "import tcgraph; tcgraph.load().answer('centers_in_province', province='辽宁', on='2023-03-15').one()"


def rdflib_dataset() -> rdflib.Dataset:
    """The same Turtle files, parsed by rdflib into its own memory store."""
    dataset = rdflib.Dataset(default_union=True)
    for graph, file in resources.graph_files():
        dataset.graph(rdflib.URIRef(graph)).parse(file, format="turtle")
    return dataset


def run(code: str) -> float:
    """Median seconds of a fresh interpreter that runs this code, less an empty one's."""
    def start(text: str) -> float:
        return median(lambda: subprocess.run([sys.executable, "-c", text], check=True), 5)

    return start(code) - start("pass")


def load() -> None:
    """From nothing to the first answer, against rdflib parsing the same files."""
    print("\nload: seconds of tcgraph, of rdflib, ratio")
    line("import tcgraph", run("import tcgraph"), None, "a fresh interpreter, less an empty one")
    theirs = once(rdflib_dataset)
    line("wheel to first answer", run(FIRST_ANSWER), theirs, "whole process, against rdflib's parsing alone")
    line("load()", median(tcgraph.load, 3), theirs)


def ask(dataset: tcgraph.Dataset, plain: rdflib.Dataset) -> None:
    """Each question, on both."""
    print("\nask: seconds of tcgraph, of rdflib, ratio")
    ratios = []
    for name, question in questions().items():
        given = {p.name: GIVEN[f"{p.name} {p.type}" if p.name in ("since", "until") else p.name] for p in question.parameters}
        answer = dataset.answer(name, **given)
        text = substitute(question.text, answer.bindings)
        ours = median(lambda text=text: dataset.select(text))
        try:
            with cut_off(LIMIT):
                theirs, note = once(lambda text=text: list(plain.query(text))), ""
        except CutOff:
            theirs, note = float(LIMIT), "rdflib was cut off: at least"
        ratios.append(theirs / ours)
        line(name, ours, theirs, note)
    print(f"median of the ratios {statistics.median(ratios):.0f}, lowest {min(ratios):.0f}")


TABLE = """PREFIX tc: <https://w3id.org/tcgraph/ontology#>
SELECT ?p ?c ?o ?name ?order WHERE {
  ?p tc:inCooperation ?c ; tc:participant ?o ; tc:printedName ?name ; tc:participantOrder ?order }"""


def table(dataset: tcgraph.Dataset, plain: rdflib.Dataset) -> None:
    """6,545 rows to a table."""
    import pandas

    print("\ntable: seconds of tcgraph to polars, of rdflib to pandas, ratio")
    def theirs() -> object:
        return pandas.DataFrame([[v.toPython() for v in row] for row in plain.query(TABLE)], columns=["p", "c", "o", "name", "order"])

    line("participations", median(lambda: dataset.select(TABLE).to_polars()), median(theirs, 3))


def export(dataset: tcgraph.Dataset, plain: rdflib.Dataset) -> None:
    """Each format, on both."""
    print("\nexport: seconds of tcgraph, of rdflib, ratio")
    union = rdflib.Graph()
    for triple in plain.triples((None, None, None)):
        union.add(triple)
    for suffix, format_, graph in (("ttl", "turtle", union), ("nt", "nt", union), ("rdf", "xml", union),
                                   ("nq", "nquads", plain), ("trig", "trig", plain), ("jsonld", "json-ld", plain)):
        with tempfile.TemporaryDirectory() as folder:
            ours = median(lambda f=Path(folder), s=suffix: tcgraph.export(dataset, f / f"x.{s}"), 3)
        try:
            with cut_off(LIMIT):
                theirs, note = once(lambda g=graph, f=format_: g.serialize(io.BytesIO(), format=f)), ""
        except CutOff:
            theirs, note = float(LIMIT), "rdflib was cut off: at least"
        line(suffix, ours, theirs, note)


def main() -> None:
    """Runs the parts that were asked for."""
    parts = {"load": load, "ask": ask, "table": table, "export": export}
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("part", nargs="*", choices=[*parts, []], help="which parts; all by default")
    chosen = parser.parse_args().part or list(parts)
    libraries = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "rdflib", "polars", "pandas"))
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; {libraries}")
    dataset, plain = tcgraph.load(), rdflib_dataset() if set(chosen) - {"load"} else None
    print(f"{len(dataset):,} quads")
    for name in chosen:
        parts[name]() if name == "load" else parts[name](dataset, plain)


if __name__ == "__main__":
    main()
