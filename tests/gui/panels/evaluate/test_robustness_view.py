"""Images made worse, judged in the panel."""

import threading

import numpy as np
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton

from core.evaluation import robustness as robustness_module
from core.evaluation.disturbance import DISTURBANCES, Disturbance, disturbed
from gui.judging import robustness_wish
from gui.judging.robustness_charts import fastest_fall
from tests.gui.panels.evaluate.test_evaluate_panel import said_by
from tests.support.moments import small_mnist
from tests.support.people import click, find, point_at, press, text_of

WAIT = 60_000
NAME = "evaluate_panel"
VIEW = f"{NAME}_robustness"


def some_of(count):
    def some_rows(rows):
        return robustness_module.some_rows(rows, count)

    return some_rows


def test_that_curves_are_what_the_network_says_of_such_images(
    show, qtbot, trained, monkeypatch
):
    monkeypatch.setattr(robustness_wish, "some_rows", some_of(100))
    panel = show(trained)
    press(panel, f"{NAME}_headline_view_of_robustness")
    qtbot.waitUntil(lambda: panel._disturbing.is_complete, timeout=WAIT)
    test = small_mnist().test
    rows = robustness_module.some_rows(np.arange(1000), 100)
    for kind in (Disturbance.ROTATION, Disturbance.BLUR):
        chart = find(panel, f"{VIEW}_{kind.value}")
        levels = (0.0, *DISTURBANCES[kind].levels)
        for at, point in enumerate(chart.points):
            images = test.images[rows]
            seen = images if not at else disturbed(images, kind, levels[at], at - 1)
            said = said_by(trained, seen).argmax(axis=1)
            assert point.right == (int((said == test.labels[rows]).sum()),)
    chart = find(panel, f"{VIEW}_rotation")
    point_at(chart, QPoint(round(chart.x_of(3)), 60))
    share = chart.points[3].right[0]
    read = text_of(panel, f"{VIEW}_read_out_place")
    assert read.startswith(f"Rotation, 30°: {share}.0 % right (95 % interval ")
    worst = min(
        (panel.robustness.curves.curve(kind)[-1] for kind in Disturbance),
        key=lambda point: point.right,
    )
    says = fastest_fall(panel.robustness.curves)
    assert says.startswith("100 images made worse: it loses most under")
    assert says.endswith(f"down to {worst.right[0]}.0 %.")

    press(panel, f"{NAME}_headline_view_of_overview")
    qtbot.waitUntil(panel._page.isVisible, timeout=WAIT)  # this may be judged only now
    press(panel, f"{NAME}_headline_view_of_robustness")
    assert panel._disturbing.is_complete  # it was kept
    assert find(panel, f"{VIEW}_noise").isVisible()


def test_that_it_shows_how_far_it_is_and_can_be_cancelled(show, qtbot, trained, monkeypatch):
    monkeypatch.setattr(robustness_wish, "some_rows", some_of(20))
    panel = show(trained)
    qtbot.waitUntil(lambda: panel.evaluation is not None, timeout=WAIT)

    pause = threading.Event()

    def stuck(networks, images, labels, *, advance, check):
        found = robustness_module.robustness(networks, images, labels, check=check)
        part = [point for point in found.points if point.kind is Disturbance.NOISE]
        advance(robustness_module.Robustness(tuple(part), 0.25))
        while not pause.wait(0.01):
            check()

    monkeypatch.setattr(robustness_wish, "robustness", stuck)
    press(panel, f"{NAME}_headline_view_of_robustness")
    progress = find(panel, f"{NAME}_headline_progress")
    qtbot.waitUntil(lambda: progress.value() == 25, timeout=WAIT)
    button = find(panel, f"{NAME}_headline_judge", QPushButton)
    assert button.text() == "Cancel"
    assert len(find(panel, f"{VIEW}_noise").points) == 6
    assert len(find(panel, f"{VIEW}_blur").points) == 0
    click(button)
    assert button.text() == "Judge now"
    assert not panel._disturbing.is_under_way
    assert not progress.isVisible()
