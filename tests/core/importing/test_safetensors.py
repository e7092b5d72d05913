"""Our reader of safetensors, judged by the library."""

import numpy as np
import pytest

from core.errors import LoadError
from core.experiment import Experiment
from core.importing.model_import import import_model
from core.importing.safetensors_file import read_safetensors
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec
from tests.support.torch_models import stored_model

RNG = np.random.default_rng(8)
NETWORK = NetworkSpec(
    (4, 5, 2),
    (Conv2DSpec(3, (2, 2)), FlattenSpec(), BatchNormSpec(), DropoutSpec(), DenseSpec(4),
     DenseSpec(4), DenseSpec(4)),
)  # fmt: skip
#: As PyTorch has them; 10 stands behind 2 as people count.
NAMED = {
    "net.0.weight": RNG.random((3, 2, 2, 2)), "net.0.bias": RNG.random(3),
    "norm.weight": RNG.random(36), "norm.bias": RNG.random(36),
    "norm.running_mean": RNG.random(36), "norm.running_var": RNG.random(36),
    "norm.num_batches_tracked": np.array(7), "net.1.weight": RNG.random((4, 36)),
    "net.1.bias": RNG.random(4), "net.2.weight": RNG.random((4, 4)),
    "net.2.bias": RNG.random(4), "net.10.weight": RNG.random((4, 4)),
}  # fmt: skip


def test_that_the_library_reads_the_same():
    library = pytest.importorskip("safetensors.numpy", reason="needs the package safetensors")
    path = stored_model("lenet.safetensors").path
    theirs, ours = library.load_file(path), read_safetensors(path)
    assert theirs.keys() == ours.arrays.keys()
    assert all(np.array_equal(ours.arrays[name], array) for name, array in theirs.items())


def test_that_what_the_library_writes_is_read_in_every_type(tmp_path):
    library = pytest.importorskip("safetensors.numpy", reason="needs the package safetensors")
    path = tmp_path / "m.safetensors"
    arrays = {
        str(kind): RNG.standard_normal((2, 3)).astype(kind)
        for kind in ("float16", "float32", "float64", "int32", "int64")
    } | {"none": np.zeros((0, 2), np.float32), "one": np.array(3.5, np.float32)}
    library.save_file(arrays, path, metadata={"about": "ä"})
    found = read_safetensors(path)
    assert found.about == {"about": "ä"}
    for name, array in arrays.items():
        assert found.arrays[name].dtype == array.dtype
        assert np.array_equal(found.arrays[name], array)


def test_that_the_upper_half_of_a_number_is_read(tmp_path):
    path = tmp_path / "m.safetensors"
    text = b'{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}'
    path.write_bytes(len(text).to_bytes(8, "little") + text + bytes([0x80, 0x3F, 0x20, 0xC0]))
    assert read_safetensors(path).arrays["a"].tolist() == [1.0, -2.5]


def test_that_names_of_pytorch_are_matched_by_order_and_shape(tmp_path):
    library = pytest.importorskip("safetensors.numpy", reason="needs the package safetensors")
    path = tmp_path / "m.safetensors"
    library.save_file(NAMED, path)
    values = import_model(path, Experiment(NETWORK, SGDSpec())).values
    for at, row in ((0, 0), (17, 35)):
        # our number (row, column, channel) is theirs (channel, row, column)
        place, channel = divmod(row, 3)
        theirs = channel * 12 + place
        assert values["4.dense.weight"][row, 1] == np.float32(NAMED["net.1.weight"][1, theirs])
        assert values["2.batch_norm.gamma"][row] == np.float32(NAMED["norm.weight"][theirs])
        variance = values["2.batch_norm.running_variance"][row]
        assert variance == np.float32(NAMED["norm.running_var"][theirs]), at
    assert values["0.conv2d.weight"][1, 0, 1, 2] == np.float32(
        NAMED["net.0.weight"][2, 1, 1, 0]
    )
    for path, name in (("5.dense.weight", "net.2.weight"), ("6.dense.weight", "net.10.weight")):
        assert values[path][3, 1] == np.float32(NAMED[name][1, 3])
    assert not values["6.dense.bias"].any()


def test_that_our_own_pytorch_script_lays_maps_out_as_we_do(tmp_path):
    library = pytest.importorskip("safetensors.numpy", reason="needs the package safetensors")
    path = tmp_path / "m.safetensors"
    ours = {"net.0": 0, "norm": 2, "net.1": 4, "net.2": 5, "net.10": 6}
    arrays = {}
    for name, array in NAMED.items():
        module, _, own = name.rpartition(".")
        arrays[f"layer_{ours[module]}.{own}"] = array
    library.save_file(arrays, path)
    values = import_model(path, Experiment(NETWORK, SGDSpec())).values
    assert np.array_equal(values["4.dense.weight"], NAMED["net.1.weight"].T.astype(np.float32))


REFUSED = {
    "which is the other way round": {"net.2.weight": NAMED["net.1.weight"].T},
    "'net.1.weight' has the shape (5, 36)": {"net.1.weight": RNG.random((5, 36))},
    "no layer for 'ema', which has weight (3,)": {"ema.weight": np.zeros(3)},
    "layer 0 (conv2d) of the experiment": {"net.0.weight": RNG.random((2, 2, 2, 3))},
}


@pytest.mark.parametrize("says", REFUSED)
def test_that_arrays_that_do_not_fit_are_refused_by_name_and_shape(says, tmp_path):
    library = pytest.importorskip("safetensors.numpy", reason="needs the package safetensors")
    path = tmp_path / "m.safetensors"
    arrays = NAMED | REFUSED[says]
    if "other way" in says:
        arrays["net.1.weight"] = arrays.pop("net.2.weight")
    library.save_file({name: np.ascontiguousarray(one) for name, one in arrays.items()}, path)
    with pytest.raises(LoadError) as refused:
        import_model(path, Experiment(NETWORK, SGDSpec()))
    assert says in str(refused.value)
    assert len(str(refused.value)) <= 300


@pytest.mark.parametrize(("names", "is_sure"), [("1 2 10", True), ("a b c", False)])
def test_that_arrays_of_one_shape_are_told_by_numbers_or_remarked_on(names, is_sure, tmp_path):
    library = pytest.importorskip("safetensors.numpy", reason="needs the package safetensors")
    path = tmp_path / "m.safetensors"
    network = NetworkSpec((4,), (DenseSpec(4), DenseSpec(4), DenseSpec(4)))
    own = {f"{name}.weight": RNG.random((4, 4)).astype(np.float32) for name in names.split()}
    library.save_file(own, path)
    model = import_model(path, Experiment(network, SGDSpec()))
    assert bool(model.remarks) is not is_sure
    for at, array in enumerate(own.values()):
        assert np.array_equal(model.values[f"{at}.dense.weight"], array.T)
