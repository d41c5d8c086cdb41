"""The views by name, for the command line: which there are and what each takes, without loading what makes them."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tcgraph.errors import CallError, UnknownNameError

if TYPE_CHECKING:
    from tcgraph.networks import DirectedNetworkView, MultiNetworkView, NetworkView

    AnyView = NetworkView | DirectedNetworkView | MultiNetworkView

__all__ = ["ABOUT", "VIEWS", "accepted", "parameters", "view"]

_HOME = {
    "cooperation": "projection", "participation": "projection", "province_links": "groups", "field_links": "groups",
    "organisation_fields": "groups", "industry_institute_paths": "around", "ego": "around", "parallel_links": "parallel",
    "hierarchy": "structure", "succession": "structure",
}  # fmt: skip

ABOUT: Mapping[str, str] = MappingProxyType({
    "cooperation": "organisations, joined by the cooperations they share",
    "participation": "organisations and the cooperations they take part in",
    "province_links": "provinces, joined by cooperations between their organisations",
    "field_links": "technology fields, joined by cooperations",
    "organisation_fields": "organisations and the fields they work in",
    "industry_institute_paths": "enterprises with a university or institute between them",
    "ego": "the surroundings of one organisation",
    "parallel_links": "as cooperation, each cooperation an edge of its own",
    "hierarchy": "units and laboratories, and the organisations they belong to",
    "succession": "enterprises, and those under whose name their center went on",
})
"""What each view shows; in Chinese: ``words.translated``."""


class _Views(Mapping[str, "Callable[..., AnyView]"]):
    """Functions by name, imported when they are asked for."""

    def __getitem__(self, name: str) -> "Callable[..., AnyView]":
        return getattr(import_module(f"tcgraph.views.{_HOME[name]}"), name)  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[str]:
        return iter(_HOME)

    def __len__(self) -> int:
        return len(_HOME)


VIEWS: Mapping[str, "Callable[..., AnyView]"] = _Views()
"""All views that are one network, by name. ``ego`` needs the name of an organisation besides the dataset."""


class _UnknownViewError(UnknownNameError):
    what = "view"


def parameters(name: str) -> dict[str, Any]:
    """What a view takes besides the dataset, with defaults (``inspect.Parameter.empty``: has to be given). Raises ``UnknownNameError``."""
    if name not in VIEWS:
        raise _UnknownViewError(name, VIEWS)
    return {name: one.default for name, one in list(inspect.signature(VIEWS[name]).parameters.items())[1:]}


def accepted(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What is given, without None, if the view takes it.

    Raises ``UnknownNameError`` for an unknown view, ``CallError`` for a parameter that the view does not take or that is missing.
    """
    known, wanted = parameters(name), {key: value for key, value in given.items() if value is not None}
    if unknown := sorted(wanted.keys() - known.keys()):
        raise CallError(f"The view {name} takes no {', '.join(unknown)}. It takes: {', '.join(known)}.")
    if missing := sorted(key for key, default in known.items() if default is inspect.Parameter.empty and key not in wanted):
        raise CallError(f"The view {name} needs {', '.join(missing)}.")
    return wanted


def view(source: Any, name: str, given: Mapping[str, Any]) -> "AnyView":
    """The view of that name; of ``given`` all that is None is as not given. Raises what ``accepted`` and what the view raises."""
    wanted = accepted(name, given)
    return VIEWS[name](source, **wanted)
