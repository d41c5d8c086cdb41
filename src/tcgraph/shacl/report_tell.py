"""What a report says to a person in a language: plain texts, that others set as text, Markdown, tables or HTML."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tcgraph.shacl.paths import Path
from tcgraph.shacl.report_context import Hint
from tcgraph.shacl.report_model import Place, Rule, Severity, ValidationResult, in_language
from tcgraph.shacl.report_sentences import path_label, rule_sentence
from tcgraph.shacl.report_words import WORDS
from tcgraph.vocab import PREFIXES, shorten

if TYPE_CHECKING:
    from tcgraph.shacl.report import Group, Report

__all__ = ["Teller", "Told"]

_OWN_WORDS = ("SPARQL", "JS")


@dataclass(frozen=True, slots=True)
class Told:
    """One result: what it is called, its short IRI (empty where that is the name), property, value, where, and a message of its own.

    ``field`` is the property as the file has it, ``compared`` what the value was compared with, ``line`` what stands there in the file.
    """

    name: str
    iri: str
    about: str
    value: str
    place: Place | None
    message: str
    field: str = ""
    compared: str = ""
    line: str = ""

    @property
    def where(self) -> str:
        """File and line, or nothing."""
        return str(self.place) if self.place else ""


class Teller:
    """Tells a report in a language."""

    def __init__(self, report: "Report", language: str) -> None:
        self.report, self.language, self.names, self.words = report, language, report.names, WORDS[language]

    def head(self) -> str:
        """The counts in one line."""
        report, words = self.report, self.words
        if report.conforms:
            return words["conforms"]
        if not report.total:
            return words["nothing_new"]
        parts = []
        for severity, why in zip(reversed(Severity), ("must", "look", "counted"), strict=True):
            count = report.counts()[severity.name.lower()]
            if not count:
                continue
            plural = self.words[f"{severity.name}{'1' if count == 1 else 's'}"]
            why = f"{why}1" if count == 1 and f"{why}1" in words else why
            parts.append(f"{count:,} {plural} ({words[why]})" if self.language == "en" else f"{plural} {count:,} 项（{words[why]}）")
        return ", ".join(parts) + "." if self.language == "en" else "，".join(parts) + "。"

    def notes(self) -> list[str]:
        """What else is to be known: a baseline, a bound, queries whose results want a word, misspelt terms."""
        report, words = self.report, self.words
        notes = [words["files"].format(f"{len(report.places.files):,}")] if len(report.places.files) > 1 else []
        notes += [words["known"].format(f"{report.known:,}")] if report.known else []
        notes += [words["gone"].format(f"{report.gone:,}")] if report.gone else []
        if report.more:
            notes.append(words["bounded"].format(shown=f"{len(report):,}", more=f"{report.more:,}"))
        notes += [in_language(note, self.language) or "" for note in report.notes]
        return notes + [self.hint(hint) for hint in report.hints]

    def hint(self, hint: Hint) -> str:
        """A sentence on a misspelt term, with its first place."""
        places, about = self.report.places, hint.statement
        places.learn([about])
        place = places.of(about)
        close = self.words["close"].format(shorten(hint.close)) if hint.close else ""
        return self.words["misspelt"].format(shorten(hint.term), close) + (f"  {place}" if place else "")

    def groups(self, examples: int) -> Iterator[tuple["Group", str, list[Told]]]:
        """Each rule with its message and the first results; files are read once for all of them."""
        groups = [(group, group.results[:examples]) for group in self.report.groups()]
        self.report.places.learn(result for _, results in groups for result in results)
        of_shape = Counter(group.rule.shape for group, _ in groups)
        for group, results in groups:
            messages = [self.message(result) for result in results]
            same = len(set(messages)) <= 1 and bool(messages)
            general = messages[0] if same else self.general(group.rule)
            if of_shape[group.rule.shape] > 1:
                general = self.exact(group.rule, general)
            yield group, general, [self.tell(result, "" if same else message) for result, message in zip(results, messages, strict=True)]

    def tell(self, result: ValidationResult, message: str) -> Told:
        """One result."""
        short = shorten(result.focus_node) if result.focus_term[:1] == "<" else ""
        name = self.names.describe(result.focus_term, self.language)
        other = result.value_term is not None and result.value_term != result.focus_term
        shown = self.names.show(result.value_term or "", self.language) if other else ""
        place = self.report.places.of(result)
        return Told(name, short if short != name else "", self.property(result.rule, result.path), shown, place, message,
                    "" if result.path is None else result.path.text(shorten),
                    "" if result.compared_term is None else self.names.show(result.compared_term, self.language),
                    self.report.places.line(place))  # fmt: skip

    def property(self, rule: Rule | None, path: Path | None) -> str:
        """What the path is called: by the shape if it has a name for it, else by its predicates' labels."""
        if path is None:
            return ""
        title = in_language(rule.titles, self.language) if rule and rule.path == path else None
        return title or path_label(path, self.names, self.language)

    def general(self, rule: Rule) -> str:
        """What the rule says, without a certain value."""
        own = in_language(rule.messages, self.language)
        return own if own and "{" not in own else rule_sentence(rule, rule.path, self.names, self.language)

    def exact(self, rule: Rule, message: str) -> str:
        """A message that several constraints of a shape share, and which of them this is."""
        sentence = rule_sentence(rule, rule.path, self.names, self.language)
        return message if sentence in message or rule.kind in _OWN_WORDS else self.words["exactly"].format(message, sentence)

    def message(self, result: ValidationResult) -> str:
        """The message of a result; where the shape has none, a sentence of ours and not the engine's."""
        rule = result.rule
        made = rule is not None and rule.messages == {} and rule.kind not in _OWN_WORDS and rule.component.startswith(PREFIXES["sh"])
        own = "" if made else result.message(self.language)
        if own or rule is None:
            return own or shorten(result.source_constraint_component)
        return rule_sentence(rule, result.path, self.names, self.language)
