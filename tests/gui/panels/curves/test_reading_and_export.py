"""Curves are read with the mouse, and written into files."""

import csv

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QLineEdit,
    QToolButton,
)

from tests.support.curves_panel import RAW, VALIDATION, legend, plot, run
from tests.support.pixels import color_names, pixels


def hover(panel, x, measure="loss"):
    """Move the mouse to step (or epoch) `x` of a plot."""
    target = plot(panel, measure)
    scene = target.getViewBox().mapViewToScene(QPointF(x, target.shown_range.y_high / 2))
    place = target.mapFromScene(scene)
    QTest.mouseMove(target.viewport(), place - QPoint(5, 0))
    QTest.mouseMove(target.viewport(), place)


def test_that_hovering_reads_every_curve_at_that_step_in_both_plots(panel):
    panel._curves.add(run(25))
    hover(panel, 14)
    assert legend(panel).number(RAW) == "0.1429"  # 2 / 14
    assert legend(panel).number(VALIDATION) == "0.4500"  # of step 10
    assert legend(panel, "accuracy").number(RAW) == "93.6 %"  # 1 - 0.9 / 14
    for measure in ("loss", "accuracy"):
        line, tag = plot(panel, measure)._crosshair.line, plot(panel, measure)._crosshair.text
        assert line.isVisible()
        assert line.value() == 14
        assert tag.toPlainText() == "step 14"


def test_that_leaving_the_plot_reads_the_latest_numbers_again(panel, qtbot):
    panel._curves.add(run(25))
    hover(panel, 14, "accuracy")
    assert legend(panel).number(RAW) == "0.1429"
    hover(panel, -3, "accuracy")  # onto the axis
    assert legend(panel).number(RAW) == "0.0800"
    assert not plot(panel)._crosshair.line.isVisible()


def test_that_hovering_beyond_the_last_step_reads_the_last_step(panel):
    panel._curves.add(run(25))
    hover(panel, 45)
    assert plot(panel)._crosshair.line.value() == 25


def test_that_csv_png_and_svg_are_written_by_their_suffix(panel, tmp_path):
    panel._curves.add(run(25))
    for suffix in ("csv", "png", "svg"):
        assert panel.export(tmp_path / f"curves.{suffix}")
    rows = list(csv.DictReader((tmp_path / "curves.csv").read_text().splitlines()))
    assert [float(row["batch_loss"]) for row in rows] == [2 / step for step in range(1, 26)]
    image = QImage(str(tmp_path / "curves.png"))
    assert image.width() == 2 * panel.figure.width()
    colors = color_names(pixels(image)[60::3, :1200])
    assert {panel._theme.theme.positive, panel._theme.theme.truth} <= colors
    svg = (tmp_path / "curves.svg").read_text()
    assert "<image" not in svg
    assert ">smoothed<" in svg
    assert svg.count("<poly") + svg.count("<path") > 10


def test_that_an_export_that_fails_says_why_and_keeps_the_old_file(panel, tmp_path):
    message = panel.findChild(QLabel, "curves_message")
    assert not panel.export(tmp_path / "early.csv")
    assert "no run was started" in message.text()
    panel._curves.add(run(3))
    assert not panel.export(tmp_path / "curves.gif")
    assert "expected a name ending in .png, .svg or .csv, received '.gif'" in message.text()
    assert message.isVisible()
    assert message.property("role") == "error"
    assert not panel.export(tmp_path / "no such folder" / "curves.csv")
    assert message.text().startswith("Nothing was written: curves.csv: ")
    assert not list(tmp_path.iterdir())


def test_that_the_export_menu_asks_for_a_file_and_writes_it(panel, qtbot, tmp_path):
    panel._curves.add(run(5))
    menu = panel.findChild(QToolButton, "curves_export").menu()
    next(a for a in menu.actions() if a.objectName() == "curves_export_csv").trigger()
    dialog = panel.findChild(QFileDialog, "curves_export_dialog")
    assert dialog.isVisible()
    dialog.findChild(QLineEdit).setText(str(tmp_path / "mine"))
    dialog.accept()
    assert (tmp_path / "mine.csv").read_text().startswith("step,epoch,batch_loss")
    assert panel.findChild(QLabel, "curves_message").text() == "Written: mine.csv"
    qtbot.waitUntil(lambda: panel.findChild(QFileDialog, "curves_export_dialog") is None)
