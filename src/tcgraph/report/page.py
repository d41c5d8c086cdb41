"""The report: one page of HTML that needs nothing but itself.

Design: ``facts`` asks, the template says, this module joins them. Fonts and pictures are in the page as ``data:``
addresses; there is no script and no clock, so the same data give the same bytes.
"""

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tcgraph.dataset import Dataset
from tcgraph.errors import MissingExtraError
from tcgraph.files import write_text
from tcgraph.pictures.fonts import embedded_font
from tcgraph.report.facts import facts, findings
from tcgraph.report.figures import figures

if TYPE_CHECKING:
    import jinja2

    from tcgraph.shacl import Report

__all__ = ["write_report"]

_TEMPLATES = Path(__file__).with_name("templates")
_FONT_SLOT = "data:,tcgraph-font"


def write_report(dataset: Dataset, folder: Path | str, *, validation: "Report | None" = None,
                 generated_from: str = "") -> Path:
    """Writes ``report.html`` into the folder and returns its path. Chinese first, English beside it.

    ``validation`` is the result of ``validate(dataset)``, ``generated_from`` a line that says which data these are,
    such as a version. All figures are answers of the dataset's questions. Same data, same bytes.
    Needs ``tcgraph[pictures]``. Raises ``OutputError``, ``MissingExtraError``, and what ``Dataset.answer`` raises if
    the dataset lacks the province. Cost: about ten seconds, most of it for the pictures.
    """
    page = _template().render(**facts(dataset), pictures=figures(dataset), validation=_checked(validation),
                              generated_from=generated_from, font=_FONT_SLOT)
    return write_text(Path(folder) / "report.html", page.replace(_FONT_SLOT, embedded_font(_visible(page))))


def _template() -> "jinja2.Template":
    try:
        import jinja2
    except ImportError as error:
        raise MissingExtraError("jinja2", "pictures") from error
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True,
                                     lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    environment.filters["number"] = lambda value: f"{value:,}"
    return environment.get_template("report.html.j2")


def _visible(page: str) -> str:
    """The characters that the page may show: all but those of its pictures, sorted."""
    bare = re.sub(r'src="data:[^"]*"', "", page)
    return "".join(sorted(set(html.unescape(bare)) - set("\n\r\t")))


def _checked(validation: "Report | None") -> dict[str, Any] | None:
    if validation is None:
        return None
    return {"conforms": validation.conforms, "counts": validation.counts(), "findings": findings(validation)}
