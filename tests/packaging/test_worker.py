"""What a worker of Dask is given: one function of the package."""

import json
import subprocess
import sys

from core.sweeping.program_identity import program_identity
from core.sweeping.trial_reply import TrialOutcome, read_reply
from core.sweeping.trial_task import TrialTask, task_text
from glassbox_lab.worker import run_trial
from tests.support.glassbox_process import ROOT, environment


def task(**changes):
    texts = dict.fromkeys(
        ("experiment", "data_digest", "name", "notes", "topic", "endings"), ""
    )
    return task_text(TrialTask(**{"key": "a", "program": "", "budget": 1, **texts, **changes}))


def test_that_importing_what_is_submitted_loads_neither_numpy_nor_the_program():
    code = (
        "import sys, glassbox_lab.worker\n"
        "print([name for name in ('numpy', 'core', 'distributed') if name in sys.modules])"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True,
        env=environment(PYTHONPATH=str(ROOT / "packaging")),
    ).stdout  # fmt: skip
    assert printed == "[]\n"


def test_that_json_goes_in_and_bytes_come_out():
    reply, content = read_reply(run_trial(task()))
    assert (reply.outcome, content) == (TrialOutcome.REFUSED, b"")
    reply, _ = read_reply(run_trial(task(program=program_identity(), experiment="{}")))
    assert reply.outcome is TrialOutcome.IMPOSSIBLE
    json.loads(task())
