"""What may stand in SWEEP.json, and what is said of everything else."""

import json

import pytest

from core.errors import CoreError, LoadError
from core.presets import SEED_CNN
from core.sweeping.sweep_reader import load_sweep, sweep_from_json
from tests.support.sweep_files import SPACE, small_experiment, sweep_data

RATE = "optimizer.learning_rate"


def read(**changes):
    return sweep_from_json(json.dumps(sweep_data(small_experiment(), **changes)))


def space(path, **values):
    return {"space": {path: values}}


def test_that_a_sweep_comes_back_from_its_own_json():
    spec = read(
        space={
            RATE: {"low": 0.01, "high": 1, "log": True},
            "layers.1.kind": {"choices": ["relu", "tanh"]},
            "network.layers.0.filters": {"low": 2, "high": 9, "step": 3},
            "augmentation.rotate": {"low": 0, "high": 10.0, "step": 2.5},
            "batch_size": {"choices": [8, None]},
            "layers.0.kernel_size": {"low": 1, "high": 3},
        },
        seeds=[1, 2],
        epochs=4,
        minutes=2.5,
        sampler="random",
        pruner="hyperband",
        objective="validation_loss",
    )
    again = sweep_from_json(spec.to_json())
    assert again == spec
    assert spec.differences(again) == ()
    assert spec.experiment.epochs == 4
    assert spec.space[0].name == "layers.1.kind"  # kinds come first


def test_that_a_preset_or_a_file_may_be_named(tmp_path):
    data = {"experiment": "seed-cnn", "space": SPACE}
    assert sweep_from_json(json.dumps(data)).experiment == SEED_CNN
    path = tmp_path / "SWEEP.json"
    (tmp_path / "mine.json").write_text(
        json.dumps(sweep_data(small_experiment())["experiment"])
    )
    path.write_text(json.dumps({**data, "experiment": "mine.json"}))
    assert load_sweep(path).experiment == small_experiment()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"space": {}}, "at least one setting"),
        ({"space": [1]}, "at least one setting"),
        ({"sapce": {}}, "unknown key 'sapce'"),
        (space("optimizer.momentum", low=0, high=1), "'optimizer.momentum': sgd: it has lear"),
        (space("optimiser.rate", low=0, high=1), "'optimiser.rate': known are batch_size"),
        (space("layers.5.units", low=1, high=2), "counted from 0 to 4"),
        (space("layers.-1.units", low=1, high=2), "counted from 0 to 4"),
        (space("layers.1.units", low=1, high=2), "'layers.1.units': relu: it has none"),
        (space("layers.0.filters.x", low=1, high=2), "expected one field of the layer"),
        (space("network.input_shape", choices=[1]), "layers.0.filters and the like"),
        (space("name", choices=["a"]), "no setting 'name'"),
        (space("augmentation.kind", choices=["a"]), "augmentation.kind"),
        (space("x" * 5000, low=1, high=2), "there is no setting"),
        (space(RATE, choices=[0.1, "fast"]), f"{RATE} must be a number above 0"),
        (space(RATE, choices=[]), f"{RATE}: choices must be a list"),
        (space(RATE, choices=[0.1, 0.1]), f"{RATE}: choices has 0.1 twice"),
        (space(RATE, choices=0.1), f"{RATE}: choices must be a list"),
        (space(RATE, low=0.1), f"{RATE}: high must be a number, received None"),
        (space(RATE, low="0.1", high=1), f"{RATE}: low must be a number, received '0.1'"),
        (space(RATE, low=1, high=0.1), f"{RATE}: low must be at most high, received 1 and 0.1"),
        (space(RATE, low=-1, high=0.1), f"{RATE} must be a number above 0"),
        (space(RATE, low=0, high=1, log=True), f"{RATE}: low must be above 0 with log"),
        (space(RATE, low=0.1, high=1, log=True, step=0.1), "exclude each other"),
        (space(RATE, low=0.1, high=1, step=0), f"{RATE}: step must be above 0, received 0"),
        (space(RATE, low=0.1, high=1, log=1), f"{RATE}: log must be true or false, received 1"),
        (space(RATE, low=0.1, high=1, choices=[1]), f"{RATE}: unknown key 'low'"),
        (space(RATE, low=0.1, high=True), f"{RATE}: high must be a number, received True"),
        ({"space": {RATE: 0.1}}, f"{RATE} must be"),
        (space("layers.0.filters", low=1.5, high=3), "must be a whole number, received 1.5"),
        (space("layers.0.filters", low=0, high=3), "layers.0.filters must be a whole number"),
        (space("layers.1.kind", choices=["relu", "rellu"]), "received 'rellu'"),
        (space("optimizer", low=1, high=2), 'optimizer has no range: give {"choices"'),
        ({"space": {"optimizer": {"choices": ["sgd"]}, "optimizer.kind": {"choices": ["sgd"]}}},
         "optimizer and optimizer.kind are the same setting"),
        ({"objective": "speed"}, "objective must be one of validation_accuracy"),
        ({"sampler": "best"}, "sampler must be one of grid, random, tpe, received 'best'"),
        ({"pruner": 3}, "pruner must be one of none, median, hyperband, received 3"),
        ({"seeds": 7}, "seeds must be a list"),
        ({"seeds": [1, "2"]}, "seeds must be a whole number"),
        ({"seeds": [1, 1]}, "seeds has 1 twice"),
        ({"epochs": 0}, "epochs must be a whole number from 1"),
        ({"epochs": "3"}, "epochs must be a whole number from 1"),
        ({"minutes": 0}, "minutes must be a number above 0"),
        ({"minutes": "ten"}, "minutes must be a number above 0"),
        ({"sampler": "grid"}, f"{RATE} has no end of values for the sampler grid"),
        ({**space("seed", low=1, high=3), "seeds": [1]}, "seed and seeds exclude each other"),
        ({**space("epochs", low=1, high=3), "epochs": 1}, "epochs and epochs exclude"),
        ({"experiment": "seed"}, "experiment must be an experiment"),
        ({"experiment": {}}, "expected a Glassbox experiment"),
        ({"experiment": None}, "experiment must be an experiment"),
    ],
)  # fmt: skip
def test_that_what_makes_no_sense_is_one_sentence(changes, says):
    with pytest.raises(CoreError) as caught:
        read(**changes)
    assert says in str(caught.value)
    assert len(str(caught.value)) <= 300


def test_that_a_sweep_judged_by_images_held_back_needs_some():
    with pytest.raises(CoreError, match="needs images held back"):
        sweep_from_json(json.dumps(sweep_data(small_experiment(validation_share=0.0))))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not valid JSON"),
        (b"\xff\xfe", "received binary data"),
        (b"[]", "expected a JSON object"),
        (b'{"space": {}}', "'experiment' is missing"),
        (b'{"experiment": "seed-cnn", "experiment": "lenet-5"}', "appears twice"),
        (b'{"experiment": "../no.json", "space": {}}', "no.json: there is no such file"),
    ],
)
def test_that_a_file_which_is_no_sweep_is_one_sentence(tmp_path, content, says):
    path = tmp_path / "SWEEP.json"
    path.write_bytes(content)
    with pytest.raises(LoadError) as caught:
        load_sweep(path)
    assert says in str(caught.value)
