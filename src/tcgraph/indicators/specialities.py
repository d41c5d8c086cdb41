"""Which fields go together, how near a region is to a field, and how complex both are."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tcgraph.errors import CallError
from tcgraph.indicators.inequality import Floats, location_quotients

__all__ = ["Complexity", "advantages", "complexity", "proximity", "reflections", "relatedness_density"]

Bools = npt.NDArray[np.bool_]


def advantages(counts: npt.ArrayLike, *, threshold: float = 1.0) -> Bools:
    """Which region is specialised in which field: location quotient at least ``threshold``. Where there is no quotient, it is not."""
    return np.nan_to_num(location_quotients(counts), nan=-1.0) >= threshold


def proximity(specialised: npt.ArrayLike) -> Floats:
    """How often two fields are a speciality of the same region: min(P(i|j), P(j|i)), a symmetric table of fields, 1 on the diagonal.

    Hidalgo, Klinger, Barabási and Hausmann 2007, Science 317. A field that is nobody's speciality has 0 everywhere. Cost: regions times
    fields squared.
    """
    table = _binary(specialised).astype(np.float64)
    together = table.T @ table
    larger = np.maximum.outer(together.diagonal(), together.diagonal())
    found: Floats = np.divide(together, larger, out=np.zeros_like(together), where=larger > 0)
    return found


def relatedness_density(specialised: npt.ArrayLike) -> Floats:
    """For each region and field, the share of the field's proximity that lies with the other specialities of the region: 0 to 1.

    omega_rf = sum over g of M_rg phi_fg / sum over g of phi_fg, g not f (Hidalgo et al. 2007; without the field itself, as Boschma, Balland
    and Kogler 2015, Industrial and Corporate Change 24, so that a region's own speciality is no relative of itself). NaN where a field is
    related to none. It is a share; papers of Balland and Boschma give a hundred times that, and often take another proximity (co-occurrence
    over its expectation), so that levels do not compare with theirs.
    """
    table = _binary(specialised)
    related = proximity(table)
    np.fill_diagonal(related, 0.0)
    total = related.sum(axis=0)
    density: Floats = np.divide(table @ related, total, out=np.full(table.shape, np.nan), where=total > 0)
    return density


@dataclass(frozen=True, slots=True)
class Complexity:
    """``regions`` and ``fields`` are indices of complexity (mean 0, standard deviation 1 over those that have one, else NaN);
    ``diversity`` counts the specialities of a region, ``ubiquity`` the regions of a field; ``parts`` the separate pieces of the table.
    """

    regions: Floats
    fields: Floats
    diversity: npt.NDArray[np.int64]
    ubiquity: npt.NDArray[np.int64]
    parts: int


def complexity(specialised: npt.ArrayLike) -> Complexity:
    """The economic complexity of regions and of fields.

    The eigenvector to the second largest eigenvalue of D^-1 M U^-1 M', M the table of specialities, D the diversities, U the
    ubiquities (Hidalgo and Hausmann 2009, PNAS 106, as limit of their reflections; Hausmann et al. 2014, The Atlas of Economic
    Complexity); its sign is such that complexity goes with diversity, then with the first region. Regions without speciality and
    fields of nobody have none. Where the table falls apart, the second eigenvector only tells the pieces apart: then the largest
    piece alone (most regions, then most fields, then the first) is measured, the others have NaN, and ``parts`` says how many
    pieces there are. A piece of one region, or one whose regions are all alike, has NaN, and so has one whose second eigenvalue is there
    twice, since any mixture of its vectors would do. Cost: cubic in the smaller side.
    """
    table = _binary(specialised)
    rows, columns, parts = _largest_piece(table)
    found = Complexity(np.full(table.shape[0], np.nan), np.full(table.shape[1], np.nan), table.sum(axis=1), table.sum(axis=0), parts)
    piece = table[np.ix_(rows, columns)].astype(np.float64)
    if piece.shape[0] > 1 and (vector := _second(piece)) is not None:
        found.regions[rows] = _standard(vector)
        fields = piece.T @ found.regions[rows] / piece.sum(axis=0)
        found.fields[columns] = _standard(fields) if fields.std() > 1e-9 else np.nan
    return found


def _second(table: Floats) -> Floats | None:
    """The second eigenvector, found on the symmetric matrix that is similar; None if its value is 0 or that of the next one."""
    diversity, ubiquity = table.sum(axis=1), table.sum(axis=0)
    half = table / np.sqrt(diversity)[:, None] / np.sqrt(ubiquity)[None, :]
    values, vectors = np.linalg.eigh(half @ half.T)
    if values[-2] < 1e-9 or (len(values) > 2 and values[-2] - values[-3] < 1e-9):
        return None
    vector: Floats = vectors[:, -2] / np.sqrt(diversity)
    agreement = float((vector - vector.mean()) @ (diversity - diversity.mean()))
    sign = agreement if abs(agreement) > 1e-9 else vector[np.argmax(np.abs(vector) > 1e-9)]
    return vector if sign > 0 else -vector


def _standard(values: Floats) -> Floats:
    spread = values.std()
    return (values - values.mean()) / spread if spread > 1e-12 else np.full(values.shape, np.nan)


def _largest_piece(table: Bools) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], int]:
    """Rows and columns of the largest connected piece, and how many there are; rows and columns without any one are in none."""
    left = np.asarray(table.any(axis=1), dtype=np.bool_)
    pieces: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]] = []
    while left.any():
        rows = np.zeros(table.shape[0], dtype=bool)
        rows[np.argmax(left)] = True
        while True:
            grown = np.asarray(table[:, table[rows].any(axis=0)].any(axis=1), dtype=np.bool_)
            if np.array_equal(grown, rows):
                break
            rows[:] = grown
        left &= ~rows
        pieces.append((np.flatnonzero(rows), np.flatnonzero(table[rows].any(axis=0))))
    empty = np.zeros(0, dtype=np.int64)
    best = max(pieces, key=lambda piece: (len(piece[0]), len(piece[1]), -piece[0][0]), default=(empty, empty))
    return *best, len(pieces)


def reflections(specialised: npt.ArrayLike, steps: int) -> tuple[Floats, Floats]:
    """The method of reflections: k_r,n and k_f,n after ``steps`` steps; step 0 is diversity and ubiquity.

    Hidalgo and Hausmann 2009. Each step gives a region the mean of its fields and a field the mean of its regions; even steps speak of
    regions as diversity does. NaN for regions without speciality and fields of nobody. Raises ``CallError`` for negative steps.
    """
    if steps < 0:
        raise CallError(f"The number of reflections is 0 or more, not {steps}.")
    table = _binary(specialised).astype(np.float64)
    diversity, ubiquity = table.sum(axis=1), table.sum(axis=0)
    regions, fields = diversity.copy(), ubiquity.copy()
    for _ in range(steps):
        regions, fields = _mean(table @ np.nan_to_num(fields), diversity), _mean(table.T @ np.nan_to_num(regions), ubiquity)
    return regions, fields


def _mean(sums: Floats, numbers: Floats) -> Floats:
    means: Floats = np.divide(sums, numbers, out=np.full(sums.shape, np.nan), where=numbers > 0)
    return means


def _binary(specialised: npt.ArrayLike) -> Bools:
    table = np.asarray(specialised)
    if table.ndim != 2:
        raise CallError(f"A table of regions and fields is needed, not an array of {table.ndim} dimensions.")
    if table.dtype != np.bool_ and not np.isin(table, (0, 1)).all():
        raise CallError("A table of 0 and 1 is needed; `advantages` makes one of counts.")
    return table.astype(np.bool_)
