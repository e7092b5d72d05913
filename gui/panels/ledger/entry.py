"""The Ledger panel, for the table of panels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.panels.panel import Panel
from gui.panels.panel_spec import Area, PanelParts, PanelSpec


def _make(parts: PanelParts, parent: QWidget) -> Panel:
    from gui.panels.ledger.ledger_panel import LedgerPanel

    return LedgerPanel(parts.state, parent)


LEDGER = PanelSpec("ledger_panel", "Ledger", Area.RIGHT, _make, icon="book")
