"""Part of building a wheel: puts `main.py`, a single file, where its packages are."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarryMain(BuildHookInterface[Any]):
    """Adds `main.py` to a wheel that is meant to be taken away.

    The table `sources` in pyproject.toml can only move folders, and its `force-include` would
    leave a copy behind after ``pip install -e`` too.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file, unless the wheel only points to the source tree."""
        if version == "standard":
            build_data["force_include"]["main.py"] = "glassbox_lab/program/main.py"
