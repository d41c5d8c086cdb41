"""A report as SARIF 2.1.0, the format in which code hosts and editors show findings beside the lines of files."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tcgraph.shacl.baseline import fingerprint
from tcgraph.shacl.report_model import Place, Severity, ValidationResult, in_language
from tcgraph.shacl.report_tell import Teller
from tcgraph.vocab import VERSION, shorten

if TYPE_CHECKING:
    from tcgraph.shacl.report import Report

__all__ = ["sarif"]

_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif(report: "Report", language: str) -> str:
    """One run; a rule per constraint that is broken, a result per result. Files below the working folder are named from there."""
    teller = Teller(report, language)
    report.places.learn(report)
    groups = report.groups()
    ids = _ids([f"{group.rule.name} {group.rule.kind}" for group in groups])
    rules = [_rule(teller, id, group.rule) for id, group in zip(ids, groups, strict=True)]
    results = [_result(teller, ids[number], number, result) for number, group in enumerate(groups) for result in group.results]
    driver = {"name": "tcgraph", "version": VERSION, "informationUri": "https://w3id.org/tcgraph/ontology", "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results,
           "properties": {"conforms": report.conforms, "known": report.known, "gone": report.gone, "more": report.more,
                          "notes": [in_language(note, language) for note in report.notes]}}  # fmt: skip
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _ids(names: list[str]) -> list[str]:
    """The names, numbered where one comes again: SARIF wants each id once."""
    seen: dict[str, int] = {}
    ids = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        ids.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return ids


def _rule(teller: Teller, id: str, rule: Any) -> dict[str, Any]:
    text = teller.general(rule)
    return {"id": id, "shortDescription": {"text": text}, "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            "properties": {"shape": rule.shape, "component": rule.component}}  # fmt: skip


def _result(teller: Teller, id: str, index: int, result: ValidationResult) -> dict[str, Any]:
    told = teller.tell(result, "")
    value = f" ({teller.words['value']}: {told.value})" if told.value else ""
    return {
        "ruleId": id, "ruleIndex": index, "level": _LEVELS[result.severity],
        "message": {"text": f"{told.name}{value}: {teller.message(result)}"},
        "locations": [dict(_location(result, told.place))],
        "partialFingerprints": {"tcgraph/v1": fingerprint(result, teller.names)},
        "properties": {"focusNode": result.focus_term, "resultPath": result.result_path, "value": result.value_term},
    }  # fmt: skip


def _location(result: ValidationResult, place: Place | None) -> Iterator[tuple[str, Any]]:
    if place is not None:
        region = {"region": {"startLine": place.line, "startColumn": place.column}} if place.line else {}
        yield "physicalLocation", {"artifactLocation": {"uri": _uri(place.file)}, **region}
    yield "logicalLocations", [{"name": shorten(result.focus_node), "fullyQualifiedName": result.focus_node, "kind": "resource"}]


def _uri(file: str) -> str:
    path = Path(file)
    try:
        return quote(path.resolve().relative_to(Path.cwd()).as_posix())
    except ValueError:
        return path.resolve().as_uri()
