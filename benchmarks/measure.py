"""Timing: medians of several runs, and runs that are cut off after a while."""

import signal
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["CutOff", "cut_off", "line", "median", "once"]


class CutOff(Exception):
    """The work took longer than it was given."""


@contextmanager
def cut_off(seconds: int) -> Iterator[None]:
    """Raises ``CutOff`` in the work after so many seconds (pure Python work only; on systems with alarms)."""

    def stop(*_: object) -> None:
        raise CutOff

    previous = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)


def once(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(work: Callable[[], object], runs: int = 5) -> float:
    """Median seconds of several runs, after one that does not count."""
    work()
    return statistics.median(once(work) for _ in range(runs))


def line(name: str, ours: float, theirs: float | None, note: str = "") -> None:
    """One row of the output: our seconds, theirs, the ratio."""
    ratio = f"{theirs / ours:8.1f} x" if theirs is not None else "         "
    other = f"{theirs:10.3f} s" if theirs is not None else "         -  "
    print(f"{name:34} {ours:9.4f} s {other} {ratio}  {note}".rstrip(), flush=True)
