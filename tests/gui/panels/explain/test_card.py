"""The card that says what the chosen map means."""

import pytest

from core.explanation.catalog import EXPLANATION_METHODS
from gui.panels.explain.card import LINE, WIDE, ExplainCard


@pytest.mark.parametrize("width", [WIDE - 1, WIDE, 2 * WIDE])
def test_that_a_wide_card_is_low_and_holds_every_method_at_the_height_it_asks_for(qtbot, width):
    card = ExplainCard("card")
    qtbot.addWidget(card)
    card.resize(width, card.height_at(width))
    card.show()
    qtbot.waitExposed(card)
    title, total = card._title, card._sum
    for method in EXPLANATION_METHODS.values():
        card.show_method(method)
        card._sum.setText("map adds up to +1.23")
        card.layout().activate()
        assert (title.geometry().center().y() == total.geometry().center().y()) == (
            width >= WIDE
        )
        assert card.layout().heightForWidth(width) <= card.height()
    assert card.height_at(WIDE) + 2 * LINE < card.height_at(WIDE - 1)
