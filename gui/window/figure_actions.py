"""What panels show, as files and in the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QMainWindow, QMenu

from core.datasets.loading_watch import IsCancelled, Progress
from core.formats.output_target import check_output
from gui.actions.action_id import ActionId
from gui.background.job_queue import JobQueue
from gui.dialogs.asks_where import AsksWhere
from gui.dialogs.figure_dialog import FigureDialog
from gui.figures.figure_wish import FigureWish
from gui.figures.shown_figure import ShownFigure
from gui.window.notice_bar import NoticeBar
from gui.window.panel_dock import PanelDock

#: How much sharper than on the screen the picture of a panel is taken.
SHARPER = 3
_SAVE, _COPY = "Save figure…", "Copy the picture"


class FigureActions(QObject):
    """Asks what kind of file a panel becomes, and has it written in the background.

    Parameters
    ----------
    docks : mapping of str to PanelDock
    front : callable
        Returns the dock that is worked in, or else the view in front.
    tasks : JobQueue
        Writes the files.
    file_dialogs : AsksWhere
    notice_bar : NoticeBar
        Says what came of it.
    parent : QMainWindow
        The window that dialogs belong to.
    """

    def __init__(
        self,
        docks: Mapping[str, PanelDock],
        front: Callable[[], PanelDock],
        tasks: JobQueue,
        file_dialogs: AsksWhere,
        notice_bar: NoticeBar,
        parent: QMainWindow,
    ) -> None:
        super().__init__(parent)
        self.file_dialogs = file_dialogs
        self._front = front
        self._tasks = tasks
        self._notice_bar = notice_bar
        self._window = parent
        self._wish = FigureWish()
        for dock in docks.values():
            dock.menu_wanted.connect(partial(self._open_menu, dock))

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what the actions do."""
        return {ActionId.FIGURE_SAVE: self.ask, ActionId.FIGURE_COPY: self.copy}

    @Slot()
    def ask(self) -> None:
        """Ask how the panel in front is to be saved."""
        self._ask(self._front())

    @Slot()
    def copy(self) -> None:
        """Put the picture of the panel in front into the clipboard, as chosen last."""
        self._copy(shown_in(self._front()), self._wish)

    def _open_menu(self, dock: PanelDock, place: QPoint) -> None:
        """Offer what can be done with a panel, where it was asked for."""
        dock.come_forward()  # what is saved has been seen
        menu = self._window.createPopupMenu() or QMenu(self._window)  # of all panels
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("panel_menu")
        first = menu.actions()[0] if menu.actions() else menu.addSeparator()
        for text, name, act in (
            (_SAVE, "save", self._ask),
            (_COPY, "copy", self._copy_of),
        ):
            action = QAction(text, menu)
            action.setObjectName(f"panel_menu_{name}")
            # not a `partial`: it would be called without what `triggered` carries
            action.triggered.connect(lambda _checked=False, act=act: act(dock))
            menu.insertAction(first, action)
        menu.insertSeparator(first)
        menu.popup(place)

    def _ask(self, dock: PanelDock) -> None:
        shown = shown_in(dock)
        dialog = FigureDialog(shown, self._wish, self.file_dialogs, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.save_wanted.connect(partial(self._save, dialog, shown))
        dialog.copy_wanted.connect(partial(self._copy, shown))
        dialog.open()

    def _copy_of(self, dock: PanelDock) -> None:
        self._copy(shown_in(dock), self._wish)

    def _save(
        self, dialog: FigureDialog, shown: ShownFigure, wish: FigureWish, path: Path
    ) -> None:
        self._wish = wish
        dialog.set_busy()
        self._tasks.add(
            partial(_write, shown, wish, path),
            partial(self._on_saved, dialog),
            partial(self._on_not_saved, dialog),
        )

    def _on_saved(self, dialog: FigureDialog, path: Path) -> None:
        if shiboken6.isValid(dialog):  # it may have been closed meanwhile
            dialog.done(dialog.DialogCode.Accepted)
        self._notice_bar.show_notice("info", f"The figure is in {path.name}.")

    def _on_not_saved(self, dialog: FigureDialog, text: str) -> None:
        if shiboken6.isValid(dialog):
            dialog.fail(text)
        else:
            self._on_failed(text)

    def _copy(self, shown: ShownFigure, wish: FigureWish) -> None:
        self._wish = wish
        on_copied = partial(self._on_copied, shown.title)
        self._tasks.add(partial(_picture, shown, wish), on_copied, self._on_failed)

    def _on_copied(self, title: str, picture: QImage) -> None:
        QGuiApplication.clipboard().setImage(picture)
        self._notice_bar.show_notice("info", f"The picture of {title} is in the clipboard.")

    def _on_failed(self, text: str) -> None:
        if text:
            self._notice_bar.show_notice("error", text)


def shown_in(dock: PanelDock) -> ShownFigure:
    """Return what a dock shows now; nothing of it changes any more."""
    body = dock.body
    dock.panel.refresh_now()
    picture = QImage(body.size() * SHARPER, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(SHARPER)
    picture.fill(body.palette().window().color())
    body.render(picture)
    picture.setDevicePixelRatio(1)
    return ShownFigure(dock.windowTitle(), dock.panel.paper_figure(), picture, body.width())


def _write(
    shown: ShownFigure,
    wish: FigureWish,
    path: Path,
    *,
    progress: Progress,
    cancelled: IsCancelled,
) -> Path:
    # wanted by the few who export: it needs QtSvg
    from core.commands.output_file import written
    from core.formats.atomic_write import write_atomically
    from gui.figures.figure_file import figure_bytes

    check_output(path)
    content = figure_bytes(shown, wish)
    written(path, lambda: write_atomically(path, content))
    return path


def _picture(
    shown: ShownFigure, wish: FigureWish, *, progress: Progress, cancelled: IsCancelled
) -> QImage:
    from gui.figures.figure_file import picture_of

    return picture_of(shown, wish)
