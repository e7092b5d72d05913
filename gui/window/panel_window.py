"""A window of docks, and the panels in them that others have to do with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QMainWindow

if TYPE_CHECKING:  # they are imported when the panels are made, after the first picture
    from gui.panels.curves.curves_panel import CurvesPanel
    from gui.panels.experiment.experiment_panel import ExperimentPanel
    from gui.panels.ledger.ledger_panel import LedgerPanel
    from gui.panels.network.network_panel import NetworkPanel
    from gui.panels.panel import Panel
    from gui.window.panel_dock import PanelDock
    from gui.window.transport_bar import TransportBar

_P = TypeVar("_P", bound="Panel")


class PanelWindow(QMainWindow):
    """Base of the window: knows the panels; one that was not made before is made when asked.

    Attributes
    ----------
    docks : mapping of str to PanelDock
        By panel id, in the order of the View menu.
    transport : TransportBar
        The row under the menu.
    """

    docks: Mapping[str, PanelDock]
    transport: TransportBar

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the dialogs and hide the panels that float: Qt leaves them open and busy."""
        for dialog in self.findChildren(QDialog):
            if dialog.isVisible():
                dialog.done(QDialog.DialogCode.Rejected)
        for dock in self.docks.values():
            if dock.isFloating():
                dock.hide()
        super().closeEvent(event)

    @property
    def panels(self) -> tuple[Panel, ...]:
        """Every panel, in the order of the View menu."""
        return tuple(dock.panel for dock in self.docks.values())

    @property
    def experiment_panel(self) -> ExperimentPanel:
        """The panel of settings."""
        from gui.panels.experiment.experiment_panel import ExperimentPanel

        return self._panel_of(ExperimentPanel)

    @property
    def network_panel(self) -> NetworkPanel:
        """The panel of all layers."""
        from gui.panels.network.network_panel import NetworkPanel

        return self._panel_of(NetworkPanel)

    @property
    def curves_panel(self) -> CurvesPanel:
        """The panel of the run's curves."""
        from gui.panels.curves.curves_panel import CurvesPanel

        return self._panel_of(CurvesPanel)

    @property
    def ledger_panel(self) -> LedgerPanel:
        """The panel of the arithmetic."""
        from gui.panels.ledger.ledger_panel import LedgerPanel

        return self._panel_of(LedgerPanel)

    def _panel_of(self, kind: type[_P]) -> _P:
        panel = self.docks[kind.PANEL_ID].panel
        if not isinstance(panel, kind):
            raise TypeError(f"PanelWindow: expected a {kind.__name__}, received {panel!r}")
        return panel
