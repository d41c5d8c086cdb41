"""networkx's own tests of what the backend implements, run against the backend."""

import os
import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from tcgraph.networks.suite import EXCLUDED, MODULES


@pytest.mark.skipif("tcgraph" not in nx.utils.backends.backends, reason="networkx finds backends of installed packages only")
def test_networkx_own_tests_pass(tmp_path: Path) -> None:
    environment = {**os.environ, "NETWORKX_TEST_BACKEND": "tcgraph", "NETWORKX_FALLBACK_TO_NX": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(tmp_path), "--pyargs", *MODULES]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed and int(passed[1]) > 700, done.stdout[-2000:]
    for name, reason in EXCLUDED.items():
        assert f"tcgraph: {reason}" in done.stdout, f"no test is named {name} any more"
