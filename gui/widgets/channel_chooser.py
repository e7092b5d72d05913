"""Step through the channels of a map."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from core.index_words import first_index, one_of_words
from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton


class ChannelChooser(QWidget):
    """``◀ channel 3 of 0…7 ▶``.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``; the parts are ``{name}_previous``, ``{name}_text``, ``{name}_next``.
    noun : str
        What is counted, e.g. ``"channel"``.
    tip : str

    Signals
    -------
    chosen(int)
        Index from 0, when the user changes it.
    """

    chosen = Signal(int)

    def __init__(
        self,
        theme: CurrentTheme,
        name: str,
        noun: str,
        tip: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._noun = noun
        self._channel = 0
        self._count = 0
        self._reserved: tuple[int, int, str] | None = None  # what the width of the text is for
        self._previous = IconButton(
            "previous", f"Previous {noun}", theme, name=f"{name}_previous"
        )
        self._next = IconButton("next", f"Next {noun}", theme, name=f"{name}_next")
        self._text = QLabel()
        self._text.setObjectName(f"{name}_text")
        self._text.setToolTip(tip)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part in (self._previous, self._text, self._next):
            row.addWidget(part)
        for button in (self._previous, self._next):
            button.setAutoRepeat(True)
        self._previous.clicked.connect(self._on_previous)
        self._next.clicked.connect(self._on_next)

    @property
    def channel(self) -> int:
        """The chosen channel, from 0."""
        return self._channel

    @property
    def count(self) -> int:
        """How many channels are on offer."""
        return self._count

    def offer(self, channels: int, chosen: int, noun: str = "") -> None:
        """Show that `chosen` is one of so many channels; emits nothing.

        Parameters
        ----------
        channels, chosen : int
        noun : str
            What they are called from now on; empty to leave it.
        """
        if noun and noun != self._noun:
            self._noun, self._reserved = noun, None
            self._previous.setAccessibleName(f"Previous {noun}")
            self._next.setAccessibleName(f"Next {noun}")
        reserved = (channels, first_index(), self._text.font().toString())
        if reserved != self._reserved:
            self._reserved = reserved
            self._text.setFixedWidth(self._widest(channels))
            for button in (self._previous, self._next):
                button.setEnabled(channels > 1)
        self._count, self._channel = channels, chosen
        self._show_chosen()

    def _widest(self, channels: int) -> int:
        """Return the pixels that the longest of its texts needs, so that nothing moves."""
        texts = (one_of_words(self._noun, at, channels) for at in range(channels))
        return max(map(self._text.fontMetrics().horizontalAdvance, texts), default=0)

    def _show_chosen(self) -> None:
        self._text.setText(one_of_words(self._noun, self._channel, self._count))

    def _on_previous(self) -> None:
        self._step(-1)

    def _on_next(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        self._channel = (self._channel + by) % max(1, self._count)
        self._show_chosen()
        self.chosen.emit(self._channel)
