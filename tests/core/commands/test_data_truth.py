"""What the command data says of sets as people have them, and of twenty broken ones."""

import pytest

from tests.support.broken_sets import BROKEN, write_broken
from tests.support.own_sets import OWN_SETS
from tests.support.picture_folders import write_pictures

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("write", OWN_SETS)
def test_that_the_truth_is_told_about_a_set(run, tmp_path, write):
    path, truth = write(tmp_path)
    code, report, _ = run("data", path, "--json")
    assert code == 0
    assert {key: report[key] for key in truth} == truth
    assert len(report["digest"]) == 64


@pytest.mark.parametrize("write", OWN_SETS)
def test_that_every_set_trains_by_its_name_alone(run, tmp_path, write):
    path, _ = write(tmp_path)
    arguments = ("--preset", "seed-mlp", "--data", path, "--iterations", 2, "--batch-size", 5)
    code, report, said = run("train", *arguments, "--json")
    assert code == 0, said
    assert report["steps"] == 2


@pytest.mark.parametrize("kind", BROKEN)
def test_that_a_broken_file_is_refused_in_a_sentence_that_says_why(refusal, tmp_path, kind):
    path, says = write_broken(tmp_path / "set.csv", kind)
    code, said = refusal("data", path, "--json")
    assert code == 1
    assert says in said
    assert len(said.removeprefix("glassbox data: ")) <= 330


@pytest.mark.parametrize(
    ("write", "says"),
    [
        (lambda folder: None, "train-images"),
        (lambda folder: write_pictures(folder, {"1.png": 1, "2.png": 2}), "a folder for each"),
        (lambda folder: (folder / "a.txt").write_text("1"), "train-images"),
    ],
)
def test_that_a_folder_of_no_set_is_refused_as_well(refusal, tmp_path, write, says):
    folder = tmp_path / "set"
    folder.mkdir()
    write(folder)
    assert says in refusal("data", folder, "--json")[1]


def test_that_what_is_wrong_inside_a_set_is_among_its_problems(run, tmp_path):
    write_pictures(tmp_path, {f"a/{at}.png": at for at in range(30)} | {"b/1.png": 7})
    (tmp_path / "a/99.png").write_bytes(b"\x89PNG no more")
    code, report, _ = run("data", tmp_path, "--json")
    assert code == 0
    said = " · ".join(report["problems"])
    for problem in ("1 image cannot be read; left out: a/99.png", "uneven", "of one colour"):
        assert problem in said
