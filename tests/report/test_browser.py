"""The page in a real browser, with no Chinese font but the one it carries."""

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--virtual-time-budget=8000",
)
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"""


@pytest.fixture(scope="module")
def chromium() -> str:
    """The browser; without it the tests are skipped, but fail where CI promises one."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        reason = "no chromium, chromium-browser or google-chrome on the PATH: the page was not looked at"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def latin_only(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment whose only font is the Latin one that matplotlib brings: the browser wants one to start with."""
    import matplotlib

    folder = tmp_path_factory.mktemp("fonts")
    shutil.copy(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf", folder)
    (folder / "fonts.conf").write_text(FONTS.format(folder=folder), encoding="utf-8")
    return os.environ | {"FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder)}


def shoot(browser: str, file: Path, folder: Path, width: int, environment: dict[str, str]) -> "np.ndarray":
    """Grey values of a screenshot."""
    image = folder / f"{file.stem}-{width}.png"
    command = [browser, *FLAGS, f"--user-data-dir={folder / 'profile'}", f"--window-size={width},2400",
               f"--screenshot={image}", file.as_uri()]
    done = subprocess.run(command, env=environment, capture_output=True, timeout=180, check=False)
    assert image.exists(), done.stderr.decode(errors="replace")[-2000:]
    return np.asarray(Image.open(image).convert("L"))


@pytest.mark.parametrize("width", [1200, 400])
def test_page_is_not_blank(chromium: str, latin_only: dict[str, str], report: Path, tmp_path: Path, width: int) -> None:
    grey = shoot(chromium, report, tmp_path, width, latin_only)
    assert grey.shape == (2400, width)
    inked = (grey < 100).any(axis=1)
    assert inked.mean() > 0.3, "hardly a line has text"
    assert (grey[: 2400 // 4] < 100).mean() > 0.003, "the head of the page is empty"
    assert (grey[:, -3:] > 200).all(), "something runs out of the page at the right"


def test_chinese_is_drawn_by_the_embedded_font(chromium: str, latin_only: dict[str, str], report: Path,
                                               tmp_path: Path) -> None:
    page = report.read_text(encoding="utf-8")
    start = page.index("@font-face")
    without = tmp_path / "without.html"
    without.write_text(page[:start] + page[page.index("}", start) + 1 :], encoding="utf-8")
    real = shoot(chromium, report, tmp_path, 1200, latin_only)[:100, :700]
    boxed = shoot(chromium, without, tmp_path, 1200, latin_only)[:100, :700]
    assert ((real < 128) != (boxed < 128)).mean() > 0.01, "the title looks the same without the embedded font"
