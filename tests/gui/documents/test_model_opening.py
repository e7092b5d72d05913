"""Models of other programs as runs that have not begun."""

from functools import partial

import numpy as np
import pytest

from core.datasets.loading import load_dataset
from core.errors import LoadError
from core.exporting.trained_model import trained_model
from core.presets import SEED_CNN
from gui.documents.openable import Openable, openable
from gui.documents.prepared_run import PreparedRun
from gui.documents.run_opening import open_run
from gui.documents.viewed_run import ViewedRun
from tests.support.data_files import write_idx_folder
from tests.support.onnx_graphs import graph_bytes, softmax
from tests.support.torch_models import stored_model

pytest.importorskip("onnx", reason="needs the extra “onnx”")
opened = partial(open_run, progress=lambda share, text: None, cancelled=lambda: False)


@pytest.fixture(scope="module")
def digits(tmp_path_factory):
    return write_idx_folder(tmp_path_factory.mktemp("data") / "digits", 200, 100)


def test_that_a_model_is_a_run_on_the_loaded_images(digits):
    stored = stored_model("lenet_exported.onnx")
    dataset = load_dataset(str(digits))
    edited = SEED_CNN.replace(data=str(digits))
    run = opened(stored.path, dataset, edited=edited)
    assert isinstance(run, PreparedRun)
    assert (run.session.step, run.recorder, run.dataset) == (0, None, dataset)
    assert run.experiment.data == str(digits)
    assert "a run that has not begun; a Softmax follows its scores" in run.remark
    ours = trained_model(run.experiment, run.latest.values, 0).says(stored.images)
    assert np.abs(ours - softmax(stored.scores)).max() <= 1e-5
    run.session.end_threads()


def test_that_a_model_of_other_images_can_be_looked_at_until_its_images_are_found(
    digits, tmp_path
):
    path = tmp_path / "small.onnx"
    content = graph_bytes(
        [("Flatten", ["x"], "f", {}), ("Gemm", ["f", "w"], "y", {})],
        {"w": np.random.default_rng(2).random((75, 3))}, (3, 5, 5),
    )  # fmt: skip
    path.write_bytes(content)
    viewed = opened(path, load_dataset(str(digits)), edited=SEED_CNN)
    assert isinstance(viewed, ViewedRun)
    assert viewed.lacks_images
    assert "The network expects inputs of 5×5×3" in viewed.sentence
    assert viewed.latest.values["1.dense.weight"].shape == (75, 3)


def test_that_weights_alone_belong_to_the_experiment_as_edited(digits):
    lenet = opened(stored_model("lenet_traced.onnx").path, None, chosen=digits)
    lenet.session.end_threads()
    path = stored_model("lenet.safetensors").path
    run = opened(path, lenet.dataset, edited=lenet.experiment)
    assert "weights were read into the network of the experiment as edited" in run.remark
    for name, array in lenet.latest.values.items():
        assert np.array_equal(run.latest.values[name], array)
    run.session.end_threads()
    with pytest.raises(LoadError, match=r"^lenet\.safetensors: "):
        opened(path, lenet.dataset, edited=SEED_CNN)


def test_that_a_model_is_known_by_its_name_or_its_content(tmp_path):
    assert openable(stored_model("norms_traced.onnx").path) is Openable.RUN
    other = tmp_path / "weights.bin"
    other.write_bytes(stored_model("lenet.safetensors").path.read_bytes())
    assert openable(other) is Openable.RUN
