"""One set of parameters per question, and answers in a form that can be compared."""

from collections import Counter
from decimal import Decimal

import pytest
import rdflib

import tcgraph
from tcgraph.questions import question

PARAMETERS = {
    "province": "辽宁", "on": "2023-03-15", "batch": "29", "older": "26", "newer": "29", "field": "1", "roster": "第29批名单",
    "region": "东北（国家统计局四大地区）", "organisation": "沈阳鼓风机集团股份有限公司", "unit": "沈阳兴齐眼药股份有限公司技术中心",
    "since": "2019-12-31", "until": "2023-02-24", "kind": "JointAward",
}  # fmt: skip


YEARS = {"since": "2019", "until": "2024"}  # where a question takes years and not days


def parameters(name: str) -> dict[str, str]:
    """The parameters that the tests ask a question with."""
    asked = question(name).parameters
    return {p.name: YEARS[p.name] if p.type == "xsd:integer" else PARAMETERS[p.name] for p in asked}


def plain(value: object) -> object:
    """A value in which both engines agree: numbers by value, all else by text."""
    if isinstance(value, rdflib.Literal):
        value = value.toPython() if value.datatype else str(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return round(float(value), 9)
    return None if value is None else str(value)


def own_solutions(answer: tcgraph.Answer) -> Counter:
    """The solutions of the embedded engine as a multiset."""
    return Counter(tuple(map(plain, row)) for row in answer.rows())


def rdflib_solutions(variables: tuple[str, ...], result: rdflib.query.Result) -> Counter:
    """The solutions of rdflib as a multiset; the empty one that it makes of a GROUP BY over nothing is left out."""
    rows = (tuple(plain(row.get(rdflib.Variable(name))) for name in variables) for row in result.bindings)
    return Counter(row for row in rows if any(value is not None for value in row))


@pytest.fixture(scope="session")
def ask():
    """The tools of this folder, for its tests: ``ask.parameters(name)`` and so on."""
    import types

    return types.SimpleNamespace(parameters=parameters, own=own_solutions, rdflib=rdflib_solutions, plain=plain)
