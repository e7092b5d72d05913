"""Which Glassbox this is, so that two computers can be told to have the same."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGE = "glassbox-lab"
#: Hexadecimal digits of the sources' digest that are shown.
SHOWN = 10


@cache
def program_identity() -> str:
    """Return the version of this program, and a digest of the sources that compute.

    Two programs with the same one compute the same, on the same NumPy and kernel.
    """
    core = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(core.rglob("*.py"), key=lambda one: one.relative_to(core).as_posix()):
        digest.update(path.relative_to(core).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    try:
        number = version(PACKAGE)
    except PackageNotFoundError:  # run from its source tree
        number = "from source"
    return f"{number} ({digest.hexdigest()[:SHOWN]})"
