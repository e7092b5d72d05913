"""What a branch keeps of a run that was opened from its document."""

from core.documents.recorder import Recorder
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.documents.time_machine import TimeMachine
from gui.documents.run_past import past_of, share_budget
from tests.support.recalled_runs import assert_same, recorded


def test_that_a_branch_from_an_early_step_of_an_opened_run_has_a_past(tmp_path):
    path = tmp_path / "run.glassbox"
    experiment, dataset, first, truth = recorded(1, path, budget=10**9)
    first.close()
    document = RunDocument(path)
    recorder = Recorder(resume(document, dataset), document)
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    for step in (0, 1, 9):
        past = past_of(experiment, dataset, recorder, machine.at(step).state)
        assert past.first_step == 0
        assert int(past.memory.stored_steps()[-1]) == step
        for earlier in range(step + 1):
            assert_same(past.machine.at(earlier).snapshot, truth[earlier])
    document.close()


def test_that_branches_of_branches_hold_no_more_states_in_sum_than_one_run(tmp_path):
    experiment, dataset, recorder, _ = recorded(1, tmp_path / "run.glassbox", budget=10**9)
    machine = TimeMachine.of_recorder(recorder, experiment, dataset)
    state = machine.at(9).state
    budget = 12 * state.size
    pasts = []
    for _ in range(3):
        pasts.append(past_of(experiment, dataset, recorder, state))
        share_budget(budget, pasts, recorder.memory)
        taken = recorder.memory.size + sum(past.memory.size for past in pasts)
        least = 2 * state.size * (1 + len(pasts))  # the first and the last of each
        assert taken <= max(budget, least)
    share_budget(budget, [], recorder.memory)
    assert recorder.memory.budget == budget
    recorder.close()
