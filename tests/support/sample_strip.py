"""The strip of samples on screen."""

from PySide6.QtWidgets import QLabel

from gui.panels.samples.digit_button import DigitButton
from tests.support.moments import small_mnist
from tests.support.people import (
    find,
)

TEST_LABELS = small_mnist().test.labels.astype(int)


def shown(strip):
    sample = strip._state.sample.sample
    return sample.part, sample.index


def thumbnails(strip):
    return [b for b in strip.findChildren(DigitButton) if b.isVisible()]


def verdict(strip):
    label = find(strip, "sample_verdict", QLabel)
    return label.text().replace("\n", " · "), label.property("role")
