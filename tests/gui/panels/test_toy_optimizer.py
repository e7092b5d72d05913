"""An optimiser that is new to every panel, in the panels."""

import pytest
from PySide6.QtWidgets import QLineEdit

from core.presets import SEED_CNN
from gui.panels.ledger.ledger_panel import LedgerPanel
from gui.panels.ledger.rows import LineRow
from tests.support.ledger_panel import WEIGHT, open_page
from tests.support.ledger_reader import BLAMED, LedgerReader
from tests.support.moments import make_lab_state, trained_moment
from tests.support.people import open_panel
from tests.support.toy_optimizer import SignsSpec, toy_optimizer

#: The offscreen platform says so when a menu pops up.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture(autouse=True)
def known():
    with toy_optimizer():
        yield


def test_that_it_is_chosen_by_its_title_and_has_fields_of_its_own(make_person):
    person = make_person()
    person.choose("optimizer", "Signs")
    assert person.experiment.optimizer == SignsSpec()
    person.type("share", "0.5")
    assert person.experiment.optimizer == SignsSpec(share=0.5)
    person.undo()
    person.undo()
    assert person.experiment == SEED_CNN
    assert not person.seen(QLineEdit, "share")


def test_that_the_ledger_tells_its_step_line_by_line(qtbot):
    panel = open_panel(qtbot, LedgerPanel(make_lab_state()), 300, 900)
    reader = LedgerReader(qtbot, panel, panel._state)
    panel._state.moment.show(trained_moment(SEED_CNN.replace(optimizer=SignsSpec()), steps=3))
    open_page(reader, WEIGHT)
    verdicts = [row.verdict[:1] for row in reader.rows(BLAMED, LineRow) if row.verdict]
    assert verdicts == ["✓", "✓", "✓"]
    assert abs(reader.number(BLAMED, "η · sign(m)")) == pytest.approx(0.004)
    panel.shut_down()
