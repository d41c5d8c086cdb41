"""Who is who: minting of identifiers, and the alignment of rosters.

``mint`` gives a thing its IRI once; ``align`` says what became of each row of one roster on the next.
"""

from tcgraph.identity.align import align
from tcgraph.identity.alignment import STATUSES, Aligned, Alignment, Evidence
from tcgraph.identity.mint import mint
from tcgraph.identity.roster import Roster, RosterRow
from tcgraph.identity.rulings import DECISIONS, Ruling

__all__ = ["DECISIONS", "STATUSES", "Aligned", "Alignment", "Evidence", "Roster", "RosterRow", "Ruling", "align", "mint"]
