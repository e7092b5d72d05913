"""Turns the action table into Qt actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from gui.actions.action_id import ActionId
from gui.actions.action_table import MENU_TIPS, ActionSpec, MenuId
from gui.state.run_state import RunState
from gui.theme.icons import icon
from gui.theme.theme import CurrentTheme


class ActionRegistry(QObject):
    """Every action of the lab, built once and found by its id.

    Parameters
    ----------
    specs : sequence of ActionSpec
    handlers : mapping of ActionId to callable
        What each action does; called without arguments.
    theme : CurrentTheme
    parent : QObject
        Owner of the actions, normally the main window.

    Raises
    ------
    ValueError
        If a handler is missing or has no action, or if an id or shortcut is used twice.
    """

    def __init__(
        self,
        specs: Sequence[ActionSpec],
        handlers: Mapping[ActionId, Callable[[], object]],
        theme: CurrentTheme,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        check_handlers(specs, handlers)
        self._theme = theme
        self._specs = {spec.id: spec for spec in specs}
        self._actions = {spec.id: self._build(spec, handlers[spec.id]) for spec in specs}
        self.menus: dict[MenuId, QMenu] = {}
        theme.changed.connect(self._tint)
        self._tint()
        self.set_run_state(RunState.LOADING)

    def __getitem__(self, action_id: ActionId) -> QAction:
        return self._actions[action_id]

    def fill_menu_bar(self, menu_bar: QMenuBar) -> None:
        """Add every action to its menu, menus in order of first use."""
        for action_id, spec in self._specs.items():
            if spec.menu not in self.menus:
                self.menus[spec.menu] = menu_bar.addMenu(spec.menu.value)
                self.menus[spec.menu].menuAction().setToolTip(MENU_TIPS[spec.menu])
            self.menus[spec.menu].addAction(self._actions[action_id])

    @Slot(RunState)
    def set_run_state(self, state: RunState) -> None:
        """Enable exactly what makes sense in `state`."""
        for action_id, action in self._actions.items():
            action.setEnabled(state in self._specs[action_id].enabled_in)

    def _build(self, spec: ActionSpec, handler: Callable[[], object]) -> QAction:
        action = QAction(spec.text, self)
        action.setToolTip(_tip_with_key(spec))
        action.setObjectName(spec.id.value)
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
        if spec.is_everywhere:
            action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        # `triggered` carries a bool that a handler with an optional parameter would receive
        action.triggered.connect(lambda _checked=False: handler())
        return action

    @Slot()
    def _tint(self) -> None:
        color = self._theme.theme.text
        for action_id, spec in self._specs.items():
            if spec.icon:
                self._actions[action_id].setIcon(icon(spec.icon, color))


def _tip_with_key(spec: ActionSpec) -> str:
    """Return the tip: name and key, and below what it does."""
    name = spec.text.replace("&", "")
    if not spec.shortcut:
        return f"{name}\n{spec.tip}"
    key = f"({spec.shortcut})"
    return f"{name} {key}\n{spec.tip.replace(f' {key}', '')}"


def check_handlers(
    specs: Sequence[ActionSpec], handlers: Mapping[ActionId, Callable[[], object]]
) -> None:
    """Raise ``ValueError`` unless every action has one handler, and its own id and key."""
    ids = [spec.id for spec in specs]
    _check_unique("id", [action_id.value for action_id in ids])
    _check_unique("shortcut", [spec.shortcut for spec in specs if spec.shortcut])
    missing = sorted(set(ids) - set(handlers))
    unknown = sorted(set(handlers) - set(ids))
    if missing:
        raise ValueError(f"action without handler: {', '.join(missing)}")
    if unknown:
        raise ValueError(f"handler without action: {', '.join(unknown)}")


def _check_unique(what: str, names: Sequence[str]) -> None:
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise ValueError(f"action {what} used twice: {', '.join(repeated)}")
