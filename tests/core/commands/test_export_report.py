"""A run as a page: what it says is what the other commands say."""

import json
import shutil

import pytest

from core.commands.command_line import run_command
from core.datasets.loading import load_dataset
from core.documents.recipe import Recipe
from core.documents.run_document import RunDocument
from core.number_text import loss_text, percent_text
from core.presets import SEED_CNN
from core.training.build import session_for
from core.training.session_state import capture
from tests.support.data_files import write_idx_folder
from tests.support.html_page import HtmlPage

NASTY = "<script>alert('x')</script> & \"quoted\" <b>"


def trained(folder, idx_folder, *options):
    out = folder / "run.glassbox"
    arguments = ["train", "--data", idx_folder, "--out", out, "--quiet", *options]
    assert run_command([str(one) for one in arguments]) == 0
    return out


@pytest.fixture(scope="module")
def cnn(tmp_path_factory, idx_folder):
    """A run of seed-cnn with two validations."""
    return trained(tmp_path_factory.mktemp("cnn"), idx_folder, "--epochs", 2)


def page_of(run, path, *options):
    out = path.with_suffix(".html")
    code, report, said = run("export", path, out, "--json", "--overwrite", *options)
    assert code == 0, said
    page = HtmlPage(out.read_bytes())
    page.check()
    assert report == {"file": str(out), "bytes": out.stat().st_size, "parity": None}
    assert report["bytes"] <= 3_000_000
    return page


def test_that_a_report_says_what_evaluate_and_show_say(run, cnn):
    page = page_of(run, cnn)
    _, judged, _ = run("evaluate", cnn, "--json")
    _, shown, _ = run("show", cnn, "--json")
    assert f"{percent_text(judged['accuracy'], 2)} of 300 test images" in page.text
    assert f"at step {judged['step']:,}" in page.text
    assert f"{loss_text(judged['loss'])} test loss" in page.text
    assert f"{percent_text(judged['calibration_error'], 2)} calibration error" in page.text
    assert f"{percent_text(shown['validation_accuracy'], 2)} best validation" in page.text
    assert f"{shown['steps']:,} steps, 2 epochs" in page.text
    assert shown["weights_sha256"] in page.text
    for one in judged["per_class"]:
        known = (one["recall"], one["precision"], one["f1"])
        shares = ["–" if share is None else percent_text(share) for share in known]
        assert " ".join([one["name"], *shares, str(one["support"])]) in page.text
    for one in judged["top_confusions"]:
        assert f"{one['true']} {one['predicted']} {one['count']}" in page.text
    for one in judged["top_mistakes"][:12]:
        assert f"{one['index']:,} {one['label']} {one['predicted']}" in page.text
    confusion = [str(count) for row in judged["confusion"] for count in row if count]
    drawn = page.text.partition("300 test images predicted class")[2]
    assert all(count in drawn for count in confusion)
    assert "Licence of the data" not in page.text  # these digits are from a folder


def test_that_the_recipe_in_a_report_makes_the_same_run_again(run, cnn, tmp_path):
    page = page_of(run, cnn)
    recipe = next(text for text in page.texts if text.lstrip().startswith("{"))
    stored = tmp_path / "recipe.json"
    stored.write_text(recipe)
    again = tmp_path / "again.glassbox"
    code, _, _ = run("train", "--experiment", stored, "--out", again, "--json")
    assert code == 0
    assert run("show", again, "--json")[1]["weights_sha256"] in page.text


def test_that_maps_and_filters_of_chosen_images_are_drawn(run, cnn):
    page = page_of(run, cnn)
    assert page.text.count("✓ right") == 2
    assert page.text.count("✗ wrong") == 2
    assert page.text.count("Layer 0: Conv2D + ReLU") == 4
    assert page.text.count("Layer 2: MaxPool2D") == 4
    # 8 kernels, 10 units, for each of 4 images itself and 2 × 8 maps, 12 mistakes, the scales
    assert len(page.addresses) >= 8 + 10 + 4 * (1 + 16) + 12


def test_that_a_step_is_chosen(run, cnn):
    _, judged, _ = run("evaluate", cnn, "--json", "--step", 0)
    text = page_of(run, cnn, "--step", 0).text
    assert f"{percent_text(judged['accuracy'], 2)} of 300 test images" in text
    assert "at step 0" in text


def test_that_a_network_without_maps_has_a_report(run, idx_folder, tmp_path):
    path = trained(tmp_path, idx_folder, "--preset", "seed-mlp", "--iterations", 3)
    _, judged, _ = run("evaluate", path, "--json")
    page = page_of(run, path)
    assert percent_text(judged["accuracy"], 2) in page.text
    assert "The first 32 of 128." in page.text
    assert "ReLU" in page.text


def test_that_a_file_of_weights_has_a_report_without_a_history(run, run_path):
    _, judged, _ = run("evaluate", run_path, "--json")
    text = page_of(run, run_path).text
    assert percent_text(judged["accuracy"], 2) in text
    assert "This file holds weights alone, and no history." in text


def test_that_a_diverged_run_says_so_first(run, idx_folder, tmp_path):
    path = tmp_path / "run.glassbox"
    options = ("--data", idx_folder, "--learning-rate", "1e9", "--iterations", 30)
    assert run("train", *options, "--out", path)[0] == 1
    _, shown, _ = run("show", path, "--json")
    assert shown["finished"] == "diverged"
    text = page_of(run, path).text
    assert f"The run diverged at step {shown['steps']:,}." in text
    assert "diverged" in text.partition("What happened")[2]
    assert f"recipe.json --iterations {shown['steps']} --out" in text  # and not to the end
    assert shown["weights_sha256"] in text  # of the last weights, not of the best


@pytest.fixture
def empty(tmp_path, idx_folder):
    """A document of a run that has taken no step."""
    experiment = SEED_CNN.replace(data=str(idx_folder))
    dataset = load_dataset(experiment.data)
    state = capture(session_for(experiment, dataset, threads=1))
    path = tmp_path / "empty.glassbox"
    RunDocument.create(path, Recipe.for_run(experiment, dataset), state).close()
    return path


def test_that_a_run_without_steps_has_a_report(run, empty):
    text = page_of(run, empty).text
    _, judged, _ = run("evaluate", empty, "--json")
    assert "It has taken no step yet" in text
    assert "No step was taken yet, so there is no curve." in text
    assert percent_text(judged["accuracy"], 2) in text


def test_that_names_from_files_are_shown_and_nothing_else(run, empty):
    document = RunDocument(empty)
    labels = document.labels.renamed(NASTY)
    notes = f"First {NASTY}\nsecond \x00\u202e line"
    document.relabel(type(labels)(labels.name, notes, (NASTY[:30],)))
    document.close()
    page = page_of(run, empty)
    assert page.text.count(NASTY) >= 2
    assert "second ?? line" in page.text
    assert "<br>second" in page.source
    assert NASTY not in page.source


def test_that_a_run_whose_images_are_gone_says_so_and_shows_the_rest(run, tmp_path):
    folder = write_idx_folder(tmp_path / "digits", 200, 50)
    path = trained(tmp_path, folder, "--iterations", 4)
    shutil.rmtree(folder)
    page = page_of(run, path)
    _, shown, _ = run("show", path, "--json")
    assert "cannot be loaded" in page.text
    assert shown["weights_sha256"] in page.text
    assert "Layer 0: Conv2D" in page.text
    assert "What it takes for what" not in page.text


def test_that_other_images_are_named_as_such(run, cnn, tmp_path):
    other = write_idx_folder(tmp_path / "others", 100, 40)
    text = page_of(run, cnn, "--data", other).text
    assert "these are not the images or labels that the run was trained on" in text
    assert "of 40 test images" in text


def test_that_a_report_is_no_script(refusal, cnn, tmp_path):
    _, said = refusal("export", cnn, tmp_path / "a.html", "--as", "numpy")
    assert "--as numpy makes a script" in said
    _, said = refusal("export", cnn, tmp_path / "no" / "a.html")
    assert "the folder to write it into does not exist" in said
    assert not list(tmp_path.iterdir())


def test_that_the_recipe_is_the_one_that_was_kept(run, cnn):
    page = page_of(run, cnn)
    recipe = next(text for text in page.texts if text.lstrip().startswith("{"))
    _, shown, _ = run("show", cnn, "--json")
    assert json.loads(recipe) == shown["experiment"]
