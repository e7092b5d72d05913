"""What stands where something is to be written is looked at first."""

import os
import shutil
import stat
import sys

import pytest

from core.experiment import experiment_from_json, experiment_to_json
from core.presets import SEED_CNN

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and links of POSIX")


def alias_of(path, kind):
    """Return another name of `path`."""
    if kind == "same":
        return path
    if kind == "detour":
        return path.parent / ".." / path.parent.name / path.name
    alias = path.with_name(f"alias-{path.name}")
    if kind == "symbolic link":
        alias.symlink_to(path)
    else:
        os.link(path, alias)
    return alias


@needs_posix
@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("input", "same"),
        ("input", "detour"),
        ("input", "symbolic link"),
        ("input", "hard link"),
        ("run", "same"),
        ("run", "detour"),
        ("run", "symbolic link"),
        ("run", "hard link"),
    ],
)
def test_that_predictions_replace_nothing_they_are_made_of(
    tmp_path, trained_npz, csv_file, command, target, kind
):
    files = {"run": tmp_path / "run.npz", "input": tmp_path / "test.csv"}
    shutil.copy(trained_npz, files["run"])
    shutil.copy(csv_file, files["input"])
    before = {name: path.read_bytes() for name, path in files.items()}
    output = alias_of(files[target], kind)
    code, printed, said = command(
        "predict", files["run"], "--input", files["input"], "--output", output
    )
    assert {name: path.read_bytes() for name, path in files.items()} == before
    assert output.samefile(files[target])
    assert code == 1
    assert printed == ""
    assert said.splitlines()[-1].startswith(f"glassbox predict: {output.name}: ")


def test_that_training_does_not_replace_what_is_already_there(
    tmp_path, trained_npz, made_up_experiment, command
):
    recipe, out = tmp_path / "recipe.json", tmp_path / "run.npz"
    recipe.write_text(experiment_to_json(made_up_experiment.replace(seed=99)))
    shutil.copy(trained_npz, out)
    code, printed, said = command(
        "train", "--experiment", recipe, "--iterations", 1, "--out", out
    )
    assert out.read_bytes() == trained_npz.read_bytes()
    assert code == 1
    assert printed == ""
    sentence = said.splitlines()[-1]
    assert sentence.startswith("glassbox train: run.npz")
    assert "resume" in sentence
    assert "--overwrite" in sentence


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def usual_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def write(build_without_data, trained_npz, csv_file, command):
    """Return a function that writes a file of a kind to a path, as a person does."""

    def write_one(kind, path):
        if kind == "experiment":
            build_without_data().documents.save_experiment(path)
        else:
            arguments = ("--input", csv_file, "--output", path)
            assert command("predict", trained_npz, *arguments)[0] == 0

    return write_one


def is_whole(kind, path):
    text = path.read_text()
    if kind == "experiment":
        return experiment_from_json(text) == SEED_CNN
    return text.startswith("ImageId,Label\n1,")


@needs_posix
@pytest.mark.parametrize(
    "kind",
    ["experiment", "submission"],
)
def test_that_a_new_file_may_be_read_by_whom_the_umask_lets(tmp_path, usual_umask, write, kind):
    path = tmp_path / "new"
    write(kind, path)
    assert is_whole(kind, path)
    assert mode_of(path) == 0o644


@needs_posix
@pytest.mark.parametrize(
    "kind",
    ["experiment", "submission"],
)
def test_that_a_file_that_is_replaced_keeps_its_rights(tmp_path, usual_umask, write, kind):
    path = tmp_path / "old"
    path.write_text("{}")
    path.chmod(0o664)
    write(kind, path)
    assert is_whole(kind, path)
    assert mode_of(path) == 0o664


@needs_posix
@pytest.mark.parametrize(
    "kind",
    ["experiment", "submission"],
)
def test_that_a_link_is_followed(tmp_path, write, kind):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("{}")
    link.symlink_to(target)
    write(kind, link)
    assert link.is_symlink()
    assert is_whole(kind, target)
