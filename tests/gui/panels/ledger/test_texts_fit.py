"""Nothing the ledger writes is cut: by font metrics, on pages of every kind."""

import pytest
from PySide6.QtWidgets import QLabel

from core.layers.catalog import LAYER_KINDS
from core.optimizers.catalog import OPTIMIZERS
from gui.panels.ledger.canvas import Face, text_width
from gui.panels.ledger.ledger_panel import LEAST_SIZE
from gui.panels.ledger.text_wrap import wrapped
from gui.theme.fonts import load_fonts
from gui.window.dock_layout import RIGHT_WIDTH
from tests.support.ledger_pages import (
    AROUND,
    broken_words,
    hints_of,
    moments,
    optimizer_moment,
    sheets,
    what_does_not_fit,
)

WIDTHS = (RIGHT_WIDTH, LEAST_SIZE.width())
QUICK = ("conv2d", "adam")


@pytest.fixture(autouse=True, scope="module")
def own_letters(qapp):
    """Measure in the letters of the lab, whichever tests ran before."""
    load_fonts()


def each(kinds):
    """Return kinds as parameters: few in the quick suite."""
    return [
        pytest.param(kind, marks=() if kind in QUICK else pytest.mark.slow) for kind in kinds
    ]


def assert_fits(moment, monkeypatch):
    found = set()
    with monkeypatch.context() as patch:
        for title, pages in sheets(moment):
            for width in WIDTHS:
                for page in pages:
                    for kind, how, text in what_does_not_fit(page, width, patch):
                        found.add((width, kind, how, text, title))
    assert not found, "\n".join(map(str, sorted(found)))


@pytest.mark.parametrize("kind", each(LAYER_KINDS))
def test_that_no_page_of_a_layer_cuts_a_text(qapp, monkeypatch, kind):
    for moment in moments([kind]):
        assert_fits(moment, monkeypatch)


@pytest.mark.parametrize("kind", each(OPTIMIZERS))
def test_that_no_page_of_a_loss_or_an_optimiser_cuts_a_text(qapp, monkeypatch, kind):
    assert_fits(optimizer_moment(kind), monkeypatch)


@pytest.mark.parametrize("width", [LEAST_SIZE.width(), RIGHT_WIDTH])
def test_that_no_word_of_a_term_or_its_head_is_broken(qapp, monkeypatch, width):
    """Such as a window of MaxPool2D, whose name is wider than the column of labels."""
    found = set()
    for kind in ("max_pool2d", "batch_norm"):
        for moment in moments([kind]):
            for _, pages in sheets(moment):
                for page in pages:
                    with monkeypatch.context() as patch:
                        found |= broken_words(page, width, patch)
    assert not found


def test_that_title_and_hints_show_whole_at_any_width(open_ledger):
    reader = open_ledger(None, width=RIGHT_WIDTH)
    header, hint = reader.panel._header, reader.panel.findChild(QLabel, "ledger_panel_hint")
    (moment,) = moments(["dropout"])
    spreads = list(sheets(moment))
    place = "validation 12,345 “7” · step 123,456 · not bit-exact"
    cut = set()
    for width in WIDTHS:
        reader.panel.resize(width, 700)
        for title, pages in spreads:
            header.show_place(title, place)
            for label in header.findChildren(QLabel):
                assert label.heightForWidth(label.width()) <= label.height() + 2, label.text()
            for text in {text for page in pages for text in hints_of(page, width - AROUND)}:
                hint.setText(text)
                if hint.heightForWidth(width) > hint.height():
                    cut.add(text)
    assert not cut, "\n".join(sorted(cut))


@pytest.mark.parametrize("width", [30, 60, 120])
@pytest.mark.parametrize(
    "text",
    [
        "CategoricalCrossEntropy.value_and_gradient_of_logits",
        "core/losses/categorical_cross_entropy.py:88",
        "input channel 12 of 64, 1,352 in all",
        "",
    ],
)
def test_that_lines_hold_all_of_a_text_and_are_no_wider_than_asked(qapp, text, width):
    lines = wrapped(text, Face.LABEL, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, Face.LABEL) <= width for line in lines)


def test_that_words_and_places_stay_whole_where_they_fit(qapp):
    text = "channel 12 (3, 14) of the maps"
    lines = wrapped(text, Face.LABEL, 60)
    assert len(lines) > 2
    assert any(line.endswith("(3, 14)") for line in lines)
    assert {word for line in lines for word in line.split()} == set(text.split())
