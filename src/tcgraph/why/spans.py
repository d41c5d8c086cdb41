"""Things of a graph in a few words: a label, or for periods and events what they say."""

from tcgraph.vocab import TC, shorten
from tcgraph.why.reading import Labels, Reader

__all__ = ["summary"]


def summary(reader: Reader, thing: str) -> Labels:
    """A label; for a title period from when to when, for an event its batches, names or days; for a row where it stands."""
    kinds = set(reader.values(thing, "rdf:type"))
    if TC.TitlePeriod in kinds:
        return _period(reader, thing)
    if TC.RosterEntry in kinds:
        return _row(reader, thing)
    if reader.terms(thing, "tc:concernsUnit"):
        return _event(reader, thing)
    return reader.labels(thing)


def _day(reader: Reader, thing: str, earliest: str, latest: str) -> Labels:
    first, last = reader.text(thing, earliest), reader.text(thing, latest)
    if first == last:
        return (first, first) if first else ("不详", "not known")
    if not first or not last:
        return (f"{last}或更早", f"{last} or earlier") if last else (f"{first}或更晚", f"{first} or later")
    return f"{first}至{last}之间", f"between {first} and {last}"


def _period(reader: Reader, thing: str) -> Labels:
    kind = reader.labels(reader.text(thing, "tc:heldAs"))
    start = _day(reader, thing, "tc:startNotBefore", "tc:startNotAfter")
    end = _day(reader, thing, "tc:endNotBefore", "tc:endNotAfter")
    return f"{kind[0]}：始于{start[0]}，止于{end[0]}", f"{kind[1]}: held from {start[1]} to {end[1]}"


def _event(reader: Reader, thing: str) -> Labels:
    old, new = reader.text(thing, "tc:oldName"), reader.text(thing, "tc:newName")
    batches = [reader.labels(b) for name in ("tc:inBatch", "tc:earliestBatch", "tc:latestBatch") for b in reader.values(thing, name)]
    kinds = [reader.labels(kind) for name in ("tc:fromKind", "tc:toKind") for kind in reader.values(thing, name)]
    day = _day(reader, thing, "tc:notBefore", "tc:notAfter")
    what = f"{old} → {new}" if old else ""
    zh = what or "至".join(zh for zh, _ in batches) or " → ".join(zh for zh, _ in kinds)
    en = what or " to ".join(en for _, en in batches) or " → ".join(en for _, en in kinds)
    return (f"{zh}，{day[0]}" if zh else day[0], f"{en}, {day[1]}" if en else day[1])


def _row(reader: Reader, thing: str) -> Labels:
    roster = reader.labels(reader.text(thing, "tc:inRoster"))
    name, position = reader.text(thing, "tc:printedEnterpriseName"), reader.text(thing, "tc:position")
    if not position:
        return f"{roster[0]}（行次不详）{name}", f"{roster[1]}, position not known: {name}"
    return f"{roster[0]}第{position}行 {name}", f"{roster[1]}, position {position}: {name}" if name else shorten(thing)
