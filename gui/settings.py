"""What the lab remembers between two starts."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings

#: Raised when the set of docks changes, so that an old layout is not forced on new panels.
LAYOUT_VERSION = 2


class Settings:
    """Typed access to the stored settings."""

    def __init__(self, store: QSettings) -> None:
        self._store = store

    @property
    def theme(self) -> str:
        """``"system"``, ``"dark"`` or ``"light"``."""
        value = self._store.value("theme", "system")
        return value if value in ("system", "dark", "light") else "system"

    @theme.setter
    def theme(self, name: str) -> None:
        self._store.setValue("theme", name)

    def load_layout(self) -> tuple[QByteArray, QByteArray] | None:
        """Return the window's geometry and state, if both were stored."""
        geometry = self._store.value("window/geometry")
        state = self._store.value("window/state")
        if isinstance(geometry, QByteArray) and isinstance(state, QByteArray):
            return geometry, state
        return None

    def save_layout(self, geometry: QByteArray, state: QByteArray) -> None:
        """Remember the window's geometry and state."""
        self._store.setValue("window/geometry", geometry)
        self._store.setValue("window/state", state)
