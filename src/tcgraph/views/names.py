"""Things by name: the one place where views turn what a user types into IRIs and kinds."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import pyoxigraph as ox

from tcgraph import resources
from tcgraph.dataset import Dataset
from tcgraph.errors import AmbiguousNameError, CallError, UnknownThingError
from tcgraph.views.participations import Source
from tcgraph.vocab import PREFIXES, TC

__all__ = ["KINDS", "class_named", "kind_labels", "kinds_named", "labelled", "one_of", "organisation_named", "thing_named"]

Labels = Mapping[str, Sequence[str]]
"""The labels of each thing, by IRI."""
KINDS = ("JointAward", "JointPlatform", "IndustryAlliance", "Founding", "JointPublication")
"""The kinds of cooperation that the ontology has."""
_CLASSES = {
    "enterprise": (TC.Enterprise, "企业", "enterprises"), "university": (TC.University, "高校", "大学", "universities"),
    "institute": (TC.ResearchInstitute, "科研机构", "研究机构", "研究院所", "researchinstitute", "institutes"),
}  # fmt: skip
"""The kinds of organisation that have a class, and how else they are written."""


def thing_named(source: Source, name: str, what: str) -> str:
    """The IRI of a name, code or IRI among all things of a class: of a dataset as ``Dataset.find_one``, of columns the IRI alone.

    Raises ``UnknownThingError`` or ``AmbiguousNameError``; ``CallError`` for a name in columns, and for several names.
    """
    if not isinstance(name, str):
        raise CallError(f"{name!r}: give one name, code or IRI ({what}), as text. Make a view for each, and networkx.compose_all of them.")
    if isinstance(source, Dataset):
        return source.find_one(name, what)
    if "://" not in name:
        raise CallError(f"Columns know no names: give the IRI of {name!r} ({what}), or a dataset.")
    return name


def organisation_named(source: Source, name: str, labels: Labels) -> str:
    """The IRI of an organisation: of those with ``labels`` as ``one_of``, else of a dataset any other, as ``thing_named``."""
    if "://" in name:
        return name
    try:
        return one_of(name, labels, "It was looked for among the organisations that take part in cooperations.", source)
    except UnknownThingError:
        what = "tc:Organisation"
        if isinstance(source, Dataset) and (source.find(name, what) or source.suggestions(name, what)):
            return source.find_one(name, what)  # one that takes part in nothing, or what is spelt alike among all
        raise


def one_of(name: str, labels: Labels, advice: str, source: Source | None = None) -> str:
    """The one node that a name stands for: its IRI; a name that the dataset knows it by; one of its labels, whatever the case.

    ``labels``: those of each node. Raises ``UnknownThingError``, with what is spelt alike, or ``AmbiguousNameError``.
    """
    if name in labels:
        return name
    known = {thing for thing, *_ in source.find(name)} & labels.keys() if isinstance(source, Dataset) and name.strip() else set()
    found = sorted(known or labelled(name, labels))
    if not found:
        raise UnknownThingError(name, (text for texts in labels.values() for text in texts if text), advice)
    if len(found) > 1:
        raise AmbiguousNameError(name, [(thing, next(filter(None, labels[thing]), "")) for thing in found])
    return found[0]


def labelled(name: str, labels: Labels) -> set[str]:
    """The things with such a label, whatever the case and the spaces around."""
    wanted = _plain(name)
    return {thing for thing, texts in labels.items() if wanted and wanted in map(_plain, texts)}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def kinds_named(kind: str | Iterable[str] | None) -> frozenset[str]:
    """The kinds of cooperation that are meant, as codes: by code, IRI, Chinese or English label, whatever the case, spaces and hyphens.

    Raises ``CallError``, which names all known ones in both languages and what is spelt alike.
    """
    asked = [kind] if isinstance(kind, str) else list(kind or ())
    found = {one: one if one in KINDS else _kind_forms().get(_bare(one)) for one in asked}
    if unknown := sorted(one for one, code in found.items() if code is None):
        known = "; ".join(f"{code} ({', '.join(labels)})" for code, labels in kind_labels().items())
        raise CallError(f"No kind of cooperation {', '.join(unknown)}. Known: {known}.{_hint(unknown)}")
    return frozenset(code for code in found.values() if code)


def class_named(kind: str) -> str:
    """The class of organisations of a kind, ``enterprise`` say, in English or Chinese, whatever the case. Raises ``CallError``."""
    for label, (iri, *forms) in _CLASSES.items():
        if _bare(kind) in (label, *forms) or kind == iri:
            return iri
    known = ", ".join(f"{label} ({forms[0]})" for label, (_, *forms) in _CLASSES.items())
    raise CallError(f"No kind of organisation {kind!r}. Known: {known}.")


def _hint(unknown: Iterable[str]) -> str:
    from difflib import get_close_matches

    forms = {text: text for code, labels in kind_labels().items() for text in (code, *labels)}
    plain = {_bare(text): text for text in forms}
    close = dict.fromkeys(plain[match] for one in unknown for match in get_close_matches(_bare(one), plain, n=1, cutoff=0.5))
    return f" Did you mean {' or '.join(map(repr, close))}?" if close else ""


def _bare(text: str) -> str:
    return "".join(text.removeprefix(PREFIXES["tc"]).removeprefix("tc:").casefold().replace("-", "").replace("_", "").split())


@lru_cache(maxsize=1)
def kind_labels() -> Mapping[str, tuple[str, ...]]:
    """The labels of the kinds of cooperation by code, the Chinese one first, as the ontology has them."""
    label, found = ox.NamedNode(PREFIXES["rdfs"] + "label"), dict[str, dict[str, str]]()
    iris = {getattr(TC, kind): kind for kind in KINDS}
    for triple in ox.parse(path=resources.ontology() / "tcgraph.ttl", format=ox.RdfFormat.TURTLE):
        if triple.predicate == label and (code := iris.get(getattr(triple.subject, "value", ""))) and isinstance(triple.object, ox.Literal):
            found.setdefault(code, {})[triple.object.language or ""] = triple.object.value
    return {code: tuple(text for _, text in sorted(found.get(code, {}).items(), reverse=True)) for code in KINDS}


def _kind_forms() -> dict[str, str]:
    """Each way to write a kind, without case and spaces, to its code."""
    return {_bare(text): code for code, labels in kind_labels().items() for text in (code, *labels)}
