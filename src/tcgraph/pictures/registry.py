"""The pictures by name."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tcgraph.dataset import Dataset
from tcgraph.errors import CallError, UnknownNameError
from tcgraph.pictures import batches, heat, links, organisations, slopes, tiles
from tcgraph.pictures.sheet import Sheet, check_language

__all__ = ["PICTURES", "Picture", "UnknownPictureError", "alt_text", "picture", "sheet_of"]


class UnknownPictureError(UnknownNameError):
    """No picture has that name."""

    what = "picture"
    advice = "`tcgraph picture` lists them."


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be asked for: ``write(dataset, file, …)`` makes the file, ``ask`` and ``draw`` make the sheet."""

    name: str
    title: tuple[str, str]
    write: Callable[..., Path]
    ask: Callable[..., Any]
    draw: Callable[[Any, str], Sheet]

    @property
    def options(self) -> tuple[str, ...]:
        """The names of what the picture may be asked for, beside the language."""
        parameters = inspect.signature(self.write).parameters
        return tuple(name for name in parameters if name not in ("dataset", "file", "language"))

    def check(self, options: Mapping[str, object]) -> None:
        """Raises ``CallError`` for an option that the picture does not have."""
        for name in options:
            if name not in self.options:
                raise CallError(f"The picture {self.name} has no option {name!r}; it has: {', '.join(self.options)}.")


def _registered(*pictures: Picture) -> Mapping[str, Picture]:
    return MappingProxyType({picture.name: picture for picture in pictures})


PICTURES = _registered(
    Picture("network", ("产学研合作网络", "Network of cooperation"), organisations.network, organisations.ask, organisations.draw),
    Picture("tile_map", ("各省方块地图", "Tile map of the provinces"), tiles.tile_map, tiles.ask, tiles.draw),
    Picture("heat_map", ("各省技术领域热力图", "Heat map of provinces by fields"), heat.heat_map, heat.ask, heat.draw),
    Picture("timeline", ("各批认定时间线", "Timeline of the batches"), batches.timeline, batches.ask, batches.draw),
    Picture("rank_slopes", ("两份名单之间的名次变化", "Ranks on two lists"), slopes.rank_slopes, slopes.ask, slopes.draw),
    Picture("link_matrix", ("产学研连线矩阵", "Matrix of kinds of links"), links.link_matrix, links.ask, links.draw),
)
"""All pictures by name."""


def picture(name: str) -> Picture:
    """The picture of that name; a hyphen may stand for ``_``. Raises ``UnknownPictureError``."""
    found = PICTURES.get(name.replace("-", "_"))
    if found is None:
        raise UnknownPictureError(name, PICTURES)
    return found


def sheet_of(dataset: Dataset, name: str, *, language: str = "zh", options: Mapping[str, object] | None = None) -> Sheet:
    """The picture without a file: title, caption, alternative text, table and what is drawn. ``options`` are those of its function.

    Raises what the function raises, ``UnknownPictureError`` for the name, ``CallError`` for an option that it does not have.
    """
    found, asked = picture(name), dict(options or {})
    found.check(asked)
    return found.draw(found.ask(dataset, **asked), check_language(language))


def alt_text(dataset: Dataset, name: str, *, language: str = "zh", options: Mapping[str, object] | None = None) -> str:
    """What the picture shows, in words, for those who cannot see it. Arguments and errors: as ``sheet_of``."""
    return sheet_of(dataset, name, language=language, options=options).alt
