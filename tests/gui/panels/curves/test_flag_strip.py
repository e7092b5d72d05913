"""Flags over the curves: what they say, and that they never overlap."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from gui.panels.curves.flag_strip import CurveFlagStrip
from gui.panels.curves.flag_style import flags_text
from gui.state.time_flag import FlagKind, TimeFlag
from gui.theme.theme import CurrentTheme

PLACE = QRect(42, 3, 400, 15)


@pytest.fixture
def strip(qtbot):
    plot = QWidget()
    qtbot.addWidget(plot)
    strip = CurveFlagStrip(CurrentTheme(), plot)
    strip.plot_for_test = plot  # which would be gone with its last name
    return strip


def flag(step, kind=FlagKind.PAUSED):
    return TimeFlag(step, kind, f"{kind.value} happened.")


def test_that_flags_with_room_stand_at_their_steps(strip):
    strip.show_flags([(10.0, flag(1)), (200.0, flag(20, FlagKind.BEST_VALIDATION))], PLACE)
    assert [(label.text, label.rect.x()) for label in strip.labels] == [
        ("paused", 10),
        ("best", 200),
    ]


def test_that_of_a_flag_that_is_gone_nothing_stays_on_the_curves(strip):
    plot = strip.plot_for_test
    plot.resize(460, 60)
    strip.show_flags([(100.0, flag(10, FlagKind.BEST_VALIDATION))], PLACE)
    plot.grab()
    strip.show_flags([(300.0, flag(30, FlagKind.BEST_VALIDATION))], PLACE)
    moved = plot.grab().toImage()
    strip.show_flags([], PLACE)
    bare = plot.grab().toImage()
    columns = [
        x
        for x in range(moved.width())
        if any(moved.pixel(x, y) != bare.pixel(x, y) for y in range(moved.height()))
    ]
    assert columns
    assert min(columns) >= 299


def test_that_flags_that_would_overlap_share_a_label_that_says_all(strip):
    flags = [flag(1), flag(2, FlagKind.DIVERGED), flag(3)]
    strip.show_flags([(10.0 + 5 * place, one) for place, one in enumerate(flags)], PLACE)
    (label,) = strip.labels
    assert label.text == "diverged +2"
    assert label.flags == tuple(flags)
    assert flags_text(label.flags).splitlines() == [
        "Step 1: paused happened.",
        "Step 2: diverged happened.",
        "Step 3: paused happened.",
    ]


def test_that_a_flag_at_the_end_is_not_cut_off(strip):
    strip.show_flags([(398.0, flag(9, FlagKind.OVERFITTING))], PLACE)
    (label,) = strip.labels
    assert label.rect.right() < PLACE.width()


def test_that_no_labels_overlap_whatever_happens_when(strip):
    rng = np.random.default_rng(0)
    kinds = list(FlagKind)
    for _ in range(200):
        places = np.sort(rng.uniform(0, 400, rng.integers(1, 30)))
        flags = [flag(step, kinds[rng.integers(len(kinds))]) for step in range(len(places))]
        strip.show_flags(list(zip(places.tolist(), flags, strict=True)), PLACE)
        rects = [label.rect for label in strip.labels]
        assert all(a.right() < b.left() for a, b in pairwise(rects))
        assert all(r.left() >= 0 and r.right() < PLACE.width() for r in rects)
        assert [one for label in strip.labels for one in label.flags] == flags


def test_that_without_flags_the_strip_is_hidden(strip):
    strip.show_flags([(10.0, flag(1))], PLACE)
    strip.show_flags([], PLACE)
    assert strip.isHidden()
