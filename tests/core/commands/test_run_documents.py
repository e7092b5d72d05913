"""Runs that the command line trains into documents, goes on with and shows."""

import json

import pytest

from core.commands.command_line import run_command
from core.datasets.loading import load_dataset
from core.documents.branch_file import branch_file
from core.documents.disk_room import DiskRoom
from core.documents.engine_identity import ForeignSpan
from core.documents.recorder import Recorder
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.documents.run_mark import MarkKind, RunMark
from core.experiment import experiment_to_json
from core.formats.run_file import load_run
from core.presets import SEED_MLP
from core.training.build import session_for
from tests.support.run_files import weights_digest

SMALL = ("--preset", "seed-mlp", "--batch-size", 100)  # 9 steps an epoch


@pytest.fixture
def trained(run, idx_folder, tmp_path):
    """Train into a document; return its path and the report."""

    def train(name, *more):
        out = tmp_path / name
        code, report, said = run(
            "train", *SMALL, "--data", idx_folder, *more, "--out", out, "--json"
        )
        assert code == 0, said
        return out, report

    return train


def shown(run, path):
    code, report, said = run("show", path, "--json")
    assert code == 0, said
    return report


def test_that_the_document_is_what_the_window_would_have_recorded(trained, idx_folder):
    path, report = trained("run.glassbox", "--epochs", 2)
    document = RunDocument(path)
    session = session_for(document.recipe.experiment, load_dataset(str(idx_folder)))
    losses = [event.loss for event in session.run() if hasattr(event, "images")]
    assert document.history.last_step() == document.latest().step == report["steps"] == 18
    assert document.history.batches()["loss"].tolist() == losses
    again = resume(document, load_dataset(str(idx_folder)))
    assert weights_digest(again) == weights_digest(session)
    marks = [event for event in document.history.events() if isinstance(event, RunMark)]
    document.close()
    assert marks == []
    assert report["finished"] == "completed"
    assert sorted(p.name for p in path.parent.iterdir()) == ["run.glassbox"]


def test_that_a_document_is_there_after_the_first_steps(run, idx_folder, tmp_path, monkeypatch):
    sizes = []
    record = Recorder.record

    def look(recorder, events):
        sizes.append((tmp_path / "run.glassbox").stat().st_size)
        record(recorder, events)

    monkeypatch.setattr(Recorder, "record", look)
    out = tmp_path / "run.glassbox"
    run("train", *SMALL, "--data", idx_folder, "--iterations", 3, "--out", out)
    assert len(sizes) == 3
    assert min(sizes) > 0


@pytest.mark.parametrize("keep_best", [False, True])
def test_that_a_run_in_pieces_has_the_bits_of_a_run_in_one(
    run, trained, idx_folder, tmp_path, keep_best
):
    recipe = tmp_path / "recipe.json"
    experiment = SEED_MLP.replace(
        batch_size=100, epochs=3, keep_best=keep_best, data=str(idx_folder)
    )
    recipe.write_text(experiment_to_json(experiment))
    whole, parts = tmp_path / "whole.glassbox", tmp_path / "parts.glassbox"
    assert run("train", "--experiment", recipe, "--out", whole)[0] == 0
    # as after a kill: the plan is the whole one, and some steps of it are taken
    document = RunDocument(whole)
    first = document.state_before(7)
    branch_file(document, parts, first).close()
    document.close()
    assert shown(run, parts)["steps"] <= 7
    code, report, _ = run("resume", parts, "--json")
    assert code == 0
    assert (report["steps"], report["finished"]) == (27, "completed")
    one, other = shown(run, whole), shown(run, parts)
    assert one["weights_sha256"] == other["weights_sha256"]
    assert one["best_step"] == other["best_step"]


def test_that_epochs_are_added_to_a_run_that_is_over_and_noted(run, trained):
    path, _ = trained("run.glassbox", "--epochs", 1)
    assert run("resume", path, "--epochs", 2, "--json")[1]["steps"] == 27
    report = shown(run, path)
    assert (report["steps"], report["epochs"], report["finished"]) == (27, 3, "completed")
    document = RunDocument(path)
    marks = [event for event in document.history.events() if isinstance(event, RunMark)]
    document.close()
    assert [(mark.kind, mark.step) for mark in marks] == [
        (MarkKind.REOPENED, 9),
        (MarkKind.SETTINGS_CHANGED, 9),
    ]


def test_that_so_many_epochs_more_are_counted_from_where_the_run_stopped(run, trained):
    path, report = trained("run.glassbox", "--iterations", 4)
    assert report["finished"] is None
    _, report, _ = run("resume", path, "--epochs", 2, "--json")
    assert (report["steps"], report["finished"]) == (4 + 2 * 9, None)


def test_that_a_run_that_is_over_is_reported_as_it_is(run, trained):
    path, first = trained("run.glassbox", "--epochs", 1)
    code, again, _ = run("resume", path, "--json")
    assert code == 0
    for name in ("validation_accuracy", "test_accuracy", "steps", "finished"):
        assert again[name] == first[name]


def test_that_weights_alone_are_not_gone_on_with(run, refusal, run_path):
    before = run_path.read_bytes()
    code, said = refusal("resume", run_path)
    assert code == 1
    assert "only a run document" in said
    assert run_path.read_bytes() == before


def test_that_a_run_in_use_is_not_gone_on_with(refusal, trained):
    path, _ = trained("run.glassbox", "--epochs", 1)
    holder = RunDocument(path)
    holder.begin_writing()
    code, said = refusal("resume", path)
    holder.close()
    assert code == 1
    assert "another window" in said


def test_that_everything_about_a_run_is_shown(run, trained, idx_folder):
    path, _ = trained("run", "--epochs", 2)
    path = path.with_name("run.glassbox")
    report = shown(run, path)
    assert set(report) == {
        "name", "experiment", "steps", "epochs", "best_step", "validation_accuracy",
        "finished", "weights_sha256", "parent", "data_credit", "bytes",
    }  # fmt: skip
    document = RunDocument(path)
    judged = document.history.judgements()
    assert report["experiment"] == json.loads(experiment_to_json(document.recipe.experiment))
    document.close()
    best = max(judged, key=lambda step: (judged[step][1], -judged[step][0], -step))
    assert (report["best_step"], report["validation_accuracy"]) == (best, judged[best][1])
    assert report["bytes"] == path.stat().st_size
    assert report["parent"] is report["data_credit"] is None
    assert report["name"] == "seed-mlp · digits · batch size 100 · epochs 2"


def test_that_both_containers_of_the_same_training_show_the_same_weights(run, trained):
    document, _ = trained("run.glassbox", "--iterations", 5)
    weights, _ = trained("run.npz", "--iterations", 5)
    one, other = shown(run, document), shown(run, weights)
    assert one["weights_sha256"] == other["weights_sha256"]
    assert one["steps"] == other["steps"] == 5
    assert other["best_step"] is None


def test_that_a_diverged_run_is_kept_and_said_to_be(run, idx_folder, tmp_path, capsys):
    out = tmp_path / "run.glassbox"
    arguments = ["--data", str(idx_folder), "--learning-rate", "1e9", "--out", str(out)]
    code, _, said = run("train", *arguments)
    assert code == 1
    assert "diverged at step" in said.splitlines()[-1]
    assert shown(run, out)["finished"] == "diverged"


@pytest.mark.parametrize("name", ["run.glassbox", "run.GLASSBOX", "run.npz", "run.NPZ", "run"])
def test_that_a_target_is_replaced_only_when_asked_to(run, refusal, idx_folder, tmp_path, name):
    out = tmp_path / (name if "." in name else f"{name}.glassbox")
    out.write_text("mine")
    arguments = ("train", *SMALL, "--data", idx_folder, "--iterations", 1, "--out")
    code, said = refusal(*arguments, tmp_path / name)
    assert code == 1
    assert "--overwrite" in said
    assert out.read_text() == "mine"
    assert run(*arguments, tmp_path / name, "--overwrite")[0] == 0
    if name.lower().endswith(".npz"):
        assert load_run(out).step == 1
    else:
        assert shown(run, out)["steps"] == 1


def test_that_quiet_keeps_progress_back_and_threads_change_no_number(run, trained):
    one, _ = trained("one.npz", "--epochs", 1, "--threads", 1)
    two, _ = trained("two.npz", "--epochs", 1, "--threads", 2)
    assert one.read_bytes() == two.read_bytes()
    assert run("show", one, "--quiet")[2] == ""
    assert run("evaluate", one, "--quiet")[2] == ""


@pytest.mark.parametrize("threads", [0, -1, 5000])
def test_that_an_impossible_number_of_threads_is_refused(refusal, run_path, threads):
    code, said = refusal("evaluate", run_path, f"--threads={threads}")
    assert code == 1
    assert "threads" in said


@pytest.mark.parametrize(("budget", "is_right"), [(1, True), (0, False), (10**9, False)])
def test_that_a_run_keeps_as_much_of_the_past_as_was_asked_for(
    run, idx_folder, tmp_path, monkeypatch, budget, is_right
):
    budgets = []
    save = RunDocument.save

    def noted(document, *arguments, **options):
        budgets.append(options["budget"])
        return save(document, *arguments, **options)

    monkeypatch.setattr(RunDocument, "save", noted)
    out = tmp_path / "run"
    code, _, said = run(
        "train",
        *SMALL,
        "--data",
        idx_folder,
        "--iterations",
        3,
        "--budget",
        budget,
        "--out",
        out,
    )
    assert (code == 0) == is_right
    assert set(budgets) == ({2**20} if is_right else set())
    if is_right:
        assert run("resume", out, "--budget", 7)[0] == 0
        assert set(budgets) == {2**20, 7 * 2**20}
    else:
        assert "train: budget must be a whole number from 1 to 65,536" in said


def test_that_show_says_which_steps_are_not_exact_here(trained, monkeypatch, capsys):
    path, _ = trained("run.glassbox", "--epochs", 1)
    assert run_command(["show", str(path)]) == 0
    assert "bit for bit" not in capsys.readouterr().out
    monkeypatch.setattr(
        "core.commands.show.foreign_spans",
        lambda versions, events: (ForeignSpan(1, 2**62, {"blas": "openblas 0.3.21 Zen"}),),
    )
    assert run_command(["show", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    (line,) = [line for line in lines if "bit for bit" in line]
    assert line.startswith("Steps 1 to 9: ")
    assert "recorded with BLAS openblas 0.3.21 Zen" in line


def test_that_a_disk_that_will_be_full_is_said_once(run, idx_folder, tmp_path, monkeypatch):
    monkeypatch.setattr("core.documents.recorder.DiskRoom", lambda: DiskRoom(lambda path: 2e7))
    monkeypatch.setattr("core.documents.recording_pace.FIRST_PAUSE", 0)
    monkeypatch.setattr("core.documents.recorder.SAVE_SECONDS", 0)
    out = tmp_path / "run"
    code, _, said = run("train", *SMALL, "--data", idx_folder, "--epochs", 3, "--out", out)
    assert code == 0
    assert said.count("is nearly full: 19 MB are left") == 1
