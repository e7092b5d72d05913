"""Where the files that ship with the program are."""

from __future__ import annotations

from pathlib import Path

ASSETS = Path(__file__).resolve().parents[1] / "assets"


def asset_path(name: str) -> Path:
    """Return the path of the shipped file or folder `name`, e.g. ``"mnist"``."""
    return ASSETS / name
