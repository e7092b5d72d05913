"""What is decided of data sets that are too large for the memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.datasets.streaming.policy import GB, ROOM_GB, SHARE_PERCENT, StreamingPolicy
from gui.forms.field_editors import make_editor
from gui.forms.field_row import FieldRow

if TYPE_CHECKING:  # data sets are read when there is one
    from core.datasets.streaming.image_cache import CacheContents

SHARE, ROOM = "images_share", "images_room"
EXPLAINS = (
    "A set whose images need more of the free memory is trained from a file: the same "
    "numbers, nearly as fast. Emptied, it is read again."
)


class ImagesSection(QWidget):
    """Shows how much memory and disk images may take, and how much they take.

    Parameters
    ----------
    policy : StreamingPolicy
        What holds at first.

    Signals
    -------
    policy_chosen(StreamingPolicy)
    emptying_wanted()
    """

    policy_chosen = Signal(object)
    emptying_wanted = Signal()

    def __init__(self, policy: StreamingPolicy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._policy = policy
        title = _label("Large data sets", "settings_images", "title")
        self._share = FieldRow(
            SHARE, SHARE_PERCENT, make_editor(SHARE, SHARE_PERCENT, f"settings_{SHARE}"),
            name=f"settings_{SHARE}",
        )  # fmt: skip
        self._share.show_value(policy.share * 100)
        self._room = FieldRow(
            ROOM, ROOM_GB, make_editor(ROOM, ROOM_GB, f"settings_{ROOM}"),
            name=f"settings_{ROOM}",
        )  # fmt: skip
        self._room.show_value(policy.room // GB)
        for row in (self._share, self._room):
            row.edited.connect(self._on_edited)
        self._kept = _label("Looking…", "settings_images_kept", "caption")
        self._empty = QPushButton("Empty")
        self._empty.setObjectName("settings_empty_images")
        self._empty.setAutoDefault(False)
        self._empty.setToolTip("Remove the files of images; they are made again when needed.")
        self._empty.setEnabled(False)
        self._empty.clicked.connect(self.emptying_wanted)
        line = QHBoxLayout()
        line.addWidget(self._kept, 1)
        line.addWidget(self._empty)
        limits = QHBoxLayout()
        limits.setSpacing(24)
        limits.addWidget(self._share)
        limits.addWidget(self._room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(title)
        column.addLayout(limits)
        column.addLayout(line)
        column.addWidget(_label(EXPLAINS, "settings_images_explains", "caption"))

    def show_contents(self, contents: CacheContents) -> None:
        """Show how much is on the disk."""
        self._kept.setText(f"On the disk: {contents.text}")
        self._empty.setEnabled(contents.sets > 0)

    def show_trouble(self, text: str) -> None:
        """Show why something could not be removed."""
        self._kept.setText(text)

    def _on_edited(self, field: str, value: float) -> None:
        if field == SHARE:
            self._policy = replace(self._policy, share=value / 100)
        else:
            self._policy = replace(self._policy, room=int(value) * GB)
        self.policy_chosen.emit(self._policy)


def _label(text: str, name: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role == "caption")
    return label
