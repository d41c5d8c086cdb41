"""Who is who: minting of identifiers, and the matching of rosters.

``mint`` gives a thing its IRI once; ``match`` decides which printed rows speak of the same unit.
"""

from tcgraph.identity.match import Match, Mention, match_mentions
from tcgraph.identity.mint import mint

__all__ = ["Match", "Mention", "match_mentions", "mint"]
