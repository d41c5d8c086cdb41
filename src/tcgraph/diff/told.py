"""The figures of the notices beside the rows, in sentences: what closes, what is left open, what cannot be compared."""

from collections.abc import Iterable, Iterator, Sequence

from tcgraph.diff.balance import Flow
from tcgraph.diff.figures import Batch, Told, known_new
from tcgraph.diff.words import FIGURES, KINDS

__all__ = ["sentences"]

Said = tuple[str, str]


def sentences(flows: Sequence[Flow], batches: Sequence[Batch]) -> list[Said]:
    """What there is to say of the figures, each sentence in Chinese and in English, in the order of the lists."""
    whole = {flow.kind: flow for flow in flows if flow.region is None}
    said = [*_not_covered(whole.values())]
    for batch in batches:
        said += _batch(batch)
    return [*said, *_beside(whole.get("center"), batches)]


def _say(key: str, kind: str = "", **values: object) -> Said:
    zh, en = (FIGURES[key][n].format(**{"kind": KINDS[language].get(kind, ""), **values}) for n, language in enumerate(("zh", "en")))
    return zh, en


def _not_covered(flows: Iterable[Flow]) -> Iterator[Said]:
    for flow in flows:
        if n := flow.gone.get("not_covered", 0) + flow.come.get("not_covered", 0):
            yield _say("not-covered", flow.kind, n=n)


def _batch(batch: Batch) -> Iterator[Said]:
    for kind in ("center", "sub-center"):
        yield from _rows(batch, kind)
    told = [batch.of("center"), batch.of("sub-center"), batch.of("unit")]
    if told[2].revoked is None:  # said of both kinds together, it says more than each alone
        told.pop()
    for one in told:
        yield _step(batch, one)
    yield from _reasons(batch)


def _rows(batch: Batch, kind: str) -> Iterator[Said]:
    total, rows = batch.totals.get(kind), batch.rows.get(kind)
    if total is None or not batch.rows:
        return
    if rows is None:
        yield _say("rows-none", kind, id=batch.id, total=total)
    else:
        yield _say("rows-agree" if rows == total else "rows-differ", kind, id=batch.id, total=total, rows=rows, d=rows - total)


def _step(batch: Batch, told: Told) -> Said:
    ids = {"id": batch.id, "previous": batch.previous, "before": told.before, "after": told.after, "new": told.new, "revoked": told.revoked}
    if told.left is not None and told.revoked is not None:
        expected = (told.before or 0) + (told.new or 0) - told.revoked
        return _say("closes" if told.closes else "open", told.kind, **ids, expected=expected, d=(told.after or 0) - expected)
    if told.left is not None:
        zh, en = _say("left", told.kind, **ids, left=told.left, counted="{counted}")
        counted = ("（行数）", " (rows)") if told.counted else ("", "")
        return zh.replace("{counted}", counted[0]), en.replace("{counted}", counted[1])
    if told.net is not None:
        return _say("net", told.kind, **ids, net=told.net)
    named = {"before": told.before, "new": told.new, "after": told.after}
    return _say("silent", told.kind, **ids, missing=", ".join(name for name, value in named.items() if value is None))


def _reasons(batch: Batch) -> Iterator[Said]:
    center, revoked, changed = batch.of("center"), batch.of("unit").revoked, batch.of("center").changed
    if batch.failed is not None:
        yield _say("failed", evaluations=", ".join(batch.evaluations), failed=batch.failed)
        if revoked is not None:
            yield _say("failed-of", failed=batch.failed, revoked=revoked, rest=revoked - batch.failed)
    if changed:
        yield _say("changed" if changed < 0 else "changed-back", id=batch.id, n=abs(changed))
    if changed < 0 and (left := batch.of("sub-center").left) is not None:
        yield _say("came", n=-changed, left=left - changed)
    if center.left is not None and revoked is None and (batch.failed is not None or changed < 0):
        explained = (batch.failed or 0) + max(-changed, 0)
        yield _say("rest", left=center.left, failed=batch.failed or 0, changed=max(-changed, 0), rest=max(center.left - explained, 0))


def _beside(flow: Flow | None, batches: Sequence[Batch]) -> Iterator[Said]:
    """The rows of centers beside the figures of all batches together."""
    if flow is None or not batches:
        return
    stating = [batch for batch in batches if batch.renamed is not None]
    if stating and len(stating) < len(batches):
        yield _say("renamed", ids=", ".join(b.id for b in stating), stated=sum(b.renamed or 0 for b in stating), found=flow.renamed)
    newest = batches[-1].of("center")
    if newest.new is None and newest.net is not None and len(list(known_new(batches, "center"))) == len(batches) - 1:
        known, listed = sum(known_new(batches, "center")), flow.come.get("newly_listed", 0)
        least = max(listed - known, newest.net, 0)
        yield _say("least-new", id=batches[-1].id, least=least, listed=listed, known=known, rows=listed - known, net=newest.net)
    yield from _out(flow, batches)


def _out(flow: Flow, batches: Sequence[Batch]) -> Iterator[Said]:
    known = [batch for batch in batches if batch.of("center").left is not None]
    low = sum(flow.gone.get(why, 0) for why in ("not_listed", "merged", "kind_out"))
    high = low + flow.gone.get("undecided_out", 0)
    stated = sum(batch.of("center").left or 0 for batch in known)
    if known and stated > high:
        yield _say("out", low=low, high=high, stated=stated, id=known[-1].id, d=stated - high)
