"""`scripts/setup` on a machine without the right Python: one clear sentence."""

import os
import subprocess
from pathlib import Path

from tests.conftest import ROOT


def test_a_missing_interpreter_is_named(tmp_path: Path) -> None:
    for tool in ("bash", "dirname", "cat", "awk", "df", "rm", "basename", "cksum"):
        found = next(path for path in ("/bin", "/usr/bin") if Path(path, tool).exists())
        (tmp_path / tool).symlink_to(Path(found, tool))
    checkout = tmp_path / "checkout"
    (checkout / "scripts").mkdir(parents=True)
    (checkout / "scripts" / "setup").write_bytes((ROOT / "scripts" / "setup").read_bytes())
    environment = {**os.environ, "PATH": str(tmp_path), "PYENV_ROOT": str(tmp_path / "none")}
    done = subprocess.run(
        ["bash", str(checkout / "scripts" / "setup")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Python 3.11 was not found" in done.stderr
