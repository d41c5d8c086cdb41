"""Which language the commands speak, and a text in it."""

import os
from dataclasses import dataclass
from pathlib import Path

from tcgraph.words import translated

__all__ = ["language", "language_of_environment", "settings", "spoken", "told"]


@dataclass
class Settings:
    """What the options before the command say."""

    store: Path | None = None
    language: str = ""


settings = Settings()


def language() -> str:
    """``zh`` or ``en``: as the command line says, else as the environment does."""
    return settings.language or language_of_environment()


def spoken(asked: str) -> str:
    """The language that a command's own option asks for, from then on that of its messages too; without it ``language()``."""
    if asked in ("zh", "en"):
        settings.language = asked
    return asked or language()


def language_of_environment() -> str:
    """``TCGRAPH_LANGUAGE``, else Chinese where the locale is Chinese, else English."""
    asked = os.environ.get("TCGRAPH_LANGUAGE", "")
    if asked in ("zh", "en"):
        return asked
    named = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(key))), "")
    return "zh" if named.lower().startswith("zh") else "en"


def told(text: str, kind: str = "message") -> str:
    """The text in the language of the commands, as ``words.csv`` has it."""
    return translated(text, language(), kind)
