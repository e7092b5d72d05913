"""Steps that another kernel or version computed are marked, and with what they differ."""

from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from core.documents.engine_identity import ForeignSpan, engine_text, foreign_spans
from core.documents.engine_identity import engine_versions as versions_here
from core.documents.recorder import Recorder
from core.documents.replay_exactness import inexact_text
from core.documents.run_document import RunDocument
from core.documents.run_mark import MarkKind, RunMark
from core.documents.time_machine import TimeMachine
from tests.core.documents.test_time_machine import recorded

HERE = dict(versions_here())
ZEN = HERE | {"blas": "openblas 0.3.21 Zen"}


def reopened(step, text):
    return RunMark(step, 1, MarkKind.REOPENED, text)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("blas", "openblas 0.3.21 Zen", "recorded with BLAS openblas 0.3.21 Zen; "),
        ("numpy", "1.26.0", "recorded with NumPy 1.26.0; "),
        ("machine", "Darwin arm64", "recorded with Darwin arm64; "),
        ("engine", "0", "recorded with engine revision 0; "),
    ],
)
def test_that_the_sentence_names_what_recorded_and_what_replays(name, value, said):
    text = inexact_text(HERE | {name: value})
    assert said in text
    assert f"replayed with {text.split('; replayed with ')[1]}" in text
    assert HERE[name][:60] in text
    others = [HERE[other] for other in ("numpy", "blas") if other != name]
    assert not any(other in text for other in others)


def test_that_hostile_versions_make_one_short_line():
    text = inexact_text({"numpy": "2\n\x1b[2J" * 99, "blas": "字" * 9999})
    assert text.isprintable()
    assert len(text) <= 300


def test_that_a_reopened_run_is_foreign_from_there_on_alone():
    other = engine_text().replace(HERE["numpy"], "1.26.0")
    marks = [reopened(40, other), reopened(70, engine_text())]
    (span,) = foreign_spans(HERE, marks)
    assert (span.first, span.last) == (41, 70)
    assert span.recorded_by["numpy"] == "1.26.0"
    assert span.recorded_by["blas"] == HERE["blas"]
    assert foreign_spans({}, []) == ()


def machine_with(seed, spans, **options):
    experiment, dataset, recorder, truth = recorded(seed, budget=0)
    machine = TimeMachine(
        experiment, dataset, recorder.sources, judgements=recorder.judgements, foreign=spans,
        **options,
    )  # fmt: skip
    return machine, truth


def test_that_what_a_foreign_kernel_recorded_is_replayed_with_a_reason():
    machine, _ = machine_with(6, [ForeignSpan(3, 5, ZEN)])
    assert [machine.at(step).is_exact for step in (1, 2, 3, 6)] == [True, True, False, False]
    assert "openblas 0.3.21 Zen" in machine.at(4).inexact


def test_that_a_replay_that_left_the_way_stays_inexact_until_it_begins_anew():
    machine, truth = machine_with(6, (), recorded_loss=lambda step: 1e9 if step == 2 else None)
    answers = [machine.at(step).is_exact for step in (1, 2, 3, 4, 1)]
    assert answers == [True, False, False, False, True]
    assert machine.at(1, with_record=True).is_exact  # taken anew, not what was passed before
    assert len(truth) > 4


def test_that_a_stored_step_is_exact_whatever_computed_it(tmp_path):
    path = tmp_path / "run.glassbox"
    _, dataset, recorder, truth = recorded(7, path)
    recorder.close()
    with closing(RunDocument(path)) as document:
        document.recipe = replace(document.recipe, versions=ZEN)
        machine = TimeMachine.of_document(document, dataset)
        stored = [s.step for s in document.contents() if s.step in truth]
        last = machine.at(stored[-1])
        assert last.is_exact == (not last.is_replayed)
        for name, value in truth[stored[-1]].values.items():
            if last.is_exact:
                np.testing.assert_array_equal(last.snapshot.values[name], value)
        between = next(s for s in truth if s not in document.stored_steps())
        assert "openblas 0.3.21 Zen" in machine.at(between).inexact


def test_that_a_run_that_goes_on_here_is_exact_from_here_on(tmp_path):
    path = tmp_path / "run.glassbox"
    _, _, recorder, _ = recorded(7, path)
    step = recorder.session.step
    recorder.close()
    with closing(RunDocument(path)) as document:
        document.recipe = replace(document.recipe, versions=ZEN)
        again = Recorder(recorder.session, document)
        (span,) = again.foreign
        assert (span.first, span.last) == (1, step)
