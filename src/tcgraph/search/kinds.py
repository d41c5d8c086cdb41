"""The classes that a search can be narrowed to, and how people name them."""

from collections.abc import Iterable, Mapping

from tcgraph.errors import UnknownTermError
from tcgraph.search.text import code_form
from tcgraph.search.things import Kind
from tcgraph.vocab import shorten

__all__ = ["classes_of", "kind_names"]


def classes_of(kind: str, kinds: Mapping[str, Kind]) -> frozenset[str]:
    """The names of a class and of all below it.

    ``kind`` is an IRI, a name with or without prefix, or a label: ``tc:TechnologyCenter``, ``technology center``, ``技术中心``. Case,
    spaces and a plural ``s`` do not matter. Raises ``UnknownTermError``, which names the classes there are.
    """
    name = shorten(kind.strip().removeprefix("<").removesuffix(">"))
    chosen = {name} if name in kinds else set(_called(code_form(kind), kinds.values()))
    if not chosen:
        raise UnknownTermError(kind, kind_names(kinds))
    return frozenset(one.name for one in kinds.values() if not chosen.isdisjoint((one.name, *one.above)))


def _called(form: str, kinds: Iterable[Kind]) -> list[str]:
    singular = {form, form.removesuffix("s"), form.removesuffix("ies") + "y"} - {""}
    return [one.name for one in kinds if not singular.isdisjoint(_forms(one))]


def _forms(kind: Kind) -> set[str]:
    return {code_form(text) for text in (kind.name, kind.name.rpartition(":")[2], kind.chinese, kind.english)}


def kind_names(kinds: Mapping[str, Kind]) -> list[str]:
    """The names of the ontology's classes among these, in order; of all, if there are none."""
    return sorted(name for name in kinds if name.startswith("tc:")) or sorted(kinds)
