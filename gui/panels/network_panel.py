"""The whole network for one sample, from left to right."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from core.network_spec import NetworkSpec
from gui.panels.panel import Panel
from gui.state.lab_state import LabState
from gui.state.moment import Moment
from gui.state.selection import INPUT_LAYER, Unit
from gui.theme.tensor_colors import ColorCode
from gui.widgets.map_mosaic import MapCell, MapMosaic
from gui.widgets.number_text import shape_text


class NetworkPanel(Panel):
    """Shows the input and every layer's output as tiles."""

    PANEL_ID = "network_panel"
    TITLE = "Network"

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._network: NetworkSpec | None = None
        self._mosaics: list[MapMosaic] = []
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(self._scroll)
        state.moment.changed.connect(self.refresh_later)
        state.selection.changed.connect(self.refresh_later)

    def refresh(self) -> None:
        moment = self._state.moment.moment
        if moment is None:
            return
        if moment.network != self._network:
            self._network = moment.network
            self._rebuild(moment)
        unit = self._state.selection.unit
        for layer, (mosaic, values) in enumerate(
            zip(self._mosaics, moment.trace.values, strict=True), start=INPUT_LAYER
        ):
            maps = values if values.ndim == 3 else values[:, None, None]
            limit = float(np.abs(maps).max(initial=0.0))
            code = ColorCode.INK if layer == INPUT_LAYER else ColorCode.SIGN
            mosaic.set_maps(maps, 1.0 if layer == INPUT_LAYER else limit, code)
            is_map = layer == unit.layer and values.ndim == 3
            mosaic.set_selected(unit.channel if is_map else None, unit.row, unit.column)

    def _rebuild(self, moment: Moment) -> None:
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self._mosaics = []
        titles = ["Input", *(outline.spec.TITLE for outline in moment.outlines)]
        for position, (title, values) in enumerate(
            zip(titles, moment.trace.values, strict=True)
        ):
            column = QVBoxLayout()
            label = QLabel(f"{title}  {shape_text(values.shape)}")
            label.setProperty("role", "title")
            column.addWidget(label)
            is_map = values.ndim == 3
            mosaic = MapMosaic(
                self._state.theme, columns=(2 if is_map and position else 1), max_zoom=8
            )
            mosaic.setObjectName(f"network_stage_{position}")
            mosaic.setProperty("layer", position - 1)
            mosaic.clicked.connect(self._on_clicked)
            column.addWidget(mosaic, 1)
            row.addLayout(column, 3 if is_map else 1)
            self._mosaics.append(mosaic)
        self._scroll.setWidget(content)

    @Slot(object)
    def _on_clicked(self, cell: MapCell) -> None:
        sender = self.sender()
        for layer, mosaic in enumerate(self._mosaics, start=INPUT_LAYER):
            if mosaic is sender:
                h, w, channels = mosaic.maps.shape  # noqa: RUF059
                unit = (
                    Unit(layer, cell.channel, cell.row, cell.column)
                    if channels and w > 1
                    else Unit(layer, cell.channel)
                )
                self._state.selection.select(unit)
