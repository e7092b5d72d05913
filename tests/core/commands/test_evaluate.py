import numpy as np

from core.commands.command_line import run_command
from core.formats.run_file import load_run
from core.presets import SEED_CNN
from tests.support.data_files import real_digits, write_idx_folder


def test_that_a_run_is_judged_as_when_it_was_trained(run, idx_folder, tmp_path):
    out = tmp_path / "run.npz"
    arguments = ("--data", idx_folder, "--iterations", 12, "--out", out, "--json")
    _, trained, _ = run("train", *arguments)
    code, judged, _ = run("evaluate", out, "--json")
    assert code == 0
    for name in ("validation_accuracy", "test_accuracy", "steps"):
        assert judged[name] == trained[name]
    assert judged["train_loss"] is None
    assert judged["images_per_second"] is None


def test_that_other_data_may_be_judged_even_if_smaller_than_a_batch(run, run_path, tmp_path):
    folder = write_idx_folder(tmp_path / "few", 20, 7)
    code, report, _ = run("evaluate", run_path, "--data", folder, "--json")
    assert code == 0
    assert report["test_accuracy"] * 7 % 1 == 0
    assert report["validation_accuracy"] in (0.0, 0.5, 1.0)


def test_that_data_without_anything_to_judge_on_is_refused(refusal, tmp_path, run_path):
    folder = write_idx_folder(tmp_path / "few", 3, 0)
    # 10 % of three images are none.
    code, said = refusal("evaluate", run_path, "--data", folder)
    assert code == 1
    assert "no test images" in said


def test_that_what_is_no_run_is_refused_in_one_sentence(refusal, unlabelled_csv, tmp_path):
    assert refusal("evaluate", unlabelled_csv)[0] == 1
    assert "no such file" in refusal("evaluate", tmp_path / "nowhere.npz")[1]
    np.savez(tmp_path / "other.npz", weights=real_digits()[1])
    assert "not a Glassbox run" in refusal("evaluate", tmp_path / "other.npz")[1]
    assert refusal("evaluate")[0] == 2


def test_that_the_stored_experiment_names_its_data(run_path, idx_folder):
    stored = load_run(run_path).experiment
    assert stored.replace(data="mnist", epochs=3) == SEED_CNN
    assert stored.data == str(idx_folder)
    assert run_command(["evaluate", str(run_path)]) == 0
