"""Small dataclasses as text."""

import math
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents.event_codec import KINDS, event_from_text, event_to_text
from core.documents.plain_data import from_json, to_json
from core.documents.run_mark import MarkKind, RunMark
from core.documents.state_codec import numbers_from_json, numbers_to_json
from core.errors import SpecError
from core.training.build import session_for
from core.training.epoch_progress import EpochState, GeneratorState
from core.training.events import (
    BestRestored,
    EpochFinished,
    FinishReason,
    SessionFinished,
    ValidationFinished,
)
from core.training.plan import TrainingPlan
from core.training.session_state import capture
from tests.support.random_runs import random_experiment, small_dataset


@dataclass(frozen=True)
class Inner:
    name: str
    sizes: tuple[int, ...]


@dataclass(frozen=True)
class Outer:
    number: float
    count: int
    is_on: bool
    kind: MarkKind
    inner: Inner | None


#: Characters of all lengths, that end lines, that open files, and that JSON escapes.
ODD_CHARACTERS = 'aé漢😀\n\r\t\0\x1f\x7f\x85\u2028\ufeff\uffff"\\/'


@given(st.floats(), st.integers(0, 2**127), st.text(ODD_CHARACTERS, max_size=20))
def test_that_every_number_and_text_comes_back(number, count, name):
    value = Outer(number, count, True, MarkKind.NOTE, Inner(name, (1, 2)))
    got = from_json(to_json(value), Outer, "outer")
    assert repr(got) == repr(value)
    assert math.copysign(1, got.number) == math.copysign(1, number) or math.isnan(number)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[]", "expected a JSON object"),
        ("{", "not valid JSON"),
        ('{"number":"0x1p+0"}', "count is missing"),
        ('{"number":1,"count":1,"is_on":true,"kind":"note","inner":null}', "hexadecimal"),
        ('{"number":"q","count":1,"is_on":true,"kind":"note","inner":null}', "hexadecimal"),
        ('{"number":"0x1p+99999","count":1,"is_on":true,"kind":"note","inner":null}', "hexad"),
        ('{"number":"nan","count":-1,"is_on":true,"kind":"note","inner":null}', "from 0"),
        ('{"number":"nan","count":true,"is_on":true,"kind":"note","inner":null}', "from 0"),
        ('{"number":"nan","count":1,"is_on":1,"kind":"note","inner":null}', "true or false"),
        ('{"number":"nan","count":1,"is_on":true,"kind":"os","inner":null}', "one of paused"),
        ('{"number":"nan","count":1,"is_on":true,"kind":"note","inner":[]}', "an object"),
        ('{"number":"nan","count":1,"is_on":true,"kind":"note","inner":{"name":"a","sizes":3}}',
         "a list"),
        ('{"number":"nan","count":1,"is_on":true,"kind":"note","inner":{"name":1,"sizes":[]}}',
         "a text"),
        ('{"number":"nan","count":1,"is_on":true,"kind":"note","inner":null,"x":1}', "unknown"),
    ],
)  # fmt: skip
def test_that_anything_else_is_refused(text, reason):
    with pytest.raises(SpecError, match=reason):
        from_json(text, Outer, "outer")


EVENTS = (
    ValidationFinished(3, 1, math.inf, 0.25),
    EpochFinished(3, 1, 0.1, 0.2),
    BestRestored(9, 2, 3, 0.1, 0.9),
    SessionFinished(FinishReason.STOPPED_EARLY, 9, "because"),
    RunMark(4, 1, MarkKind.BRANCHED, "with half the rate"),
)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_that_events_come_back(event):
    assert event_from_text(*event_to_text(event)) == event


def test_that_every_kind_of_event_is_tested_and_no_other_is_read():
    assert {type(event) for event in EVENTS} == set(KINDS.values())
    with pytest.raises(SpecError, match="unknown kind"):
        event_from_text("os.system", "{}")


def test_that_events_after_more_steps_than_a_run_can_have_are_refused():
    for event in (RunMark(2**54, 1, MarkKind.NOTE), ValidationFinished(1, 10**30, 0.1, 0.2)):
        with pytest.raises(SpecError, match="no run has"):
            event_from_text(*event_to_text(event))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"step": 2**60}, "counts are impossible"),
        ({"plan": TrainingPlan(3, 0)}, "batches of at least 1"),
        ({"plan": TrainingPlan(3, 5, 0)}, "batches of at least 1"),
        ({"plan": TrainingPlan(3, 5, clip_norm=math.nan)}, "positive length"),
        ({"plan": TrainingPlan(2**60, 5)}, "counts are impossible"),
        ({"base_rate": math.inf}, "positive learning rate"),
        ({"base_rate": math.nan}, "positive learning rate"),
        ({"epoch": EpochState(1, 2, 0.5, 1, GeneratorState(1, 2, False, 3))}, "impossible"),
        ({"epoch": EpochState(1, 2, 0.5, 1, GeneratorState(1, 1, False, 2**33))}, "impossible"),
    ],
)
def test_that_progress_no_session_can_have_is_refused(changes, reason):
    state = capture(session_for(random_experiment(0), small_dataset(0)))
    assert numbers_from_json(numbers_to_json(state)).step == 0
    with pytest.raises(SpecError, match=reason):
        numbers_from_json(numbers_to_json(replace(state, **changes)))
