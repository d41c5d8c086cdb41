"""Which nodes shapes are about: instances of classes, named nodes, subjects and objects of predicates."""

import numpy as np

from tcgraph.shacl.components_frame import Mask, State
from tcgraph.shacl.components_model import Target
from tcgraph.shacl.paths import Ids
from tcgraph.vocab import PREFIXES

__all__ = ["instances", "is_instance", "target_nodes"]

_TYPE, _SUB_CLASS = f"{PREFIXES['rdf']}type", f"{PREFIXES['rdfs']}subClassOf"


def target_nodes(state: State, targets: tuple[Target, ...]) -> Ids:
    """The focus nodes of these targets, ascending, each once."""
    parts = [_nodes(state, target) for target in targets]
    return parts[0] if len(parts) == 1 else state.distinct(np.concatenate([np.empty(0, np.int32), *parts]))


def _nodes(state: State, target: Target) -> Ids:
    match target.kind:
        case "class":
            return instances(state, target.term)
        case "subjectsOf":
            return state.distinct(state.forward(target.term[1:-1]).keys)
        case "query":
            return state.queried[target.term]
        case "objectsOf":
            return state.distinct(state.forward(target.term[1:-1]).values)
    return np.array([state.constant(target.term)], np.int32)


def subclasses(state: State, term: str) -> Ids:
    """The class and those below it, ascending; nothing for one that the data do not speak of."""
    top = state.constant(term)
    if top not in state.subclasses:
        found = new = np.array([top] if top >= 0 else [], np.int32)
        while len(new):
            below = state.distinct(state.inverse(_SUB_CLASS).of(new)[1])
            new = below[~state.within(below, found)]
            found = np.concatenate([found, new])
        state.subclasses[top] = np.sort(found)
    return state.subclasses[top]


def instances(state: State, term: str) -> Ids:
    """The instances of a class and those below it, ascending, each once; made once per class."""
    top = state.constant(term)
    if top not in state.instances:
        state.instances[top] = state.distinct(state.inverse(_TYPE).of(subclasses(state, term))[1])
    return state.instances[top]


def is_instance(state: State, term: str, nodes: Ids) -> Mask:
    """Which nodes are instances. Looks at the classes of the nodes, or at the instances where these are known and not many."""
    known = state.instances.get(state.constant(term))
    if known is not None and len(known) <= 4 * len(nodes):
        return state.within(nodes, known)
    return state.each(nodes, lambda distinct: _by_classes(state, term, distinct))


def _by_classes(state: State, term: str, nodes: Ids) -> Mask:
    found = np.zeros(len(nodes), np.bool_)
    index, classes = state.forward(_TYPE).of(nodes)
    found[index[state.within(classes, subclasses(state, term))]] = True
    return found
