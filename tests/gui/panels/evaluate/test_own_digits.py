"""The user's own digits, judged like any other images."""

import numpy as np

from core.datasets.dataset import LabelledImages
from core.datasets.sample import Part
from gui.panels.evaluate.image_lists import NO_MARKS
from tests.gui.panels.evaluate.test_evaluate_panel import (
    GALLERY,
    NAME,
    headline_of,
    images_of,
    said_by,
    wait_for,
)
from tests.support.moments import small_mnist
from tests.support.people import click, find, press, text_of

PART = f"{NAME}_headline_part_own"


def test_that_own_digits_are_judged_shown_and_not_marked(judged, qtbot, trained):
    panel, data = judged, judged._state.data
    assert not find(panel, PART).isEnabled()
    assert "Draw panel" in find(panel, PART).toolTip()
    images = small_mnist().test.images[40:52]
    said = said_by(trained, images).argmax(axis=1)
    labels = said.astype(np.uint8)
    labels[[2, 5, 6]] = (labels[[2, 5, 6]] + 1) % 10
    data.set_own(LabelledImages(images, labels))
    qtbot.waitUntil(find(panel, PART).isEnabled)
    press(panel, PART)
    wait_for(qtbot, panel, trained.snapshot.step, Part.OWN)
    assert headline_of(panel).right == "75.00 % right"
    assert "3 of your 12 digits are wrong" in headline_of(panel).remarks

    true, predicted = panel._page.gallery.cell  # a mistake that is made with these
    assert ((labels == true) & (said == predicted)).any()
    press(panel, f"{GALLERY}_source_wrong")
    shown = images_of(panel)
    assert sorted(shown.places.tolist()) == [2, 5, 6]
    click(shown, shown.rect_of(0))
    sample = panel._state.sample.sample
    assert (sample.part, sample.index) == (Part.OWN, int(shown.places[0]))
    press(panel, f"{GALLERY}_mark")
    assert text_of(panel, f"{GALLERY}_trouble") == NO_MARKS

    data.set_own(None)  # the last was deleted
    wait_for(qtbot, panel, trained.snapshot.step, Part.TEST)
