"""Changes to the shown network: made, taken back, and made again."""

import pytest

from core.anatomy.addresses import ParameterAddress
from core.what_if.edits import NO_EDITS
from core.what_if.prune import Prune
from core.what_if.set_number import SetNumber
from core.what_if.silence import Silence
from gui.state.what_if import DEEPEST, WhatIf

PLACE = ("0.conv2d.weight", (0, 0, 0, 0))


@pytest.fixture
def what_if():
    return WhatIf()


def test_that_changes_are_taken_back_and_made_again_one_by_one(what_if):
    seen = []
    what_if.changed.connect(seen.append)
    what_if.add(Silence(0, (1,)))
    what_if.add(Prune(0.5))
    both = what_if.edits
    what_if.undo()
    assert what_if.edits.items == (Silence(0, (1,)),)
    what_if.undo()
    assert what_if.edits == NO_EDITS
    assert not what_if.can_undo
    what_if.undo()
    what_if.redo()
    what_if.redo()
    assert what_if.edits == both
    assert not what_if.can_redo
    assert len(seen) == 6
    what_if.undo()
    what_if.add(Prune(0.1))
    assert not what_if.can_redo  # another way was taken


def test_that_a_number_that_is_dragged_is_one_change_to_take_back(what_if):
    what_if.add(Silence(0, (1,)))
    for goes_on, value in ((False, 1.0), (True, 2.0), (True, 3.0)):
        what_if.add(SetNumber(*PLACE, value), goes_on=goes_on)
    assert what_if.edits.items[-1] == SetNumber(*PLACE, 3.0)
    what_if.undo()
    assert what_if.edits.items == (Silence(0, (1,)),)
    what_if.redo()
    what_if.add(SetNumber(*PLACE, 4.0))  # typed anew: a step of its own
    what_if.undo()
    assert what_if.edits.items[-1] == SetNumber(*PLACE, 3.0)


def test_that_a_unit_is_silenced_and_let_speak_again(what_if):
    what_if.add(Silence(0, (1, 2)))
    what_if.toggle_silence(0, 5)
    assert what_if.silenced == {(0, 1), (0, 2), (0, 5)}
    what_if.toggle_silence(0, 2)
    assert what_if.silenced == {(0, 1), (0, 5)}
    what_if.toggle_silence(0, 5)
    what_if.toggle_silence(0, 1)
    assert what_if.edits == NO_EDITS
    what_if.undo()
    assert what_if.silenced == {(0, 1)}


def test_that_everything_is_put_back_at_once_and_that_can_be_taken_back(what_if):
    what_if.add(Prune(0.5))
    what_if.add(SetNumber(*PLACE, 1.0))
    what_if.put_back()
    assert what_if.edits == NO_EDITS
    what_if.undo()
    assert len(what_if.edits) == 2
    what_if.put_number_back(ParameterAddress(*PLACE))
    assert what_if.edits.items == (Prune(0.5),)
    what_if.drop(0)
    assert what_if.edits == NO_EDITS


def test_that_another_run_forgets_all_and_says_so_once(what_if):
    what_if.add(Prune(0.5))
    seen = []
    what_if.changed.connect(seen.append)
    what_if.clear()
    what_if.clear()
    assert seen == [NO_EDITS]
    assert not what_if.can_undo
    assert not what_if.can_redo


def test_that_the_way_back_has_an_end(what_if):
    for at in range(DEEPEST + 5):
        what_if.add(Silence(0, (at,)))
    assert len(what_if.edits) == DEEPEST + 5
    for _ in range(DEEPEST + 5):
        what_if.undo()
    assert not what_if.can_undo
