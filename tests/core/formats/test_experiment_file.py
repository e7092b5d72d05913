import os

import pytest

from core.errors import LoadError
from core.formats.experiment_file import load_experiment, save_experiment
from core.presets import PRESETS


@pytest.mark.parametrize("name", list(PRESETS))
def test_that_an_experiment_comes_back_equal(tmp_path, name):
    path = tmp_path / "experiment.json"
    save_experiment(PRESETS[name], path)
    assert load_experiment(path) == PRESETS[name]
    assert os.listdir(tmp_path) == ["experiment.json"]


def test_that_a_byte_order_mark_is_no_trouble(tmp_path):
    path = tmp_path / "experiment.json"
    save_experiment(PRESETS["seed-cnn"], path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_experiment(path) == PRESETS["seed-cnn"]


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0", b"\x93NUMPY\x01\x00v\x00"])
def test_that_binary_data_is_refused_by_name(tmp_path, content):
    path = tmp_path / "experiment.json"
    path.write_bytes(content)
    with pytest.raises(LoadError, match=r"experiment\.json: expected an experiment as JSON"):
        load_experiment(path)


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 50_000, b" " * 5_000_000])
def test_that_text_that_is_no_experiment_is_refused(tmp_path, content):
    path = tmp_path / "experiment.json"
    path.write_bytes(content)
    with pytest.raises(LoadError, match=r"^experiment\.json: ") as caught:
        load_experiment(path)
    assert len(str(caught.value)) <= 300


def test_that_a_missing_file_is_refused(tmp_path):
    with pytest.raises(LoadError, match="no such file"):
        load_experiment(tmp_path / "nowhere.json")
