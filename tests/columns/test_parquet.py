"""Columns as Parquet: another library reads the same triples."""

from pathlib import Path

import numpy as np
import pytest

from tcgraph.columns import Columns, from_files, from_ntriples
from tcgraph.errors import OutputError
from tcgraph.store.formats import FORMATS, Loadable

pl = pytest.importorskip("polars")
pytest.importorskip("pyarrow")

TURTLE = """@prefix : <http://x/> . :a :p :b , "text"@ZH , "a \\"quote\\"\\nline" , 1.50 , "x"^^:t , "NaN"^^<http://www.w3.org/2001/XMLSchema#double> .
:b :q :a , [ :p true ] . :c :p :b ."""


@pytest.fixture
def columns() -> Columns:
    return from_files([Loadable("f", TURTLE.encode(), FORMATS[".ttl"], "http://base/")])


def triples(folder: Path) -> "pl.DataFrame":
    return pl.read_parquet(folder / "triples" / "**" / "*.parquet", hive_partitioning=True)


def test_polars_reads_the_same_triples_and_joins_them_to_their_texts(columns: Columns, tmp_path: Path) -> None:
    folder = columns.to_parquet(tmp_path / "deep" / "graph")
    read = triples(folder)
    assert read.schema["subject"] == read.schema["object"] == pl.Int32
    expected = sorted(zip(*(column.tolist() for column in columns.triples()), strict=True))
    assert sorted(read.select("subject", "predicate", "object").rows()) == expected
    terms = pl.read_parquet(folder / "terms.parquet").select("id", "term")
    joined = read.with_columns(pl.all().cast(pl.Int32))
    for name in ("subject", "predicate", "object"):
        joined = joined.join(terms.rename({"id": name, "term": f"{name}_term"}), on=name)
    lines = sorted(f"{s} {p} {o} .\n" for s, p, o in joined.select("subject_term", "predicate_term", "object_term").rows())
    assert "".join(lines).encode() == columns.ntriples()


def test_terms_say_what_they_are(columns: Columns, tmp_path: Path) -> None:
    terms = pl.read_parquet(columns.to_parquet(tmp_path / "graph") / "terms.parquet")
    assert terms["id"].to_list() == list(range(len(columns.terms)))
    assert terms["value"].to_list() == columns.terms.value(np.arange(len(columns.terms)))
    rows = {row["term"]: row for row in terms.to_dicts()}
    xsd, rdf = "http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    cases = {
        "<http://x/a>": ("IRI", None, None, None), "_:anon1": ("blank node", None, None, None),
        '"text"@zh': ("literal", f"{rdf}langString", "zh", None), f'"1.50"^^<{xsd}decimal>': ("literal", f"{xsd}decimal", None, 1.5),
        '"x"^^<http://x/t>': ("literal", "http://x/t", None, None), f'"NaN"^^<{xsd}double>': ("literal", f"{xsd}double", None, None),
        '"a \\"quote\\"\\nline"': ("literal", f"{xsd}string", None, None),
    }  # fmt: skip
    assert {term: tuple(rows[term][name] for name in ("kind", "datatype", "language", "number")) for term in cases} == cases


def test_predicates_are_counted(columns: Columns, tmp_path: Path) -> None:
    found = pl.read_parquet(columns.to_parquet(tmp_path / "graph") / "predicates.parquet")
    assert dict(found.select("iri", "count").rows()) == {"http://x/p": 8, "http://x/q": 2}
    assert found["id"].to_list() == columns.predicates.tolist()


def test_a_graph_without_triples(tmp_path: Path) -> None:
    folder = from_ntriples(b"").to_parquet(tmp_path / "graph")
    assert len(pl.read_parquet(folder / "terms.parquet")) == len(pl.read_parquet(folder / "predicates.parquet")) == 0
    assert list((folder / "triples").iterdir()) == []


def test_an_earlier_graph_is_replaced_and_nothing_else(columns: Columns, tmp_path: Path) -> None:
    folder = columns.to_parquet(tmp_path / "graph")
    from_ntriples(b"<http://a> <http://p> <http://b> .\n", True).to_parquet(folder)
    assert len(triples(folder)) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["graph"], "no temporary folder is left"
    (folder / "thesis.txt").write_text("precious", encoding="utf-8")
    with pytest.raises(OutputError, match="something else"):
        columns.to_parquet(folder)
    with pytest.raises(OutputError, match="something else"):
        columns.to_parquet(folder / "thesis.txt")
    assert (folder / "thesis.txt").read_text(encoding="utf-8") == "precious" and len(triples(folder)) == 1


def test_terms_that_were_added_are_written_too(columns: Columns, tmp_path: Path) -> None:
    columns.terms.extend(["<http://new>", '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'])
    terms = pl.read_parquet(columns.to_parquet(tmp_path / "graph") / "terms.parquet")
    assert len(terms) == len(columns.terms) and 7.0 in terms["number"].to_list()


def test_many_terms_are_written_piece_by_piece(columns: Columns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pl.read_parquet(columns.to_parquet(tmp_path / "whole") / "terms.parquet")
    monkeypatch.setattr("tcgraph.columns.parquet._ROWS", 3)
    assert pl.read_parquet(columns.to_parquet(tmp_path / "pieces") / "terms.parquet").equals(whole)
