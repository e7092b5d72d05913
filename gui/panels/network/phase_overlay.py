"""Covers what has not happened yet, and lights what just did."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from gui.panels.network.pipeline_view import PipelineView
from gui.theme.theme import CurrentTheme

RADIUS = 5
REACH = 4  # screen pixels that the light reaches outside a stage
ARROW = 5


class PhaseOverlay(QWidget):
    """Lies over the stages of a pipeline; lets the mouse through.

    Parameters
    ----------
    theme : CurrentTheme
    pipeline : PipelineView
    """

    def __init__(self, theme: CurrentTheme, pipeline: PipelineView) -> None:
        super().__init__(pipeline.content)
        self.setObjectName("network_phase_overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._pipeline = pipeline
        self._hidden: frozenset[int] = frozenset()
        self._lit: int | None = None
        self._source: int | None = None
        self._hides_kernel = False
        self._is_backward = False
        pipeline.content.installEventFilter(self)
        theme.changed.connect(self.update)
        self.hide()

    @property
    def hidden(self) -> frozenset[int]:
        """Places of the stages that are covered; 0 is the input."""
        return self._hidden

    @property
    def lit(self) -> int | None:
        """Place of the stage that is outlined."""
        return self._lit

    def show_scene(
        self,
        lit: int | None,
        source: int | None,
        hidden: frozenset[int],
        *,
        hides_kernel: bool,
        is_backward: bool,
    ) -> None:
        """Light the stage at place `lit`, computed from `source`, and cover `hidden` ones."""
        self._lit, self._source, self._hidden = lit, source, hidden
        self._hides_kernel, self._is_backward = hides_kernel, is_backward
        self._cover_all()
        self.show()
        self.update()
        if lit is not None and lit < len(self._pipeline.views):
            self._bring_in_sight(lit)

    def _bring_in_sight(self, place: int) -> None:
        """Scroll sideways to a stage; up and down only to another row."""
        area = self._pipeline.views[place].geometry().adjusted(-16, 0, 16, 0)
        seen = self._pipeline.viewport().size()
        bar = self._pipeline.horizontalScrollBar()
        bar.setValue(max(area.right() - seen.width(), min(bar.value(), area.left())))
        bar = self._pipeline.verticalScrollBar()
        if not bar.value() <= area.center().y() < bar.value() + seen.height():
            bar.setValue(area.top())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._cover_all()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, views = self._theme.theme, self._pipeline.views
        painter = QPainter(self)
        for place in self._hidden:
            if place < len(views):
                view = views[place]
                self._cover(
                    painter,
                    view.geometry(),
                    view.body.geometry().translated(view.pos()),
                )
        kernel = self._pipeline.kernel
        if kernel.isVisible() and self._hides_kernel:
            area = kernel.geometry()
            self._cover(painter, area, kernel.mosaic.geometry().translated(kernel.pos()))
        if self._lit is not None and self._lit < len(views):
            color = QColor(theme.backward if self._is_backward else theme.forward)
            self._light(painter, self._lit, color)
            if self._source is not None and self._source < len(views):
                self._point(painter, self._source, self._lit, color)
        painter.end()

    def _cover(self, painter: QPainter, area: QRect, body: QRect) -> None:
        """Paint over all below the header of a stage."""
        theme = self._theme.theme
        painter.fillRect(area.adjusted(-1, body.top() - area.top() - 1, 1, 1), theme.surface)
        painter.setPen(QPen(QColor(theme.line), 1, Qt.PenStyle.DashLine))
        painter.drawRect(body.adjusted(1, 1, -2, -2))

    def _light(self, painter: QPainter, place: int, color: QColor) -> None:
        """Frame a stage, without reaching into those it touches."""
        views = self._pipeline.views
        area = views[place].geometry()
        left = right = REACH
        if place > 0 and views[place - 1].y() == area.y():
            left = min(REACH, area.left() - views[place - 1].geometry().right() - 1)
        if place + 1 < len(views) and views[place + 1].y() == area.y():
            right = min(REACH, views[place + 1].geometry().left() - area.right() - 1)
        painter.setPen(QPen(color, 1.5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = area.adjusted(-left, 0, right - 1, -1).intersected(
            self.rect().adjusted(-REACH, 1, -2, -2)  # the first stage has no left side
        )
        painter.drawRoundedRect(inside, RADIUS, RADIUS)

    def _point(self, painter: QPainter, source_place: int, place: int, color: QColor) -> None:
        """Draw an arrow head between two stages, in the direction of the computation."""
        views = self._pipeline.views
        source, lit = views[source_place].geometry(), views[place].geometry()
        is_right = place > source_place
        left, right = (source, lit) if is_right else (lit, source)
        x = (left.right() + right.left()) / 2 + (-REACH if is_right else REACH) / 2
        if source.top() != lit.top():  # it comes from another row
            x = float(lit.left() - REACH if is_right else lit.right() + REACH)
            x = min(max(x, ARROW), self.width() - ARROW)
        y = lit.top() + float(min(120, lit.height() // 2))
        way = ARROW if is_right else -ARROW
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(x - way / 2, y - ARROW),
                    QPointF(x + way / 2, y),
                    QPointF(x - way / 2, y + ARROW),
                ]
            )
        )

    def _cover_all(self) -> None:
        self.setGeometry(QRect(QPoint(), self._pipeline.content.size()))
        self.raise_()
