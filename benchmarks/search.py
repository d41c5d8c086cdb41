"""Searches 1,000 realistic texts, at the size of the packaged graph and at 170,000 names, and compares with scans by SPARQL.

    python -m benchmarks.search            a few minutes, most of it rdflib's
    python -m benchmarks.search --small    the packaged size only, without rdflib
"""

import argparse
import random
import statistics
import time
from itertools import pairwise

import tcgraph
from benchmarks.measure import line, median
from tcgraph.search import Index, read_kinds
from tcgraph.search.records import Record
from tcgraph.search.table import lines_of, read_lines
from tcgraph.search.things import Thing

SEED, QUERIES, MANY = 47, 1_000, 170_000
SCAN = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?name WHERE {
  { ?thing rdfs:label ?name } UNION { ?thing skos:altLabel ?name } FILTER(CONTAINS(STR(?name), "TEXT")) }"""
SCANNED = ("兴齐", "新松", "辽宁", "Tsinghua", "集成电路")


def slip(chance: random.Random, text: str) -> str:
    """The text with one character wrong, missing, extra or transposed."""
    at = chance.randrange(len(text) - 1)
    swapped = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    wrong = chance.choice(text) if not text.isascii() else chance.choice("aeinogh")
    return chance.choice([text[:at] + wrong + text[at + 1 :], text[:at] + text[at + 1 :], text[:at] + wrong + text[at:], swapped])


def typed(chance: random.Random, record: Record) -> str:
    """What somebody may type for this thing."""
    name = chance.choice(record.names)
    form, at = name.folded, chance.randrange(max(1, len(name.folded) - 4))
    if form.isascii():
        words = form.split()
        start = chance.randrange(len(words))
        part = " ".join(words[start : start + 2])
        return chance.choice([words[start], part, form, slip(chance, part) if len(part) > 3 else part, name.initials or form])
    reading = name.reading.lower() or form
    part, sound = form[at : at + chance.randint(2, 5)], reading[: chance.randint(5, 14)]
    ways = [form, part, form[:4], f"{form[:2]} {form[-4:]}", part[:2], slip(chance, form[at : at + 5]),
            reading, sound, slip(chance, sound), name.initials[:4]]  # fmt: skip
    return chance.choice([*ways, *(code for code, _ in record.codes)])


def texts(lines: list[str]) -> list[str]:
    """So many texts for things drawn by chance."""
    chance = random.Random(SEED)
    records = [record for record in map(Record, lines) if record.names]
    return [typed(chance, chance.choice(records)) for _ in range(QUERIES)]


def recombined(lines: list[str]) -> list[str]:
    """Names of firms put together from beginnings, middles and ends of real ones, with their readings, by chance."""
    chance = random.Random(SEED)
    parts: tuple[list[tuple[str, str]], ...] = ([], [], [])
    for line_ in lines:
        record = Record(line_)
        for name in record.names[:1]:
            syllables = "".join(f" {s}" if s.isupper() else s for s in name.reading).split()
            if record.kind == "tc:Enterprise" and len(syllables) == len(name.folded) > 8:
                cuts = (0, 2, 5, len(syllables))
                for column, (a, b) in zip(parts, pairwise(cuts), strict=True):
                    column.append((name.folded[a:b], " ".join(syllables[a:b]).lower()))
    made = []
    for number in range(MANY):
        chosen = [chance.choice(column) for column in parts]
        chinese, reading = "".join(part[0] for part in chosen), " ".join(part[1] for part in chosen)
        made.append(Thing(f"http://example.org/{number}", "tc:Enterprise", [chinese], [], [reading]))
    return lines_of(made)


def run(name: str, lines: list[str], asked: list[str]) -> Index:
    """Loads and searches; prints the time to load, and median, 99th percentile and most of the searches, with the work."""
    start = time.perf_counter()
    index = Index(lines, read_kinds())
    first = index.search("新松") and time.perf_counter() - start
    print(f"\n{name}: {len(index):,} things; made, and first search, {first or time.perf_counter() - start:.3f} s")
    for turn in ("first time", "again"):
        seconds, scored, none = [], [], 0
        for text in asked:
            start = time.perf_counter()
            found = index.search(text)
            seconds.append(time.perf_counter() - start)
            scored.append(index.scored)
            none += not found
        seconds.sort()
        shown = "   ".join(f"p{p} {1000 * statistics.quantiles(seconds, n=100)[p - 1]:6.1f} ms" for p in (50, 90, 99))
        work = f"scored: median {statistics.median(scored):.0f}, most {max(scored)}; without a hit {none}"
        print(f"  {turn:10}  {shown}   most {seconds[-1] * 1000:6.1f} ms   {work}", flush=True)
    return index


def compare(index: Index, *, slow: bool) -> None:
    """One search against a scan of all names, on our store and on rdflib's."""
    dataset = tcgraph.load()
    if slow:
        from benchmarks.__main__ import rdflib_dataset

        plain = rdflib_dataset()
    print("\nscans: seconds of a search, of FILTER(CONTAINS(...)), ratio")
    for text in SCANNED:
        query = SCAN.replace("TEXT", text)
        ours = median(lambda text=text: index.search(text), 9)
        line(f"{text}, SPARQL on our store", ours, median(lambda query=query: dataset.select(query), 3))
        if slow:
            line(f"{text}, SPARQL on rdflib", ours, median(lambda query=query: list(plain.query(query)), 1))


def main() -> None:
    """Runs all of it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--small", action="store_true", help="the packaged size only, without rdflib")
    small = parser.parse_args().small
    lines = read_lines()
    index = run("packaged", lines, texts(lines))
    if not small:
        many = recombined(lines)
        run("recombined", many, texts(many[::80]))
    compare(index, slow=not small)


if __name__ == "__main__":
    main()
