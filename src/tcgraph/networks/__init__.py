"""Sparse graphs that are networkx graphs, and a backend of networkx that works on them."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tcgraph.networks.csr import Csr
    from tcgraph.networks.network import DirectedNetworkView, NetworkView
    from tcgraph.networks.parallel import MultiNetworkView

__all__ = ["Csr", "DirectedNetworkView", "MultiNetworkView", "NetworkView"]

_HOME = {"Csr": "csr", "NetworkView": "network", "DirectedNetworkView": "network", "MultiNetworkView": "parallel"}
"""Imported late: networkx asks this package who it is."""


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'tcgraph.networks' has no attribute {name!r}")
    return getattr(import_module(f"tcgraph.networks.{_HOME[name]}"), name)
