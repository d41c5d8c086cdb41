"""The views by name, for the command line: which there are and what each takes, without loading what makes them."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from tcgraph.errors import CallError, UnknownNameError

if TYPE_CHECKING:
    from tcgraph.networks.network import NetworkView

__all__ = ["VIEWS", "parameters", "view"]

_HOME = {
    "cooperation": "projection", "participation": "projection", "province_links": "groups", "field_links": "groups",
    "organisation_fields": "groups", "industry_institute_paths": "around", "ego": "around",
}  # fmt: skip


class _Views(Mapping[str, "Callable[..., NetworkView]"]):
    """Functions by name, imported when they are asked for."""

    def __getitem__(self, name: str) -> "Callable[..., NetworkView]":
        return getattr(import_module(f"tcgraph.views.{_HOME[name]}"), name)  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[str]:
        return iter(_HOME)

    def __len__(self) -> int:
        return len(_HOME)


VIEWS: Mapping[str, "Callable[..., NetworkView]"] = _Views()
"""All views that are one network, by name. ``ego`` needs the name of an organisation besides the dataset."""


class _UnknownViewError(UnknownNameError):
    what = "view"


def parameters(name: str) -> dict[str, Any]:
    """What a view takes besides the dataset, with defaults (``inspect.Parameter.empty``: has to be given). Raises ``UnknownNameError``."""
    if name not in VIEWS:
        raise _UnknownViewError(name, VIEWS)
    return {name: one.default for name, one in list(inspect.signature(VIEWS[name]).parameters.items())[1:]}


def view(source: Any, name: str, given: Mapping[str, Any]) -> "NetworkView":
    """The view of that name; of ``given`` all that is None is as not given.

    Raises ``UnknownNameError`` for an unknown view, ``CallError`` for a parameter that the view does not take or that is missing, and what
    the view raises.
    """
    known, wanted = parameters(name), {key: value for key, value in given.items() if value is not None}
    if unknown := sorted(wanted.keys() - known.keys()):
        raise CallError(f"The view {name} takes no {', '.join(unknown)}. It takes: {', '.join(known)}.")
    if missing := sorted(key for key, default in known.items() if default is inspect.Parameter.empty and key not in wanted):
        raise CallError(f"The view {name} needs {', '.join(missing)}.")
    return VIEWS[name](source, **wanted)
