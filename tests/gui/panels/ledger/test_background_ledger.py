"""The thread that writes the ledger: batches are announced, added up once, and given up."""

import pytest
from PySide6.QtCore import QThread

from core.anatomy.addresses import ParameterAddress, ValueAddress
from core.ledger.side import Side
from core.presets import SEED_CNN
from gui.panels.ledger.background_ledger import BackgroundLedger
from gui.panels.ledger.request import LedgerRequest
from gui.panels.ledger.rows import NoteRow
from gui.panels.ledger.wishes import BatchReading
from tests.support.moments import trained_moment

WEIGHT = ParameterAddress("0.conv2d.weight", (1, 1, 0, 3))
PIXEL = ValueAddress(0, (8, 15, 3))


@pytest.fixture(scope="module")
def full_batch():
    """Return a moment after one step over 6,300 images: adding them up takes a while."""
    return trained_moment(SEED_CNN.replace(batch_size=None, validation_share=0.3), steps=1)


@pytest.fixture
def ledger(qapp):
    ledger = BackgroundLedger()
    ledger.spreads = []
    ledger.written.connect(ledger.spreads.append)
    yield ledger
    ledger.shut_down()


def sides(spread):
    return [page.side for page in spread.pages]


def test_that_a_large_batch_is_announced_before_it_is_added_up(qtbot, ledger, full_batch):
    ledger.ask(LedgerRequest(full_batch, WEIGHT))
    qtbot.waitUntil(lambda: len(ledger.spreads) == 2)
    announced, complete = ledger.spreads
    assert sides(announced) == [Side.MADE, Side.BLAMED, Side.STEP]
    texts = [row.text for row in announced.sheets[1].rows if isinstance(row, NoteRow)]
    assert any("Adding up the 6,300 samples" in text for text in texts)
    assert sides(complete) == [Side.MADE, Side.BLAMED, Side.BATCH, Side.STEP]
    assert all(page.agrees for page in complete.pages)
    assert len(complete.pages[2].terms) == 6_300


def test_that_a_batch_is_added_up_once_however_much_of_it_is_read(qtbot, ledger, full_batch):
    ledger.ask(LedgerRequest(full_batch, WEIGHT))
    qtbot.waitUntil(lambda: len(ledger.spreads) == 2)
    reading = BatchReading(opened=frozenset({3}))
    ledger.ask(LedgerRequest(full_batch, WEIGHT, reading=reading))
    qtbot.waitUntil(lambda: len(ledger.spreads) == 3)
    assert ledger.spreads[2].pages[2] is ledger.spreads[1].pages[2]
    assert len(ledger.spreads[2].sheets[1].rows) > len(ledger.spreads[1].sheets[1].rows)


def test_that_who_walks_on_does_not_wait_for_the_batch(qtbot, ledger, full_batch):
    ledger.ask(LedgerRequest(full_batch, WEIGHT))
    qtbot.waitUntil(lambda: len(ledger.spreads) == 1)
    ledger.ask(LedgerRequest(full_batch, PIXEL))
    qtbot.waitUntil(lambda: len(ledger.spreads) == 2)
    assert ledger.spreads[1].request.address == PIXEL
    assert Side.BATCH not in sides(ledger.spreads[0])


def test_that_the_thread_ends_in_the_middle_of_a_batch(qtbot, ledger, full_batch):
    ledger.ask(LedgerRequest(full_batch, WEIGHT))
    qtbot.waitUntil(lambda: len(ledger.spreads) == 1)
    assert ledger.shut_down()  # in time
    assert not ledger.findChild(QThread).isRunning()


def test_that_while_training_runs_the_newest_moment_is_written_and_the_rest_is_lost(
    qtbot, ledger
):
    moments = [trained_moment(SEED_CNN, steps=step) for step in range(1, 6)]
    for moment in moments:
        ledger.ask(LedgerRequest(moment, WEIGHT))
    qtbot.waitUntil(
        lambda: bool(ledger.spreads) and ledger.spreads[-1].request.moment is moments[-1]
    )
    written = [spread.request.moment.snapshot.step for spread in ledger.spreads]
    assert written == sorted(written)
    assert ledger.spreads[-1].pages[2].agrees
