"""Lines of statements: the scanner reads what the engine reads, and each statement stands where it says."""

import random
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from tcgraph import resources
from tcgraph.columns.text import canonical
from tcgraph.shacl import lines
from tcgraph.shacl.lines import Index, scan
from tcgraph.shacl.lines_found import Layout
from tcgraph.store.formats import Loadable

BASE = "http://base.example/a/b"


def parsed(content: bytes, format: ox.RdfFormat = ox.RdfFormat.TURTLE) -> Counter:
    """Statements as the engine reads them; blank nodes without their labels."""
    quads = ox.parse(content, format=format, base_iri=BASE)
    return Counter(tuple("_:" if isinstance(term, ox.BlankNode) else canonical(str(term)) for term in (q.subject, q.predicate, q.object)) for q in quads)


def scanned(text: str) -> tuple[bool, Counter]:
    found = Counter()
    understood = scan(text, BASE, lambda s, p, o, *_: found.update([tuple("_:" if term[0] == "_" else term for term in (s, p, o))]))
    return understood, found


HARD = {
    "prefixes redefined": '@prefix a: <http://a/> . a:s a:p a:o . PREFIX a: <http://b/>\na:s a:p a:o .',
    "base": '@base <http://x/y/> . <s> <../p> <#o> . BASE <z/> <s> <> "x" .',
    "long literals": '<s> <p> """a\n"b" ""c\\"""" , \'\'\'d\n\'e\'\'f\\\'\'\'\' , "" , "#no comment . ; <x>" .',
    "comments": '# <s> <p> <o> .\n<s> # . \n <p> # "\n "x" # \'\'\'\n .',
    "numbers": "<s> <p> 1 , -1 , +1.5 , .5 , 1e3 , 1.E-3 , 1.0e+3, true , false . <s> <q> 5.",
    "names with dots and escapes": '@prefix a.b: <http://a/> . @prefix : <http://e/> . a.b:c.d :p :x\\,y , :%41 , : , :a:b , :1 . :s :p :o.',
    "blank nodes": '[] <p> [ <q> [ <r> 1 ] ; <t> ( 1 [ <u> 2 ] ( ) ) ] . [ <p> 1 ] . [ <p> 2 ] <q> 3 . ( 1 2 ) <p> _:b.1 . _:b.1 <p> _:c .',
    "languages and datatypes": '<s> <p> "x"@zh-Hans , "y"@EN , "1"^^<http://t> , "z" ^^ <http://www.w3.org/2001/XMLSchema#string> , "w"@en.',
    "unicode": '@prefix é: <http://é/> . é:中 é:文 "沈阳\\u4E2D\\U0001F600" , <http://x/\\u4E2D> .',
    "semicolons": "<s> <p> 1 ;; <q> 2 ; . <t> a <C> ; .",
    "nothing": " \n# nothing\n",
}


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_hard_turtle_is_read_as_the_engine_reads_it(text: str) -> None:
    assert scanned(text) == (True, parsed(text.encode()))


def test_trig_and_n_quads() -> None:
    trig = '@prefix a: <http://a/> . a:s a:p 1 . { a:s a:q 2 } a:g { a:s a:r 3 ; a:t 4 . a:u a:p 5 } GRAPH a:h { a:s a:p [ a:q 6 ] }'
    assert scanned(trig) == (True, parsed(trig.encode(), ox.RdfFormat.TRIG))
    quads = '<http://s> <http://p> "a . b" <http://g> .\n<http://s> <http://p> _:b .\n_:b <http://p> "x"@en _:g .\n'
    assert scanned(quads) == (True, parsed(quads.encode(), ox.RdfFormat.N_QUADS))


def test_files_of_the_project_are_read_as_the_engine_reads_them() -> None:
    for file in (*sorted(resources.shapes().glob("*.ttl")), *sorted(resources.ontology().glob("*.ttl")), resources.ttl() / "reference" / "places.ttl"):
        assert scanned(file.read_text(encoding="utf-8")) == (True, parsed(file.read_bytes())), file.name


class Document:
    """Random Turtle that remembers on which line and column it wrote each object."""

    def __init__(self, seed: int) -> None:
        self.choose = random.Random(seed)
        self.text = '@prefix x: <http://x/> .\n@prefix : <http://x/> .\n'
        self.expected: dict[tuple[str, ...], tuple[int, int]] = {}
        self.all: dict[tuple[str, ...], set[tuple[int, int]]] = {}
        for _ in range(self.choose.randint(1, 12)):
            self.statement()

    def space(self) -> None:
        self.text += self.choose.choice([" ", "\n", "  \t", "\n\n", " # a . comment ; \"\n", "\r\n", "\n#\n "])

    def here(self) -> tuple[int, int]:
        return self.text.count("\n") + 1, len(self.text) - self.text.rfind("\n")

    def name(self) -> tuple[str, str]:
        local = self.choose.choice("abcde")
        return self.choose.choice([f"<http://x/{local}>", f"x:{local}", f":{local}"]), f"<http://x/{local}>"

    def literal(self) -> tuple[str, str]:
        number = self.choose.randint(0, 99)
        return self.choose.choice([
            (f'"""long\n{number}\n"quoted" . """', f'"long\\n{number}\\n\\"quoted\\" . "'), (str(number), f'"{number}"^^<http://www.w3.org/2001/XMLSchema#integer>'),
            (f"'s;{number}'@zh", f'"s;{number}"@zh'), (f'"#{number}"', f'"#{number}"'), (f'"{number}"^^x:t', f'"{number}"^^<http://x/t>')])

    def statement(self) -> None:
        written, subject = self.name()
        self.note((subject,))
        self.text += written
        for number in range(self.choose.randint(1, 3)):
            self.text += " ;" if number else ""
            self.predicate(subject)
        self.space()
        self.text += "."
        self.space()

    def predicate(self, subject: str) -> None:
        self.space()
        written, predicate = self.name()
        self.note((subject, predicate))
        self.text += written
        for number in range(self.choose.randint(1, 3)):
            self.text += " ," if number else ""
            self.space()
            if self.choose.random() < 0.2:
                self.text += f"[ x:in {self.literal()[0]} ; x:a ( 1 [ x:b 'x . y' ] ) ]"
                continue
            written, term = self.choose.choice([self.name, self.literal])()
            self.note((subject, predicate, term))
            self.text += written

    def note(self, key: tuple[str, ...]) -> None:
        self.expected.setdefault(key, self.here())
        self.all.setdefault(key, set()).add(self.here())


@pytest.mark.parametrize("seed", range(150))
def test_each_statement_stands_where_the_index_says(seed: int) -> None:
    document = Document(seed)
    content = document.text.encode()
    assert scanned(document.text) == (True, parsed(content)), document.text
    subjects = {key[0] for key in document.expected}
    asked = frozenset(random.Random(seed).sample(sorted(subjects), k=max(1, len(subjects) // 2)))
    index = Index.of(Loadable("x.ttl", content, ox.RdfFormat.TURTLE), asked)
    places = {key: place for key, place in index.places.items() if len(key) < 3 or key[1]}
    assert places == {key: place for key, place in document.expected.items() if key[0] in asked}, document.text


@pytest.mark.parametrize("seed", range(300))
def test_large_file_is_read_in_part_and_what_is_said_is_right(seed: int, monkeypatch) -> None:
    monkeypatch.setattr(lines, "_LARGE", 0)
    document = Document(seed)
    asked = frozenset(random.Random(seed).sample([f"<http://x/{local}>" for local in "abcde"], k=2))
    index = Index.of(Loadable("x.ttl", document.text.encode(), ox.RdfFormat.TURTLE), asked)
    said = {key: place for key, place in index.places.items() if len(key) < 3 or key[1]}
    assert all(place in document.all[key] for key, place in said.items()), document.text
    assert {key for key in said if len(key) == 1} == {key for key in document.expected if len(key) == 1 and key[0] in asked}, document.text


def test_files_of_the_project_are_read_in_part_with_the_same_places(monkeypatch) -> None:
    files = [*sorted(resources.shapes().glob("*.ttl")), resources.ttl() / "reference" / "places.ttl", resources.ttl() / "notice" / "29.ttl", resources.ttl() / "conclusion" / "events.ttl"]
    partly = 0
    for number, file in enumerate(files):
        loadable = Loadable(file.name, file.read_bytes(), ox.RdfFormat.TURTLE)
        subjects = sorted({str(triple.subject) for triple in ox.parse(loadable.content, format=ox.RdfFormat.TURTLE) if isinstance(triple.subject, ox.NamedNode)})
        asked = frozenset([*random.Random(number).sample(subjects, k=min(20, len(subjects))), "<http://x/nowhere>"])
        monkeypatch.setattr(lines, "_LARGE", 1 << 40)
        whole = Index.of(loadable, asked).places
        monkeypatch.setattr(lines, "_LARGE", 0)
        assert Index.of(loadable, asked).places == whole, file.name
        partly += Layout(file.read_text(encoding="utf-8")).beginnings(asked) is not None
    assert partly > len(files) / 2


@pytest.mark.parametrize("tail", ["<s> <p> << <a> <b> <c> >> .", "<s> <p> <o> {| <q> 1 |} .", "oops", "<s> <p> 'open", "unknown:s <p> 1 .", "<s> <p> \udc00 ."])
def test_what_is_not_understood_has_no_place_and_what_stands_before_it_has(tail: str) -> None:
    text = f"<http://x/a> <http://x/p> 1 .\n{tail}\n<http://x/a> <http://x/q> 2 ."
    assert scanned(text)[0] is False
    index = Index.of(Loadable("x.ttl", text.encode("utf-8", "replace"), ox.RdfFormat.TURTLE), frozenset({"<http://x/a>"}))
    assert index.places[("<http://x/a>", "<http://x/p>")] == (1, 14)
    assert ("<http://x/a>", "<http://x/q>") not in index.places or index.places["<http://x/a>", "<http://x/q>"] == (3, 14)


def test_other_syntaxes_and_encodings_have_no_lines() -> None:
    wanted = frozenset({"<http://x/a>"})
    assert Index.of(Loadable("x.jsonld", b'{"@id": "http://x/a", "http://x/p": 1}', ox.RdfFormat.JSON_LD), wanted).places == {}
    assert Index.of(Loadable("x.ttl", '<http://x/a> <p> "沈" .'.encode("gb18030"), ox.RdfFormat.TURTLE), wanted).places == {}


def test_n_triples_are_looked_at_line_by_line() -> None:
    text = '# <http://x/a>\n<http://x/b> <http://x/p> "<http://x/a> ." .\n\n  <http://x/a> <http://x/p> "1" . # x\n<http://x/a> <http://x/q> _:b .\r\n_:b <http://x/p> <http://x/a> .'
    index = Index.of(Loadable("x.nt", text.encode(), ox.RdfFormat.N_TRIPLES), frozenset({"<http://x/a>", "_:b"}))
    assert index.places == {("<http://x/a>",): (4, 3), ("<http://x/a>", "<http://x/p>"): (4, 16), ("<http://x/a>", "<http://x/p>", '"1"'): (4, 29), ("<http://x/a>", "", '"1"'): (4, 29),
                            ("<http://x/a>", "<http://x/q>"): (5, 14)}


def test_deep_nesting_ends_the_reading_and_not_the_program(tmp_path: Path) -> None:
    text = "<http://x/a> <http://x/p> 1 . <http://x/b> <p> " + "[ <p> " * 3000 + "1" + " ]" * 3000 + " ."
    assert scanned(text)[0] is False
