"""A run is a run, in whichever of the two containers it lies and whatever it is called."""

import json

import numpy as np
import pytest

from core.datasets.loading import load_dataset
from core.experiment import experiment_to_json
from core.formats.run_file import load_run
from tests.support.made_up_digits import COUNT
from tests.support.run_files import write_run
from tests.support.window_answers import becomes


@pytest.fixture(scope="session")
def recorded_document(tmp_path_factory, trained_npz):
    """The same training as `trained_npz`, recorded as the window records it."""
    experiment = load_run(trained_npz).experiment
    path = tmp_path_factory.mktemp("run") / "run.glassbox"
    write_run(path, experiment, load_dataset(experiment.data), 3)
    return path


FORMS = [
    pytest.param("npz", "run.npz", id="npz"),
    pytest.param("npz", "run.glassbox", id="npz called a document"),
    pytest.param("npz", "run", id="npz without a suffix"),
    pytest.param("document", "run.glassbox", id="document"),
    pytest.param("document", "run.npz", id="document called npz"),
    pytest.param("document", "run", id="document without a suffix"),
]


@pytest.fixture
def stored(tmp_path, trained_npz, recorded_document):
    """Return a function that copies a run in one of its forms under another name."""

    def store(form, name):
        source = trained_npz if form == "npz" else recorded_document
        path = tmp_path / name
        path.write_bytes(source.read_bytes())
        return path

    return store


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_that_every_form_of_a_run_is_judged_the_same(stored, trained_npz, command, form, name):
    path = stored(form, name)
    reports = []
    for run in (trained_npz, path):
        code, printed, said = command("evaluate", run, "--json")
        assert code == 0, said
        reports.append(json.loads(printed.splitlines()[-1]))
    assert reports[0]["validation_accuracy"] is not None
    assert reports[0]["validation_accuracy"] == reports[1]["validation_accuracy"]
    assert reports[0]["test_accuracy"] == reports[1]["test_accuracy"]


@pytest.mark.parametrize(("form", "name"), FORMS)
def test_that_every_form_of_a_run_makes_a_submission(
    tmp_path, stored, trained_npz, csv_file, command, form, name
):
    path = stored(form, name)
    before = path.read_bytes()
    submissions = []
    for number, run in enumerate((trained_npz, path)):
        output = tmp_path / f"{number}.csv"
        code, _, said = command("predict", run, "--input", csv_file, "--output", output)
        assert code == 0, said
        submissions.append(output.read_text())
    assert len(submissions[0].splitlines()) == 1 + COUNT
    assert submissions[0] == submissions[1]
    assert path.read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [pytest.param("run.npz", marks=pytest.mark.slow), "run.glassbox"]
)
def test_that_the_window_opens_what_training_wrote(
    qtbot, window_on_csv, stored, trained_npz, name
):
    window = window_on_csv
    path = stored("npz", name)
    before = path.read_bytes()
    window.documents.open_file(path)
    assert becomes(qtbot, window, lambda: window.lab.session.step == 3)
    parameters = dict(window.lab.session.network.named_parameters())
    for key, value in load_run(trained_npz).values.items():
        np.testing.assert_array_equal(parameters[key].value, value)
    assert path.read_bytes() == before


@pytest.mark.slow
def test_that_the_window_opens_a_table_of_digits_as_data(qtbot, window, csv_file):
    window.documents.open_file(csv_file)
    loader = window.lab.data_loader
    assert becomes(qtbot, window, lambda: loader.loaded_source == str(csv_file))


@pytest.mark.slow
def test_that_an_experiment_saved_by_notepad_is_opened(
    qtbot, build_without_data, made_up_experiment, bom_experiment
):
    window = build_without_data()
    window.documents.open_file(bom_experiment)
    document = window.state.experiment
    assert becomes(qtbot, window, lambda: document.experiment == made_up_experiment)
    assert window.notice_bar.text == ""


def test_that_an_experiment_saved_by_notepad_is_trained(command, bom_experiment):
    arguments = ("--experiment", bom_experiment, "--iterations", 2)
    assert command("train", *arguments)[0] == 0


@pytest.fixture
def bom_experiment(tmp_path, made_up_experiment):
    path = tmp_path / "notepad.json"
    path.write_text(experiment_to_json(made_up_experiment), encoding="utf-8-sig")
    return path
