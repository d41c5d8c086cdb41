"""Sentences for rules that have no message of their own, with labels in the place of IRIs."""

from collections.abc import Sequence

from tcgraph.shacl.paths import Path
from tcgraph.shacl.report_context import Names
from tcgraph.shacl.report_model import Rule, in_language
from tcgraph.shacl.report_words import EXPECTED, sentence
from tcgraph.vocab import shorten

__all__ = ["default_messages", "path_label", "rule_sentence"]

_MOST_EXPECTED = 8


def path_label(path: Path, names: Names, language: str) -> str:
    """A path with labels in the place of IRIs."""
    return path.text(lambda iri: names.label(f"<{iri}>", language) or shorten(iri))


def default_messages(rule: Rule, names: Names, path: Path | None) -> dict[str, str]:
    """Sentences in both languages for a rule without messages."""
    return {language: rule_sentence(rule, path, names, language) for language in ("en", "zh")}


def rule_sentence(rule: Rule, path: Path | None, names: Names, language: str) -> str:
    """What the rule says of the values of a path."""
    title = in_language(rule.titles, language) if path is not None and rule.path == path else None
    about = "" if path is None else title or path_label(path, names, language)
    return sentence(rule.kind if "/" not in rule.kind else shorten(rule.kind), about, _expected(rule.expected, names, language), language)


def _expected(terms: Sequence[str], names: Names, language: str) -> str:
    shown = [_word(term, language) or names.show(term, language) for term in terms[:_MOST_EXPECTED]]
    return ("、" if language == "zh" else ", ").join([*shown, *(["…"] if len(terms) > _MOST_EXPECTED else [])])


def _word(term: str, language: str) -> str | None:
    word = EXPECTED.get(shorten(term[1:-1])) if term.startswith("<") else None
    return word[language == "zh"] if word else None
