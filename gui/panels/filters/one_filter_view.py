"""One filter, with all its input channels."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from core.arrays import FloatArray, shape_text
from core.number_text import signed_text
from gui.theme.fonts import CONTROL, number_font
from gui.theme.theme import CurrentTheme
from gui.widgets.map_cell import MapCell
from gui.widgets.map_mosaic import MapMosaic

WIDTH = 212


class OneFilterView(QWidget):
    """A filter's kernel for one input channel, large; all its kernels, small; its bias.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``; the mosaics are ``{name}_kernel`` and ``{name}_channels``.

    Signals
    -------
    hovered(MapCell or None)
        `MapCell.channel` is the input channel.
    clicked(MapCell)
        A weight of the large kernel; `MapCell.channel` is the input channel.
    channel_clicked(int)
        The input channel.
    """

    hovered = Signal(object)
    clicked = Signal(object)
    channel_clicked = Signal(int)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedWidth(WIDTH)
        self._input_channel = 0
        self._title = QLabel()
        self._title.setObjectName(f"{name}_title")
        self._title.setProperty("role", "title")
        self._bias = QLabel()
        self._bias.setObjectName(f"{name}_bias")
        self._bias.setProperty("role", "number")
        self._bias.setFont(number_font(CONTROL))
        self._bias.setToolTip("The number this filter adds everywhere.")
        self._kernel = MapMosaic(theme, columns=1, max_zoom=WIDTH // 3)
        self._kernel.setObjectName(f"{name}_kernel")
        self._title.setToolTip(
            "The selected filter for the chosen input channel. Click a weight to read in the "
            "ledger what became of it."
        )
        self._kernel.setMaximumHeight(WIDTH)
        self._caption = QLabel()
        self._caption.setProperty("role", "caption")
        self._channels = MapMosaic(theme, max_zoom=12)
        self._channels.setObjectName(f"{name}_channels")
        self._caption.setToolTip(
            "The selected filter for every input channel; click one to see it large."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._kernel, 3)
        column.addWidget(self._bias)
        column.addSpacing(8)
        column.addWidget(self._caption)
        column.addWidget(self._channels, 2)
        column.addStretch(0)
        self._kernel.hovered.connect(self._on_kernel_hovered)
        self._kernel.clicked.connect(self._on_kernel_clicked)
        self._channels.hovered.connect(self.hovered)
        self._channels.clicked.connect(self._on_channel_clicked)

    def show_filter(
        self, title: str, kernels: FloatArray, limit: float, input_channel: int, bias: float
    ) -> None:
        """Show one filter.

        Parameters
        ----------
        title : str
        kernels : ndarray of shape (K_h, K_w, C_in)
        limit : float
            Absolute value that gets the full colour.
        input_channel : int
            The kernel to show large.
        bias : float
        """
        self._input_channel = input_channel
        h, w, channels = kernels.shape
        self._title.setText(title)
        self._kernel.setAccessibleName(title)
        self._channels.setAccessibleName(f"{title}, all input channels")
        self._bias.setText(f"bias {signed_text(bias, 4)}")
        self._kernel.set_maps(kernels[:, :, input_channel : input_channel + 1], limit)
        self._channels.set_maps(kernels, limit)
        self._channels.set_selected(input_channel)
        self._channels.setVisible(channels > 1)
        self._caption.setVisible(channels > 1)
        self._caption.setText(f"its {channels} input channels, {shape_text((h, w))} each")

    def set_selected(self, cell: tuple[int, int] | None) -> None:
        """Outline a weight of the large kernel, by row and column."""
        self._kernel.set_selected(*((0, *cell) if cell is not None else (None,)))

    def _on_kernel_hovered(self, cell: MapCell | None) -> None:
        self.hovered.emit(None if cell is None else self._with_channel(cell))

    def _on_kernel_clicked(self, cell: MapCell) -> None:
        self.clicked.emit(self._with_channel(cell))

    def _with_channel(self, cell: MapCell) -> MapCell:
        return MapCell(self._input_channel, cell.row, cell.column, cell.value)

    def _on_channel_clicked(self, cell: MapCell) -> None:
        self.channel_clicked.emit(cell.channel)
