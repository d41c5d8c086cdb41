"""The pages in a real browser: what is clicked, typed and pressed does what it says."""

import html
import os
import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import tcgraph
from tcgraph import views
from tcgraph.pictures import PICTURES, network, network_picture, tile_map

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--virtual-time-budget=5000", "--window-size=1200,900")
KEY = "(element, key) => element.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}))"


@pytest.fixture(scope="module")
def chromium() -> str:
    """The browser; without it the tests are skipped, but fail where CI promises one."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        reason = "no chromium, chromium-browser or google-chrome on the PATH: the pages were not used"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return found


def said(browser: str, page: Path, script: str) -> list[str]:
    """What a script that is added to the page says with ``say``."""
    tried = page.with_name("tried.html")
    body = f"const key = {KEY}; const out = []; const say = (text) => out.push(String(text)); try {{ {script} }} catch (e) {{ say(e.stack); }}"
    added = f"<script>addEventListener('load', () => setTimeout(() => {{ {body} document.body.dataset.out = out.join('\\u001f'); }}, 500));</script></body>"
    at_once = "<head><script>window.requestAnimationFrame = (paint) => paint();</script>"  # no frames are drawn where nobody looks
    tried.write_text(page.read_text(encoding="utf-8").replace("</body>", added).replace("<head>", at_once), encoding="utf-8")
    command = [browser, *FLAGS, f"--user-data-dir={page.parent / 'profile'}", "--dump-dom", tried.as_uri()]
    done = subprocess.run(command, capture_output=True, timeout=180, check=False)
    found = re.search('data-out="([^"]*)"', done.stdout.decode("utf-8"))
    assert found, done.stderr.decode(errors="replace")[-2000:]
    return html.unescape(found[1]).split("\u001f")


def test_network_can_be_searched_walked_and_sifted(chromium: str, dataset: tcgraph.Dataset, tmp_path: Path) -> None:
    page = network(dataset, tmp_path / "network.html", province="辽宁")
    out = said(chromium, page, """
        const asked = document.getElementById('asked'), facts = document.getElementById('facts');
        asked.focus(); asked.value = '大连理工'; asked.dispatchEvent(new Event('input'));
        say(document.getElementById('found').textContent);
        key(asked, 'Enter'); say(facts.querySelector('h2').textContent); say(facts.querySelectorAll('li').length);
        document.querySelector('[data-speak=en]').click();
        say(document.documentElement.lang); say(document.title); say(facts.querySelector('h2').textContent); say(asked.placeholder);
        document.querySelector('#legend button').click(); say(document.querySelector('#legend button').getAttribute('aria-pressed'));
        say(facts.querySelectorAll('li').length);
        facts.querySelector('li button').click(); say(facts.querySelector('h2').textContent !== 'Dalian University of Technology');
        key(document.body, 'Escape'); say(facts.textContent);
        key(document.body, '/'); say(document.activeElement.id);""")
    assert out[:2] == ["大连理工大学", "大连理工大学"]
    assert out[3:7] == ["en", "Network of cooperation: Liaoning", "Dalian University of Technology", "Find by name"]
    assert out[7] == "false" and 0 < int(out[8]) < int(out[2])
    assert out[9:] == ["true", "Click a symbol, or use the search box.", "asked"]


def test_network_is_drawn_moved_and_enlarged_by_keys(chromium: str, dataset: tcgraph.Dataset, tmp_path: Path) -> None:
    page = network(dataset, tmp_path / "network.html", province="辽宁")
    out = said(chromium, page, """
        const canvas = document.getElementById('network'), pen = canvas.getContext('2d');
        const inked = () => { const d = pen.getImageData(0, 0, canvas.width, canvas.height).data; let sum = 0, at = 0;
          for (let i = 3; i < d.length; i += 4) if (d[i] > 200) { sum += 1; at = (at * 31 + i) % 1000000007; } return [sum, at]; };
        key(canvas, '0'); const before = inked(); say(before[0]);
        key(canvas, 'ArrowLeft'); say(inked()[1] !== before[1]);
        key(canvas, '0'); say(inked()[1] === before[1]);
        key(canvas, '+'); key(canvas, '+'); say(inked()[1] !== before[1]);""")
    assert int(out[0]) > 2000, "hardly anything is drawn"
    assert out[1:] == ["true"] * 3


def test_tiles_are_read_by_arrow_keys_and_the_language_switched(chromium: str, dataset: tcgraph.Dataset, tmp_path: Path) -> None:
    page = tile_map(dataset, tmp_path / "map.html", on="2023-03-15", language="en")
    out = said(chromium, page, """
        const spots = document.querySelectorAll('section[data-lang=en] .spot'), tip = document.getElementById('tip');
        say([...spots].filter((spot) => spot.tabIndex === 0).length); spots[0].focus(); say(tip.textContent);
        for (const arrow of ['ArrowDown', 'ArrowDown', 'ArrowLeft']) key(document.activeElement, arrow);
        say(tip.textContent); key(document.activeElement, 'Escape'); say(tip.hidden);
        document.querySelector('[data-speak=zh]').click(); say(document.title);
        say(getComputedStyle(document.querySelector('section[data-lang=en]')).display);""")
    assert out == ["1", "Heilongjiang: 18 centers", "Tianjin: 73 centers", "true", "各省国家企业技术中心数", "none"]


def shot(browser: str, page: Path, wide: int, *flags: str) -> "np.ndarray":
    """Grey values of a page in a frame of that width: a window cannot be as narrow as a telephone."""
    frame = page.with_name(f"frame-{wide}.html")
    frame.write_text(f'<body style="margin:0"><iframe src="{page.name}" style="width:{wide}px;height:900px;border:0"></iframe>', encoding="utf-8")
    image = page.with_name(f"shot-{wide}.png")
    command = [browser, *FLAGS, "--allow-file-access-from-files", *flags, f"--user-data-dir={page.parent / 'profile'}", "--hide-scrollbars",
               f"--screenshot={image}", frame.as_uri()]
    done = subprocess.run(command, capture_output=True, timeout=180, check=False)
    assert image.exists(), done.stderr.decode(errors="replace")[-2000:]
    return np.asarray(Image.open(image).convert("L"))[:, :wide]


@pytest.mark.parametrize("wide", [1200, 390])
@pytest.mark.parametrize("name", sorted(PICTURES))
def test_pages_show_ink_at_the_width_of_a_desk_and_of_a_telephone(chromium: str, dataset: tcgraph.Dataset, tmp_path: Path, name: str, wide: int) -> None:
    page = PICTURES[name].write(dataset, tmp_path / "p.html", province="辽宁", language="en")
    grey = shot(chromium, page, wide)
    assert (grey < 120).any(axis=1).mean() > 0.25, "hardly a line has text"
    assert (grey[:60] < 120).any(), "the head is empty"


@pytest.mark.parametrize("name", ["network", "tile_map"])
def test_a_page_without_scripts_shows_the_drawing(chromium: str, dataset: tcgraph.Dataset, tmp_path: Path, name: str) -> None:
    page = PICTURES[name].write(dataset, tmp_path / "p.html", province="辽宁", language="en")
    still = re.sub(r"<script>.*?</script>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    still = re.sub(r"</?noscript>", "", still)  # as a browser reads it where scripts are off
    page.write_text(still, encoding="utf-8")
    grey = shot(chromium, page, 1200)
    assert (grey[200:] < 120).mean() > 0.004, "the drawing is not there"


def test_provinces_of_a_page_stand_on_their_tiles(chromium: str, dataset: tcgraph.Dataset, tmp_path: Path) -> None:
    page = network_picture(views.province_links(dataset), tmp_path / "p.html", language="zh")
    out = said(chromium, page, """
        const nodes = JSON.parse(document.getElementById('data').textContent).nodes;
        const of = (name) => nodes.find((node) => node[1].startsWith(name));
        say(of('黑龙江')[7] < of('北京')[7] && of('北京')[7] < of('广东')[7]); say(of('新疆') ? of('新疆')[6] < of('上海')[6] : of('四川')[6] < of('上海')[6]);
        say(document.querySelectorAll('#legend button').length); say(document.querySelector('#legend button').textContent.trim());""")
    assert out[:3] == ["true", "true", "1"] and out[3].startswith("省级地区 ")
