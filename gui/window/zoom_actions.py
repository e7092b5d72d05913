"""Ctrl with plus, minus and zero: how large everything is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Slot
from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu, QWidget

from gui.actions.action_id import ActionId
from gui.actions.action_registry import ActionRegistry
from gui.actions.action_table import MenuId
from gui.settings import Settings
from gui.theme.theme import CurrentTheme
from gui.theme.zoom import NORMAL, STEPS, Zoom
from gui.window.notice_bar import NoticeBar

IN, OUT, SAME = ActionId.VIEW_ZOOM_IN, ActionId.VIEW_ZOOM_OUT, ActionId.VIEW_ZOOM_NORMAL
#: Height of the title of a window that has no frame yet, in pixels.
TITLE = 30
IMPOSSIBLE = (
    "This Qt cannot be zoomed while it runs: set QT_SCALE_FACTOR=1.5, for 150 %, before "
    "Glassbox is started."
)


class _Size(NamedTuple):
    """How large a window is wanted: the zoom makes it larger where it must."""

    wanted: QSize
    percent: int
    given: QSize

    def at(self, percent: int, window: QWidget) -> _Size:
        """Return the size at another zoom: the same on the screen, if the content fits."""
        size = self.wanted * (self.percent / percent)
        return self._replace(given=size.expandedTo(_least(window)))


class ZoomActions(QObject):
    """Zooms as far as the window fits its screen, and remembers it.

    Parameters
    ----------
    settings : Settings
    theme : CurrentTheme
        Whose colours are taken anew, with lines as wide as the zoom says.
    notice_bar : NoticeBar
    window : QMainWindow

    Attributes
    ----------
    zoom : Zoom
    is_remembered : bool
        Whether what is chosen holds for the next start too.
    """

    def __init__(
        self,
        settings: Settings,
        theme: CurrentTheme,
        notice_bar: NoticeBar,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self.zoom = Zoom(self)
        self.is_remembered = True
        self._wanted = NORMAL
        self._settings = settings
        self._theme = theme
        self._notice_bar = notice_bar
        self._window = window
        self._menu = QMenu()
        self._said = ""  # last, of a zoom that was not possible
        self._sizes: dict[QWidget, _Size] = {}
        self._choices = QActionGroup(self)
        window.installEventFilter(self)
        self.zoom.changed.connect(self._show_percent)

    def handlers(self) -> dict[ActionId, Callable[[], object]]:
        """Return what the actions do."""
        return {
            IN: lambda: self.choose(self.zoom.larger()),
            OUT: lambda: self.choose(self.zoom.smaller()),
            SAME: lambda: self.choose(NORMAL),
        }

    def fill_menu(self, actions: ActionRegistry) -> None:
        """Move the actions into a menu of their own, in which every step can be chosen."""
        # the plus of most keyboards needs Shift, the equals sign on the same key does not
        actions[IN].setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        view = actions.menus[MenuId.VIEW]
        self._menu.setObjectName("zoom_menu")
        self._menu.menuAction().setToolTip("How large everything is shown")
        self._menu.setParent(view, self._menu.windowFlags())
        view.insertMenu(actions[IN], self._menu)
        for action_id in (IN, OUT, SAME):
            view.removeAction(actions[action_id])
            self._menu.addAction(actions[action_id])
        self._menu.addSeparator()
        for step in STEPS:
            choice = self._menu.addAction(f"{step} %")
            choice.setObjectName(f"view.zoom_{step}")
            choice.setToolTip(f"Show everything at {step} %")
            choice.setCheckable(True)
            choice.setData(step)
            self._choices.addAction(choice)
        self._choices.triggered.connect(lambda choice: self.choose(choice.data()))
        self._show_percent(self.zoom.percent)

    @Slot(int)
    def choose(self, percent: int) -> None:
        """Zoom to `percent`, or as near to it as the window fits its screen."""
        self._notice_bar.take_back(self._said)
        if not self.zoom.is_possible:
            self._notice_bar.show_notice("info", IMPOSSIBLE)
            return
        before, fitting = self.zoom.percent, self.fitting(percent)
        if fitting < percent:
            self._said = (
                f"{fitting} % is the most at which this window fits the screen. One panel "
                "alone can be larger: Presentation (F5)."
            )
            self._notice_bar.show_notice("info", self._said)
        self.use(fitting)
        # what a larger screen has room for stays remembered where nothing could be changed
        if self.is_remembered and (fitting != before or fitting == percent):
            self._settings.zoom = fitting

    def begin(self) -> None:
        """Stay as large as now, or as this screen has room for; say so if that is less."""
        self._wanted = self.zoom.percent
        self.come_down()

    def come_down(self) -> None:
        """Be smaller if the window is larger than its screen since it was shown.

        How small a window can be is known once everything in it is laid out.
        """
        while (smaller := self.fitting(self.zoom.percent, self._room().size())) < min(
            self.zoom.percent, self._wanted
        ):
            self.use(smaller)
        if self.zoom.percent >= self._wanted:
            return
        self._come_into_screen()
        self._notice_bar.show_notice(
            "info",
            f"Shown at {self.zoom.percent} %: {self._wanted} % is too large for this screen, "
            "and comes back on a larger one.",
        )

    def _come_into_screen(self) -> None:
        """Be no larger than the screen, and nowhere outside of it."""
        window, room = self._window, self._room()
        if not (window.isMaximized() or window.isFullScreen()):
            place = QRect(QPoint(), window.size().boundedTo(room.size()))
            place.moveCenter(room.center())
            window.setGeometry(place)

    def _room(self) -> QRect:
        """Return what the screen has for a window without its frame, which is not there yet."""
        title = round(TITLE * NORMAL / self.zoom.percent)
        return self._window.screen().availableGeometry().adjusted(0, title, 0, 0)

    def use(self, percent: int) -> None:
        """Zoom to `percent` for the time being."""
        docks = self._window.findChildren(QDockWidget)
        windows = [self._window, *(dock for dock in docks if dock.isFloating())]
        for window in windows:
            if window not in self._sizes or self._sizes[window].given != window.size():
                self._sizes[window] = _Size(window.size(), self.zoom.percent, window.size())
        self.zoom.use(percent)
        self._theme.renew()
        for window in windows:
            if not (window.isMaximized() or window.isFullScreen()):
                self._sizes[window] = size = self._sizes[window].at(self.zoom.percent, window)
                window.resize(size.given)

    def fitting(self, wanted: int, room: QSize | None = None) -> int:
        """Return the largest step up to `wanted` at which the window fits its screen.

        Parameters
        ----------
        wanted : int
            In percent; up to 100 % it is never less.
        room : QSize or None
            What there is room for, in pixels of now; None for the screen without the frame,
            or the window if that is larger.
        """
        window = self._window
        room = self.room() if room is None else room
        layout = window.layout()
        if layout is not None:
            layout.activate()  # what was hidden or shown just now counts
        least = _least(window)
        now = self.zoom.percent
        fitting = [
            step
            for step in STEPS
            if step <= wanted and (step <= NORMAL or _fits(least * (step / now), room))
        ]
        return fitting[-1] if fitting else STEPS[0]

    def room(self) -> QSize:
        """Return how large the window can be: its screen without the frame, or as it is."""
        window = self._window
        frame = window.frameGeometry().size() - window.size()
        return (window.screen().availableSize() - frame).expandedTo(window.size())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the lines of plots anew where a pixel has become another number of dots."""
        if watched is self._window and event.type() == QEvent.Type.DevicePixelRatioChange:
            self._theme.renew()
        return super().eventFilter(watched, event)

    @Slot(int)
    def _show_percent(self, percent: int) -> None:
        self._menu.setTitle(f"&Zoom: {percent} %")
        for choice in self._choices.actions():
            choice.setChecked(choice.data() == percent)


def _least(window: QWidget) -> QSize:
    """Return how small a window can become: a narrow one is laid out in another way."""
    limit, needed = window.minimumSize(), window.minimumSizeHint()
    return QSize(limit.width() or needed.width(), limit.height() or needed.height())


def _fits(size: QSize, room: QSize) -> bool:
    return size.width() <= room.width() and size.height() <= room.height()
