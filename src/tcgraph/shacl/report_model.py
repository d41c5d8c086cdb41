"""What a report is made of: results, the rules they break, and where in a file they stand."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tcgraph.shacl.paths import Path
from tcgraph.vocab import PREFIXES, shorten

__all__ = ["Language", "Place", "Rule", "Severity", "ValidationResult", "filled", "in_language"]

Language = Literal["zh", "en"] | str
_SH = PREFIXES["sh"]


class Severity(enum.IntEnum):
    """How grave a result is: a Violation must not be published, a Warning wants a look, an Info is counted."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3

    @property
    def iri(self) -> str:
        """SHACL's own name."""
        return f"{_SH}{self.name.capitalize()}"

    @staticmethod
    def of(iri: str) -> "Severity":
        """The severity of that name. One that is not SHACL's counts as a Violation: nobody said that it is less."""
        return _BY_IRI.get(iri, Severity.VIOLATION)


_BY_IRI = {severity.iri: severity for severity in Severity}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file as it was named, line and column from 1, or None where only the file is known."""

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One constraint of one shape. ``shape`` and ``source_constraint`` are terms in N-Triples form.

    ``name`` is stable: the short IRI of the shape, or for a blank one that of the shape it belongs to, and its path.
    ``titles`` and ``messages`` are the shape's own, by language; ``expected`` are the constraint's parameters, as terms.
    """

    shape: str
    component: str
    severity_iri: str
    name: str
    path: Path | None = None
    titles: Mapping[str, str] | None = None
    messages: Mapping[str, str] | None = None
    expected: tuple[str, ...] = ()
    source_constraint: str | None = None

    @property
    def severity(self) -> Severity:
        """The severity."""
        return Severity.of(self.severity_iri)

    @property
    def kind(self) -> str:
        """The component's name in short: ``MinCount``; the whole IRI of one that is not SHACL's."""
        return self.component.removeprefix(_SH).removesuffix("ConstraintComponent") if self.component.startswith(_SH) else self.component

    @property
    def sort_key(self) -> tuple[int, str, str, str, str]:
        """Gravest first, then by name, component, parameters and message."""
        return (-self.severity, self.name, self.component, " ".join(self.expected), str(sorted((self.messages or {}).items())))


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One result, in SHACL's words.

    ``focus_node``, ``value_node`` and ``source_shape`` are what SPARQL's STR() gives: an IRI, the label of a blank node, the text of a
    literal; ``focus_term``, ``value_term`` and ``shape_term`` are the same in N-Triples form, which tells them apart. ``result_path`` is
    written as SPARQL does, ``path`` is the same as an object. ``messages`` by language tag. ``severity_iri`` differs
    from ``severity`` where the shapes have a severity of their own. ``details`` are results that explain this one. ``compared_term`` is
    what the value was compared with (sh:lessThan), where the engine says so.
    """

    focus_node: str
    result_path: str | None
    value_node: str | None
    severity: Severity
    source_shape: str
    source_constraint_component: str
    messages: Mapping[str, str]
    label: str | None = None
    focus_term: str = ""
    value_term: str | None = None
    shape_term: str = ""
    path: Path | None = None
    source_constraint: str | None = None
    severity_iri: str = ""
    details: "tuple[ValidationResult, ...]" = ()
    rule: Rule | None = None
    stored_fingerprint: str = ""
    compared_term: str | None = None

    def message(self, language: str = "en") -> str:
        """The message in a language, else in English, else any."""
        return in_language(self.messages, language) or ""

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """Within a rule: by focus node, path, value."""
        return (self.focus_term, self.result_path or "", self.value_term or "")

    @property
    def rule_name(self) -> str:
        """The name of the rule, for people."""
        return self.rule.name if self.rule else shorten(self.source_shape)


def in_language(texts: Mapping[str, str] | None, language: str) -> str | None:
    """The text in a language (``zh`` also finds ``zh-CN``), else in English, without a language, or any; None where there is none."""
    if not texts:
        return None
    for wanted in (language, "en", ""):
        for tag in (wanted, *sorted(tag for tag in texts if tag.startswith(f"{wanted}-") and wanted)):
            if texts.get(tag):
                return texts[tag]
    return next(iter(texts.values()))


def filled(text: str, known: Mapping[str, str | None]) -> str:
    """A message with its ``{?name}`` and ``{$name}`` replaced by what is known; others stay as they are."""
    if "{?" in text or "{$" in text:
        for name, value in known.items():
            if value is not None:
                text = text.replace(f"{{?{name}}}", value).replace(f"{{${name}}}", value)
    return text
