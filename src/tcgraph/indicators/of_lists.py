"""Indicators of the full lists: counts, growth, location quotients, concentration, relatedness, complexity."""

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from tcgraph.dataset import Dataset
from tcgraph.errors import CallError
from tcgraph.indicators import inequality, ranking
from tcgraph.indicators import specialities as special_in
from tcgraph.indicators.result import Indicator, Note, made
from tcgraph.indicators.tables import (
    SCHEMES,
    Concept,
    List,
    Listed,
    Thing,
    concepts,
    enterprise_concepts,
    list_of,
    listed,
    lists,
    macro_regions,
    province_of,
    provinces,
    regions,
)
from tcgraph.store.terms import Value

__all__ = ["center_counts", "complexity", "concentration", "growth", "location_quotient", "relatedness"]

Day = dt.date | str | None
Name = str | int | None
_BY = ("province", "region", "macro-region", "field", "industry")
_NO_LIST: Note = ("数据中没有当时有效的名单。", "No list that was in force then is in the data.")
_NAMED: Note = (
    "领域与行业由企业名称中的关键词判明，名称不能判明者不计。",
    "Fields and industries are told by keywords in the names of enterprises; those whose name tells none are not counted.",
)


def center_counts(dataset: Dataset, *, by: str = "province", on: Day = None, roster: Name = None) -> Indicator:
    """How many centers each place, field or industry has on one list, with share and rank.

    ``by`` is province, region (with the five cities and the corps apart), macro-region (of the statistics bureau's four), field or
    industry (enterprises then, on the first level). The list: ``roster`` (batch or label), else the one in force ``on`` a day, else
    the last. Sub-centers are not counted. Rows: iri, label, label_en, centers, share, rank (1 is most; equal counts share the best
    rank), tied (how many others have the same count); most first, then by label. Places without centers are there with 0. No list:
    no rows, and a note. Units: numbers and shares of 1. Cost: two queries.
    """
    if (one := list_of(dataset, on, roster)) is None:
        return made("center_counts", _COUNTS, (), notes=[_NO_LIST])
    counts, named = _counted(dataset, one, by)
    rank, tied, total = ranking.ranks(counts), ranking.tied(counts), sum(counts.values())
    order = sorted(counts, key=lambda key: (-counts[key], named[key].label))
    rows = [
        (key, named[key].label, named[key].label_en, counts[key], counts[key] / total if total else None, int(rank[key]), tied[key])
        for key in order
    ]
    return made("center_counts", _COUNTS, rows, facts=_facts(one, {"by": by, "total": total}), notes=_notes(by))


_COUNTS = "iri label label_en centers share rank tied"


def _facts(one: List, more: Mapping[str, Value]) -> dict[str, Value]:
    return {"list": one.label, "batch": one.batch, "day": one.day, **more}


def _notes(by: str) -> list[Note]:
    return [_NAMED] if by in SCHEMES else []


def _counted(dataset: Dataset, one: List, by: str) -> tuple[dict[str, int], Mapping[str, Thing | Concept]]:
    """Centers by place, or enterprises with centers by concept; and what the keys are called. All keys there are, 0 where nothing is."""
    members, named = _members(dataset, one, by)
    counts = Counter({key: members[key].total() for key in members})
    return {key: counts[key] for key in named}, named


def _members(dataset: Dataset, one: List, by: str) -> tuple[dict[str, Counter[str]], Mapping[str, Thing | Concept]]:
    """The centers of each place, or the enterprises with centers of each concept; a center that is listed twice is there twice."""
    if by not in _BY:
        raise CallError(f"Nothing is counted by {by!r}. Known: {', '.join(_BY)}.")
    units = [unit for unit in listed(dataset, one) if unit.kind == "center"]
    found: dict[str, Counter[str]] = defaultdict(Counter)
    if by in SCHEMES:
        known: Mapping[str, Thing | Concept] = {key: c for key, c in concepts(dataset, by).items() if c.top == key}
        own = enterprise_concepts(dataset, by, 1)
        for enterprise in {u.enterprise for u in units}:
            for concept in own.get(enterprise, ()):
                found[concept][enterprise] += 1
    else:
        known, of = _places(dataset, by)
        for unit in units:
            found[of(unit)][unit.unit] += 1
    unknown = sorted(set(found) - set(known))
    return found, {**known, **{key: Thing(key, key, key) for key in unknown}}


def _places(dataset: Dataset, by: str) -> tuple[Mapping[str, Thing], Callable[[Listed], str]]:
    """The places, and which one a unit is counted in."""
    if by == "macro-region":
        of = macro_regions(dataset)
        return {thing.iri: thing for thing in of.values()}, lambda unit: of[unit.province].iri if unit.province in of else ""
    return (provinces if by == "province" else regions)(dataset), lambda unit: str(getattr(unit, by))


def growth(dataset: Dataset, *, by: str = "province", older: Name = None, newer: Name = None) -> Indicator:
    """How many centers each place, field or industry had on two lists, and how fast they grew.

    ``older`` and ``newer`` are batches or labels; without them the first and the last list in the data. Rows: iri, label, label_en,
    before, after, entered (on the newer list alone), left (on the older alone), change (after - before, which is entered - left), rate
    (change / before), per_year (the compound rate over the days between the last days on which the two
    lists can have come out, in years of 365.25 days), contribution (change / everybody's before: these add up to the rate of the
    whole), rank (of the change); most change first, then by label. rate and per_year are None where before is 0. Fewer than two
    lists: no rows, and a note. Raises ``CallError`` where the lists are not one before the other. Source: see
    ``indicators.ranking.growth``.
    """
    known = lists(dataset)
    if len(known) < 2:
        return made("growth", _GROWTH, (), notes=[("数据中的名单不足两份。", "There are fewer than two lists in the data.")])
    first = list_of(dataset, roster=older) if older is not None else known[0]
    last = list_of(dataset, roster=newer) if newer is not None else known[-1]
    if first is None or last is None or first.day >= last.day:
        raise CallError(f"The older list must be before the newer one: {older!r} and {newer!r} are not.")
    years = (last.day - first.day).days / 365.25
    (was, named), (now, also) = _members(dataset, first, by), _members(dataset, last, by)
    nobody: Counter[str] = Counter()
    before, after = ({key: own.get(key, nobody).total() for key in {**named, **also}} for own in (was, now))
    found, names = ranking.growth(before, after, years=years), {**also, **named}
    rank = ranking.ranks({key: one.change for key, one in found.items()})
    order = sorted(found, key=lambda key: (-found[key].change, names[key].label))
    rows = [
        (
            key,
            names[key].label,
            names[key].label_en,
            int(g.before),
            int(g.after),
            (now.get(key, nobody) - was.get(key, nobody)).total(),
            (was.get(key, nobody) - now.get(key, nobody)).total(),
            int(g.change),
            g.rate,
            g.per_year,
            g.contribution,
            int(rank[key]),
        )
        for key in order
        for g in [found[key]]
    ]
    facts: dict[str, Value] = {
        "older": first.label,
        "older_day": first.day,
        "newer": last.label,
        "newer_day": last.day,
        "years": round(years, 4),
        "by": by,
        "before": sum(before.values()),
        "after": sum(after.values()),
    }
    return made("growth", _GROWTH, rows, facts=facts, notes=_notes(by))


_GROWTH = "iri label label_en before after entered left change rate per_year contribution rank"


class _Table:
    """Enterprises by province and concept, on one list: distinct ones, of all units that the list prints."""

    def __init__(self, dataset: Dataset, one: List, scheme: str, level: int) -> None:
        self.provinces = provinces(dataset)
        known, own = concepts(dataset, scheme), enterprise_concepts(dataset, scheme, level)
        pairs = {(u.province, u.enterprise) for u in listed(dataset, one) if u.province in self.provinces and u.enterprise in own}
        firms = {enterprise for _, enterprise in pairs}
        used = {concept for enterprise in firms for concept in own[enterprise]}
        self.concepts = {key: concept for key, concept in known.items() if (concept.top == key if level == 1 else key in used)}
        rows, columns = ({key: n for n, key in enumerate(keys)} for keys in (self.provinces, self.concepts))
        self.counts = np.zeros((len(rows), len(columns)), dtype=np.int64)
        for province, enterprise in pairs:
            for concept in own[enterprise]:
                self.counts[rows[province], columns[concept]] += 1
        self.firms = Counter(province for province, _ in pairs)
        self.national = Counter(concept for enterprise in firms for concept in own[enterprise])
        self.all = len(firms)

    def cells(self) -> Iterable[tuple[int, int, Thing, Concept]]:
        """Row and column of each cell, with what they stand for."""
        return (
            (r, c, province, concept)
            for r, province in enumerate(self.provinces.values())
            for c, concept in enumerate(self.concepts.values())
        )


def location_quotient(
    dataset: Dataset,
    *,
    on: Day = None,
    roster: Name = None,
    province: str | None = None,
    field: str | None = None,
    scheme: str = "field",
    level: int = 1,
) -> Indicator:
    """The location quotient of each field (or industry) in each province, on one list.

    LQ = (here / here_all) / (nation / nation_all), of distinct enterprises whose name tells a field: an enterprise with several
    fields counts in each, and once in the totals, as in the question ``specialisation_of_province``. 1 is the national share.
    Florence 1939; Hoover 1936, Review of Economics and Statistics 18. Without unit. ``scheme`` is field or industry, ``level`` 1 or
    2 (as assigned), ``province`` and ``field`` keep the rows of one; the list as in ``center_counts``. Rows: province_iri,
    province, province_en, code, field, field_en, here, here_all, nation, nation_all, quotient; highest first, then by province and
    code; quotient None where nobody in the province or of the field is told, 0 where none of the field is here. With few
    enterprises a quotient jumps: read it beside ``here``. Cost: four queries and a table of provinces by fields.
    """
    if (one := list_of(dataset, on, roster)) is None:
        return made("location_quotient", _QUOTIENTS, (), notes=[_NO_LIST])
    keep = _kept(dataset, province, field, scheme)
    table = _Table(dataset, one, scheme, level)
    rows: list[tuple[Value, ...]] = []
    for r, c, place, concept in table.cells():
        here, here_all, nation = int(table.counts[r, c]), table.firms[place.iri], table.national[concept.iri]
        quotient = here * table.all / (here_all * nation) if here_all and nation else None
        if keep(place.iri, concept):
            rows.append(
                (
                    place.iri,
                    place.label,
                    place.label_en,
                    concept.code,
                    concept.label,
                    concept.label_en,
                    here,
                    here_all,
                    nation,
                    table.all,
                    quotient,
                )
            )
    rows.sort(key=lambda row: (-_or_low(row[-1]), str(row[1]), str(row[3])))
    return made(
        "location_quotient",
        _QUOTIENTS,
        rows,
        facts=_facts(one, {"scheme": scheme, "level": level, "enterprises": table.all}),
        notes=[_NAMED],
    )


_QUOTIENTS = "province_iri province province_en code field field_en here here_all nation nation_all quotient"


def _or_low(value: object) -> float:
    return float(value) if isinstance(value, int | float) and not math.isnan(value) else -math.inf


class _Kept:
    def __init__(self, place: str | None, concept: str | None) -> None:
        self.place, self.concept = place, concept

    def __call__(self, place: str, concept: Concept) -> bool:
        return self.place in (None, place) and self.concept in (None, concept.iri, concept.top)


def _kept(dataset: Dataset, province: str | None, field: str | None, scheme: str) -> _Kept:
    """Keeps the cells of a province and a concept (or those below it). Raises ``UnknownThingError``, ``CallError``."""
    if scheme not in SCHEMES:
        raise CallError(f"No classification {scheme!r}. Known: {', '.join(SCHEMES)}.")
    place = province_of(dataset, province) if province is not None else None
    return _Kept(place, dataset.find_one(field, SCHEMES[scheme][0]) if field is not None else None)


def concentration(dataset: Dataset, *, by: str = "province", on: Day = None, roster: Name = None, groups: str = "四大地区") -> Indicator:
    """How unevenly the centers of one list are spread over places, fields or industries: Herfindahl's and Theil's indices.

    Rows: group, group_en, members, centers, share, herfindahl (sum of squared shares), normalised (0 when all members are equal, 1
    when one has all), equivalent (1 / herfindahl: so many equal members would be as concentrated), theil (nats, 0 to ln members),
    within, between. The first row is the whole, with theil = within + between; for ``by="province"`` a row per macro-region
    follows, of ``groups`` 四大地区 or 六大地理区, with its own indices and what it adds to within and between; by code of their first
    province. None where a group has no center. Herfindahl 1950; Theil 1967; Shorrocks 1980, Econometrica 48. Members are
    unweighted: this tells how unequal provinces are, not how unequal people's access is.
    """
    if (one := list_of(dataset, on, roster)) is None:
        return made("concentration", _CONCENTRATION, (), notes=[_NO_LIST])
    counts, _ = _counted(dataset, one, by)
    of = macro_regions(dataset, groups) if by == "province" else {}
    parts = inequality.theil_parts(list(counts.values()), [of[key].iri if key in of else "" for key in counts])
    rows = [_spread("全部", "all", list(counts.values()), 1.0, parts.within if parts else None, parts.between if parts else None)]
    for thing in {of[key].iri: of[key] for key in counts if key in of}.values():
        part = parts.groups[thing.iri] if parts else None
        own = [count for key, count in counts.items() if key in of and of[key].iri == thing.iri]
        rows.append(
            _spread(
                thing.label,
                thing.label_en,
                own,
                part.share if part else None,
                part.within if part else None,
                part.between if part else None,
            )
        )
    facts = _facts(one, {"by": by, "groups": groups if of else None, "total": sum(counts.values())})
    return made("concentration", _CONCENTRATION, rows, facts=facts, notes=_notes(by))


_CONCENTRATION = "group group_en members centers share herfindahl normalised equivalent theil within between"


def _spread(zh: str, en: str, own: list[int], share: float | None, within: float | None, between: float | None) -> tuple[Value, ...]:
    return (
        zh,
        en,
        len(own),
        sum(own),
        share,
        inequality.herfindahl(own),
        inequality.normalised_herfindahl(own),
        inequality.equivalent_number(own),
        inequality.theil(own),
        within,
        between,
    )


def relatedness(
    dataset: Dataset,
    *,
    on: Day = None,
    roster: Name = None,
    province: str | None = None,
    field: str | None = None,
    scheme: str = "field",
    level: int = 2,
    threshold: float = 1.0,
) -> Indicator:
    """How near each province is to each field, by the specialities that it has: relatedness density.

    Two fields are near if the same provinces are specialised in both: phi = min(P(i|j), P(j|i)); the density is the share of a
    field's proximity that lies with the province's other specialities, 0 to 1 (Hidalgo, Klinger, Barabási and Hausmann 2007,
    Science 317). Specialised means a location quotient of at least ``threshold``, of counts of enterprises. Rows: province_iri,
    province, province_en, code, field, field_en, here, quotient, specialised, density; highest density first, then by province and
    code; None where not defined. Options as in ``location_quotient``; ``level`` 2 by default, since few first-level fields have
    much to be related to. With 31 provinces and some 630 enterprises whose name tells a field the proximities are coarse.
    """
    if (one := list_of(dataset, on, roster)) is None:
        return made("relatedness", _RELATEDNESS, (), notes=[_NO_LIST])
    keep = _kept(dataset, province, field, scheme)
    table = _Table(dataset, one, scheme, level)
    quotients, special = inequality.location_quotients(table.counts), special_in.advantages(table.counts, threshold=threshold)
    density = special_in.relatedness_density(special)
    rows: list[tuple[Value, ...]] = [
        (
            place.iri,
            place.label,
            place.label_en,
            concept.code,
            concept.label,
            concept.label_en,
            int(table.counts[r, c]),
            _plain(quotients[r, c]),
            bool(special[r, c]),
            _plain(density[r, c]),
        )
        for r, c, place, concept in table.cells()
        if keep(place.iri, concept)
    ]
    rows.sort(key=lambda row: (-_or_low(row[-1]), str(row[1]), str(row[3])))
    return made(
        "relatedness", _RELATEDNESS, rows, facts=_facts(one, {"scheme": scheme, "level": level, "threshold": threshold}), notes=[_NAMED]
    )


_RELATEDNESS = "province_iri province province_en code field field_en here quotient specialised density"


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def complexity(
    dataset: Dataset,
    *,
    of: str = "province",
    on: Day = None,
    roster: Name = None,
    scheme: str = "field",
    level: int = 2,
    threshold: float = 1.0,
) -> Indicator:
    """The economic complexity of provinces, or (``of="field"``) of fields, from who is specialised in what.

    The second eigenvector of Hidalgo and Hausmann 2009 (PNAS 106), see ``indicators.specialities.complexity``; mean 0, standard
    deviation 1, no unit. Rows: iri, code (of fields), label, label_en, specialities (a province's diversity, a field's ubiquity),
    complexity, rank; most complex first, then by label; those without any speciality, or outside the largest connected piece, have
    None, and a note says so. Options as in ``relatedness``. It ranks patterns of firms' names on one list, not a province's
    economy.
    """
    if of not in ("province", "field"):
        raise CallError(f"Complexity is of province or field, not of {of!r}.")
    if (one := list_of(dataset, on, roster)) is None:
        return made("complexity", _COMPLEXITY, (), notes=[_NO_LIST])
    table = _Table(dataset, one, scheme, level)
    found = special_in.complexity(special_in.advantages(table.counts, threshold=threshold))
    if of == "province":
        things: list[tuple[str, str | None, str, str]] = [(t.iri, None, t.label, t.label_en) for t in table.provinces.values()]
        values, numbers = found.regions, found.diversity
    else:
        things, values, numbers = [(t.iri, t.code, t.label, t.label_en) for t in table.concepts.values()], found.fields, found.ubiquity
    rank = ranking.ranks({n: round(float(value), 9) for n, value in enumerate(values) if not math.isnan(value)})
    rows = [(*thing, int(numbers[n]), _plain(values[n]), int(rank[n]) if n in rank else None) for n, thing in enumerate(things)]
    rows.sort(key=lambda row: (-_or_low(row[5]), row[2]))
    left = sum(row[5] is None for row in rows)
    notes = [_NAMED] + (
        [
            (
                f"{left}个没有专业领域或不在最大连通部分，无复杂度。",
                f"{left} have no speciality or lie outside the largest connected piece: no complexity.",
            )
        ]
        if left
        else []
    )
    return made(
        "complexity", _COMPLEXITY, rows, facts=_facts(one, {"of": of, "scheme": scheme, "level": level, "pieces": found.parts}), notes=notes
    )


_COMPLEXITY = "iri code label label_en specialities complexity rank"
