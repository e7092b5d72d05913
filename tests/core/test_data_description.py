"""What an experiment says of its data, as JSON and back."""

import json

import numpy as np
import pytest

from core.data_description import FITS, DataDescription, source_of, with_source
from core.data_extra import DataExtra
from core.errors import SpecError
from core.experiment import experiment_from_json, experiment_to_json
from core.formats.picture_frame import PictureFit
from core.presets import PRESETS

EVERYTHING = DataDescription(
    "photos",
    size=(30, 28),
    fit="crop",
    channels=1,
    invert=True,
    normalise="standardise",
    split=0.2,
    class_names=("cat", "dog"),
    extra=DataExtra("last", header=False, separator=";", shape=(3, 4, 1), transposed=True),
)
PLAIN = {
    "source": "photos",
    "size": [30, 28],
    "fit": "crop",
    "channels": 1,
    "invert": True,
    "normalise": "standardise",
    "split": 0.2,
    "class_names": ["cat", "dog"],
    "extra": {
        "label": "last",
        "header": False,
        "separator": ";",
        "shape": [3, 4, 1],
        "transposed": True,
    },
}
WRONG = {
    "source": ["", 3, None, "a\0b", "x" * 5000],
    "size": [[0, 5], [5], [5, 257], "5×5", [5.0, 5], 28, [True, 5]],
    "fit": ["grow", None, 1, ["fit"]],
    "channels": [2, 4, "grey", True, 1.0],
    "invert": [1, None, "no"],
    "normalise": ["zscore", None, True],
    "split": [0, 0.0, 0.6, -0.1, True, "", [0.5], float("nan")],
    "class_names": [[], [""], [1], "ab", ["x" * 300]],
    "extra": [[], "last", None],
}
WRONG_EXTRA = {
    "label": ["", 1, True],
    "header": [1, 0, "no"],
    "separator": ["", ",,", "a", "\n", '"', 5],
    "shape": [[3, 4], [0, 4, 1], [4, 4, 5], [4, 257, 1], "4×4", [4, 4, True]],
    "transposed": [1, "yes"],
}


def test_that_a_description_comes_back_from_the_json_written_by_hand():
    assert EVERYTHING.to_plain() == PLAIN
    assert DataDescription.from_plain(json.loads(json.dumps(PLAIN))) == EVERYTHING


def test_that_a_text_is_a_source_without_choices_and_the_other_way_round():
    assert DataDescription.from_plain("mnist") == DataDescription("mnist")
    assert DataDescription("mnist").to_plain() == "mnist"
    assert DataDescription("mnist").simplest == "mnist"
    assert EVERYTHING.simplest is EVERYTHING


def test_that_every_choice_alone_makes_an_object_of_it():
    for name, value in PLAIN.items():
        if name != "source":
            one = DataDescription.from_plain({"source": "s", name: value})
            assert one.has_choices
            assert DataDescription.from_plain(one.to_plain()) == one
            assert one.choice_words()


@pytest.mark.parametrize("name", WRONG)
def test_that_a_wrong_value_is_refused_by_the_name_of_its_field(name):
    for value in WRONG[name]:
        with pytest.raises(SpecError, match=rf"^data: {name} must be .*, received"):
            DataDescription.from_plain({**PLAIN, name: value})


@pytest.mark.parametrize("name", WRONG_EXTRA)
def test_that_a_wrong_choice_of_one_kind_is_refused_by_its_name(name):
    for value in WRONG_EXTRA[name]:
        with pytest.raises(SpecError, match=rf"^data: extra\.{name} must be .*, received"):
            DataDescription.from_plain({**PLAIN, "extra": {name: value}})


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"source": "a", "colour": 1}, "unknown key 'colour'"),
        ({"source": "a", "extra": {"sep": 1}}, "data: extra: unknown key 'sep'"),
        ({"size": [3, 3]}, "the key 'source' is missing"),
        (["mnist"], "expected a text or an object"),
    ],
)
def test_that_unknown_and_missing_keys_are_refused(data, says):
    with pytest.raises(SpecError, match=says):
        DataDescription.from_plain(data)


def test_that_an_experiment_with_choices_is_of_version_2_and_comes_back():
    experiment = PRESETS["seed-cnn"].replace(data=EVERYTHING)
    text = experiment_to_json(experiment)
    assert json.loads(text)["glassbox_experiment"] == 2
    assert json.loads(text)["data"] == PLAIN
    assert experiment_from_json(text) == experiment


def test_that_an_experiment_without_choices_is_written_as_ever():
    experiment = PRESETS["seed-cnn"].replace(data=DataDescription("mnist"))
    assert experiment == PRESETS["seed-cnn"]
    data = json.loads(experiment_to_json(experiment))
    assert (data["glassbox_experiment"], data["data"]) == (1, "mnist")
    assert experiment_from_json(json.dumps({**data, "glassbox_experiment": 2})) == experiment


def test_that_version_1_knows_no_choices_and_version_3_is_not_known():
    data = json.loads(experiment_to_json(PRESETS["seed-cnn"]))
    for changes in ({"data": PLAIN}, {"glassbox_experiment": 3}, {"glassbox_experiment": True}):
        with pytest.raises(SpecError):
            experiment_from_json(json.dumps({**data, **changes}))


def test_that_another_source_keeps_the_choices():
    moved = with_source(EVERYTHING, "elsewhere")
    assert source_of(moved) == "elsewhere"
    assert with_source(moved, "photos") == EVERYTHING
    assert with_source("a", "b") == "b"


def test_that_whatever_is_in_a_description_it_is_read_or_refused_in_one_sentence():
    rng = np.random.default_rng(6)
    values = [
        None, True, 0, 1, 3, -1, 0.5, 1e300, "", "fit", "standardise", "x" * 9999, [], [1],
        [3, 4], [28, 28, 1], ["a"], {}, {"label": "last"}, {"shape": [1, 1]}, [[]], "a\nb",
        "\ud800",
    ]  # fmt: skip
    names = [*PLAIN, "more"]
    for _ in range(2_000):
        plain = {
            str(name): values[rng.integers(len(values))]
            for name in rng.permutation(names)[: rng.integers(1, len(names))]
        }
        read, refused = None, ""
        try:
            read = DataDescription.from_plain(plain)
        except SpecError as error:
            refused = str(error)
        if read is None:
            assert refused.startswith("data")
            assert len(refused) <= 300
        else:
            assert DataDescription.from_plain(read.to_plain()) == read


def test_that_the_ways_to_fit_are_those_of_pictures():
    assert tuple(PictureFit) == FITS
