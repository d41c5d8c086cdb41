"""Refuses queries that would reach the network: SERVICE in a query, LOAD in an update."""

from tcgraph.errors import ForbiddenQueryError
from tcgraph.store.tokens import tokens

__all__ = ["refuse_federation", "refuse_loading"]


def _has_keyword(text: str, keyword: str) -> bool:
    return keyword in text.upper() and any(kind == "word" and token.upper() == keyword for kind, token in tokens(text))


def refuse_federation(query: str) -> None:
    """Raises ``ForbiddenQueryError`` if the query asks another server."""
    if _has_keyword(query, "SERVICE"):
        raise ForbiddenQueryError("SERVICE is not allowed: queries here never reach other servers. Load their data first.")


def refuse_loading(update: str) -> None:
    """Raises ``ForbiddenQueryError`` if the update would fetch a file or ask another server."""
    refuse_federation(update)
    if _has_keyword(update, "LOAD"):
        raise ForbiddenQueryError("LOAD is not allowed: updates here never fetch anything. Use dataset.load(file).")
