"""Two runs are written down while they learn from the same batches."""

import numpy as np
import pytest

from core.documents.recorded_run import Place
from core.documents.recording import Recording
from core.documents.recording_listener import RecordingListener
from core.documents.run_document import RunDocument
from core.documents.run_mark import MarkKind
from core.documents.time_machine import TimeMachine
from core.optimizers.sgd import SGDSpec
from core.training.build import session_for
from core.twins.lock_step_recording import LockStepRecording
from core.twins.twin_notes import TwinNotes
from tests.support.sessions import make_dataset
from tests.support.twins import EXPERIMENT, Run, recorded_twins

SECOND = EXPERIMENT.replace(name="second", optimizer=SGDSpec(0.4))


def begun(folder, dataset):
    group, _ = recorded_twins(folder, dataset, (EXPERIMENT, SECOND))
    return group


def test_that_each_document_of_a_pair_is_that_of_the_run_trained_alone(tmp_path):
    dataset = make_dataset()
    pair = begun(tmp_path, dataset)
    for _ in range(7):
        pair.take_step()
    paths = pair.path, pair.twins[0].path
    pair.end()
    pair.close()
    assert len(set(paths)) == 2
    for path, experiment in zip(paths, (EXPERIMENT, SECOND), strict=True):
        alone = session_for(experiment, dataset)
        while alone.step < 7:
            list(alone.run_step())
        document = RunDocument(path)
        assert document.recipe.experiment == experiment
        assert document.latest().step == 7
        found = TimeMachine.of_document(document, dataset).at(7).snapshot.values
        for name, parameter in alone.network.named_parameters():
            assert np.array_equal(found[name], parameter.value)
        document.close()


def test_that_pausing_saves_both_and_is_noted_in_both(tmp_path):
    pair = begun(tmp_path, make_dataset())
    pair.take_step()
    pair.note(MarkKind.PAUSED)
    pair.take_step(with_notes=False)
    pair.save_now()
    for one in (pair, pair.twins[0]):
        assert one.recorder.saved_step == 2
        assert [m.kind for m in marks(one)] == []
    pair.take_step()
    pair.end()
    assert [[m.kind for m in marks(one)] for one in (pair, pair.twins[0])] == [
        [MarkKind.PAUSED],
        [MarkKind.PAUSED],
    ]
    pair.close()


def test_that_all_of_four_end_and_say_their_trouble_even_if_one_cannot(tmp_path):
    recipes = [EXPERIMENT.replace(optimizer=SGDSpec(at / 10)) for at in (1, 2, 3, 4)]
    group, _ = recorded_twins(tmp_path, make_dataset(), recipes)
    for _ in range(3):
        group.take_step()
    broken = group.twins[1]

    def fail():
        raise OSError("no disk")

    end, broken.end = broken.end, fail
    with pytest.raises(OSError, match="no disk"):
        group.end()
    end()
    assert [one.recorder.saved_step for one in (group, *group.twins)] == [3] * 4
    assert not any(one.document.is_writing for one in (group, *group.twins))
    group.close()


def test_that_a_twin_whose_file_was_deleted_is_said_and_the_lead_is_whole(tmp_path):
    pair = begun(tmp_path, make_dataset())
    for _ in range(3):
        pair.take_step()
    pair.save_now()
    pair.twins[0].path.unlink()
    pair.take_step()
    pair.save_now()
    assert "deleted" in pair.trouble
    pair.take_step()
    pair.end()
    assert pair.trouble  # so that no one leaves without being asked
    path = pair.path
    pair.close()
    document = RunDocument(path)
    assert document.latest().step == 5
    document.close()


def marks(recording):
    return [one for one in recording.document.history.events() if hasattr(one, "kind")]


def test_that_a_pair_takes_no_step_before_it_is_ready(tmp_path):
    dataset = make_dataset()
    runs = [Run(one, dataset, session_for(one, dataset)) for one in (EXPERIMENT, SECOND)]
    twin = Recording(runs[1], Place(tmp_path))
    pair = LockStepRecording(
        runs[0], Place(tmp_path), RecordingListener(), [twin], [TwinNotes((0,))]
    )
    with pytest.raises(RuntimeError, match="get_ready"):
        pair.take_step()
    assert list(tmp_path.iterdir()) == []


def test_that_the_trouble_of_the_second_is_that_of_the_pair(tmp_path):
    pair = begun(tmp_path, make_dataset())
    pair.take_step()
    assert pair.trouble == ""
    pair.twins[0]._news.warn("The disk is full.")
    assert "disk is full" in pair.trouble
    pair.end()
    pair.close()


def test_that_turned_notes_say_the_same_of_the_pair_the_other_way_round():
    notes = TwinNotes((0, 4))
    image = np.zeros((6, 6, 1), np.uint8)
    notes.watch(image)
    notes.note(1, (0.5, 0.25), (1.0, 2.0))
    notes.note_answers(1, image, (0, 1))
    turned = notes.turned()
    notes.note(2, (0.4, 0.2), (1.5, 2.5))
    curves = turned.curves()
    assert (curves.first.tolist(), curves.second.tolist()) == ([0.25], [0.5])
    assert curves.distances.tolist() == [[1.0], [2.0]]
    found = turned.found
    assert (found.step, found.first, found.second) == (1, 1, 0)
    assert (turned.image is image, turned.watched_since, turned.last_step) == (True, 1, 1)


def test_that_many_steps_become_few_points_of_means_and_last_distances():
    notes = TwinNotes((0,))
    for step in range(10):
        notes.note(step, (step, 2 * step), (10 * step,))
    curves = notes.curves(4)
    assert curves.steps.tolist() == [0, 3, 6, 9]
    assert curves.first.tolist() == [0, 2, 5, 8]
    assert curves.second.tolist() == [0, 4, 10, 16]
    assert curves.whole.tolist() == [0, 30, 60, 90]
    assert notes.curves().steps.tolist() == list(range(10))
    assert notes.curves(10).first.tolist() == list(range(10))
