"""Identifiers: opaque, and the same for everybody who imports the same list."""

import base64
import hashlib
from functools import lru_cache

from tcgraph.names import normal_form

__all__ = ["BASE", "mint"]

BASE = "https://w3id.org/tcgraph/id/"
_LENGTH = 13  # 65 bits: one chance in ten thousand of any collision among 80 million things of one kind


@lru_cache(maxsize=65536)
def mint(kind: str, *key: str) -> str:
    """The IRI of the thing of this kind that first appeared under this key.

    ``key`` is the first name (and what else tells it from its namesakes: a roster, a batch). The IRI holds a hash of
    kind and normal forms, in lower-case base32, so it does not change with brackets, and says nothing that could change.

    >>> mint("enterprise", "沈阳飞机工业(集团)有限公司") == mint("enterprise", "沈阳飞机工业（集团）有限公司")
    True
    """
    text = "\x1f".join([kind, *map(normal_form, key)])
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"{BASE}{kind}/{base64.b32encode(digest).decode('ascii').lower()[:_LENGTH]}"
