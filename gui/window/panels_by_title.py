"""The panels of a window by what is written over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from PySide6.QtWidgets import QWidget

from gui.window.panel_dock import PanelDock


class PanelsByTitle(Mapping[str, QWidget]):
    """Finds a panel by its title; it is made when it is asked for, not before.

    Parameters
    ----------
    docks : iterable of PanelDock
    """

    def __init__(self, docks: Iterable[PanelDock]) -> None:
        self._docks = {dock.windowTitle(): dock for dock in docks}

    def __getitem__(self, title: str) -> QWidget:
        return self._docks[title].panel

    def __iter__(self) -> Iterator[str]:
        return iter(self._docks)

    def __len__(self) -> int:
        return len(self._docks)
