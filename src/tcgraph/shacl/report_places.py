"""Where the statements stand that results speak of: file, line and column, found when somebody asks."""

from collections.abc import Iterable, Iterator, Sequence

from tcgraph.shacl.lines import Index
from tcgraph.shacl.paths import Alternative, Inverse, Path, Predicate
from tcgraph.shacl.paths import Sequence as Steps
from tcgraph.shacl.report_model import Place, ValidationResult
from tcgraph.store.formats import Loadable

__all__ = ["Places"]

_MOST = 20_000
_WIDEST = 160

Key = tuple[str, ...]


class Places:
    """The places of results in these files. A file is read again only for subjects that nobody asked for before."""

    def __init__(self, files: Sequence[Loadable] = ()) -> None:
        self.files = files
        self._asked: frozenset[str] = frozenset()
        self._indexes: list[Index] = []
        self._lines: dict[str, list[bytes]] = {}

    def learn(self, results: Iterable[ValidationResult]) -> None:
        """Reads the files for these results, for at most twenty thousand of them: the others get no line."""
        if not self.files:
            return
        wanted = {key[0] for number, result in enumerate(results) if number < _MOST for key in _keys(result)}
        if not wanted <= self._asked:
            self._asked |= wanted
            self._indexes = [self.index(file, self._asked) for file in self.files]

    def line(self, place: Place | None) -> str:
        """What stands in that line of a file, its first characters; nothing where that is not known."""
        file = next((file for file in self.files if place and file.name == place.file), None)
        if file is None or place is None or place.line is None:
            return ""
        text = self.octets(file, place.line).decode("utf-8", "replace").strip()
        return text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"

    def octets(self, file: Loadable, line: int) -> bytes:
        """What stands in a line of one of the files, counted from 1."""
        if file.name not in self._lines:
            self._lines = {file.name: file.content.split(b"\n")}
        return self._lines[file.name][line - 1]

    def index(self, file: Loadable, subjects: frozenset[str]) -> Index:
        """Where the statements about these subjects stand in one of the files."""
        return Index.of(file, subjects)

    def of(self, result: ValidationResult) -> Place | None:
        """Where the offending statement begins, else the statements with its predicate, else those about the focus node.

        None where no file is known to speak of it: a blank node, or data that came from no file.
        """
        if not self.files or result.focus_term.startswith("_:"):
            return None
        for key in _keys(result):
            for index in self._indexes:
                if key in index.places:
                    return Place(index.file, *index.places[key])
        return Place(self.files[0].name) if len(self.files) == 1 else None


def _keys(result: ValidationResult) -> Iterator[Key]:
    """Where to look, the best first."""
    focus, value = result.focus_term, result.value_term
    for predicate, inverse in _first(result.path):
        if value is not None:
            yield (value, predicate, focus) if inverse else (focus, predicate, value)
        if not inverse:
            yield (focus, predicate)
    if result.path is None and value is not None and value != focus:
        yield (focus, "", value)
        yield (value, "", focus)
    yield (focus,)


def _first(path: Path | None) -> Iterator[tuple[str, bool]]:
    """The predicates that a path may begin with, and whether against their direction."""
    match path:
        case Predicate(iri):
            yield f"<{iri}>", False
        case Inverse(Predicate(iri)):
            yield f"<{iri}>", True
        case Steps(steps):
            yield from _first(steps[0])
        case Alternative(choices):
            for choice in choices:
                yield from _first(choice)
