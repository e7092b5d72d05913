"""What a recorder writes when a run rests, is extended or goes on."""

from core.documents.recorder import Recorder
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.documents.run_mark import MarkKind
from core.training.events import EpochFinished, ValidationFinished
from tests.core.documents.test_recorder import begin, train
from tests.support.recorded_sessions import DATASET, EXPERIMENT


def test_that_what_is_noted_while_the_run_rests_is_saved_by_the_next_rest(tmp_path):
    session, document = begin(tmp_path)
    recorder = Recorder(session, document)
    train(session, recorder, 3)
    assert recorder.rest()
    recorder.mark(MarkKind.SETTINGS_CHANGED, "two more epochs")
    assert recorder.rest()
    document.close()  # as if the program had ended
    document = RunDocument(document.path)
    assert document.history.events()[-1].text == "two more epochs"
    document.close()


def test_that_an_end_that_was_extended_is_saved_anew(tmp_path):
    session, document = begin(tmp_path)
    recorder = Recorder(session, document)
    train(session, recorder)
    assert recorder.save()
    end = session.step
    session.extend(2)
    recorder.record([])
    assert recorder.save()
    document.close()
    document = RunDocument(document.path)
    state = document.read(end)
    assert (state.plan.epochs, state.finished) == (EXPERIMENT.epochs + 2, None)
    document.close()


def test_that_a_run_knows_all_its_judgements_when_it_goes_on(tmp_path):
    experiment = EXPERIMENT.replace(validate_every=3)
    session, document = begin(tmp_path, experiment)
    recorder = Recorder(session, document)
    said, _ = train(session, recorder, 6)
    recorder.close()
    document = RunDocument(document.path)
    session = resume(document, DATASET)
    judged = {e.step: (e.loss, e.accuracy) for e in said if isinstance(e, ValidationFinished)}
    assert session.step == 6 == max(judged)
    assert Recorder(session, document).judgements == judged
    document.close()


def test_that_the_end_of_an_epoch_and_every_rest_reach_the_disk_itself(tmp_path):
    session, document = begin(tmp_path)
    recorder = Recorder(session, document)
    asked = []
    document._file._connection.set_trace_callback(asked.append)

    def levels():
        found = [text[-4:] for text in asked if text.startswith("PRAGMA synchronous")]
        asked.clear()
        return found

    def train_one(*, ends_epoch):
        """Take steps until one does or does not end an epoch, all others saved."""
        while True:
            recorder.save()
            levels()
            said, _ = train(session, recorder, 1)
            if any(isinstance(event, EpochFinished) for event in said) == ends_epoch:
                return

    train_one(ends_epoch=False)
    assert recorder.save()
    assert levels() == ["RMAL"]
    train_one(ends_epoch=True)
    recorder.save()
    assert "FULL" in levels()
    train_one(ends_epoch=False)
    assert recorder.rest()
    assert levels() == ["FULL"]
    recorder.close()
