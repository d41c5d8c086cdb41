"""How well tcgraph does what it does, counted on labelled sets that lie in ``data/labelled``."""

from tcgraph.scores.score import SCORES, Case, Score, Scorer, count, score

__all__ = ["SCORES", "Case", "Score", "Scorer", "count", "score"]
