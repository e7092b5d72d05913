"""The ledger on screen: numbers to open, and what is read there."""

from PySide6.QtGui import QAction, QGuiApplication

from core.anatomy.addresses import ParameterAddress, ValueAddress

PIXEL = ValueAddress(0, (8, 15, 3))
WEIGHT = ParameterAddress("0.conv2d.weight", (1, 1, 0, 3))
SCORE = ValueAddress(4, (7,))
PROBABILITY = ValueAddress(5, (7,))


def open_page(reader, address):
    reader.state.trail.walk(address)
    return reader.wait_for(address)


def copied(reader, side, kind):
    reader.panel.findChild(QAction, f"ledger_panel_copy_{side}_{kind}").trigger()
    return QGuiApplication.clipboard().text()
