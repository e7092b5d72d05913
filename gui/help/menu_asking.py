"""Point at an entry of an open menu and read what it is."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Slot
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget

from gui.help.action_answer import answer_for_action, entry_of
from gui.help.term_card import TermCard

HINT = "Nothing is done while you ask; Esc leaves"
#: What keys type that do an entry: Return, Enter and Space, besides the underlined letters.
_CHOOSES = ("\r", "\n", " ")


class MenuAsking(QObject):
    """Answers for the entry that is lit, and lets none be done, until the menus close.

    Parameters
    ----------
    window : QWidget
        Owns the card.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._menus: list[QMenu] = []
        self._card: TermCard | None = None

    @property
    def is_on(self) -> bool:
        """Whether one asks now."""
        return bool(self._menus)

    @property
    def text(self) -> str:
        """What the card says; empty while there is none."""
        return self._card.text if self._card is not None and self._card.isVisible() else ""

    def begin(self, menu: QMenu) -> None:
        """Answer for the entries of an open menu, and of those that lead on from it."""
        self._card = self._card or TermCard(self._window, is_window=True)
        self._menus = list(_with_its_neighbours(menu))
        for one in self._menus:
            one.installEventFilter(self)
            one.hovered.connect(self._on_hovered)
        lit = entry_of(menu.activeAction()) or next(_entries(menu), None)
        if lit is not None:
            menu.setActiveAction(lit)
            self._on_hovered(lit)

    def leave(self) -> None:
        """Take the card away; entries are done again."""
        menus, self._menus = self._menus, []
        for menu in menus:
            menu.removeEventFilter(self)
            menu.hovered.disconnect(self._on_hovered)
        if self._card is not None:
            self._card.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep everything from an entry that would do it."""
        if not isinstance(watched, QMenu):
            return False
        if event.type() == QEvent.Type.Hide:
            QTimer.singleShot(0, self._look)  # it may be that another one opens
        elif isinstance(event, QMouseEvent) and event.type() != QEvent.Type.MouseMove:
            entry = entry_of(watched.actionAt(event.position().toPoint()))
            return entry is not None and entry.menu() is None
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            typed, lit = event.text(), entry_of(watched.activeAction())
            opens = typed in _CHOOSES and lit is not None and lit.menu() is not None
            # arrows type nothing, and Esc nothing that can be read
            return not opens and typed != "" and (typed in _CHOOSES or typed.isprintable())
        return False

    @Slot(QAction)
    def _on_hovered(self, action: QAction) -> None:
        answer = answer_for_action(action)
        menu = next((one for one in self._menus if _shows(one, action)), None)
        if self._card is None:
            return
        if answer is None or menu is None:
            self._card.hide()
            return
        place = menu.actionGeometry(action)
        corner = menu.mapToGlobal(place.topLeft())
        self._card.show_beside(answer, QRect(corner, place.size()), HINT)

    @Slot()
    def _look(self) -> None:
        if self.is_on and QApplication.activePopupWidget() not in self._menus:
            self.leave()


def _shows(menu: QMenu, action: QAction) -> bool:
    return menu.isVisible() and action in menu.actions()


def _entries(menu: QMenu) -> Iterator[QAction]:
    """Yield what can be asked for in a menu."""
    return (one for one in menu.actions() if one.isVisible() and not one.isSeparator())


def _with_its_neighbours(menu: QMenu) -> Iterator[QMenu]:
    """Yield a menu, those inside it, and if it is of a menu bar all of that."""
    bars = [one for one in menu.menuAction().associatedObjects() if isinstance(one, QMenuBar)]
    roots = [one.menu() for bar in bars for one in bar.actions()] or [menu]
    while roots:
        one = roots.pop()
        if isinstance(one, QMenu):
            yield one
            roots += [entry.menu() for entry in one.actions()]
