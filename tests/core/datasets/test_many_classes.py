"""Labels above 255: kept as they are, in every format; labels below stay bytes."""

import numpy as np
import pytest

from core.data_description import MOST_CLASSES
from core.datasets.dataset import Dataset, LabelledImages
from core.datasets.image_tree import image_tree
from core.datasets.label_numbers import stored_labels
from core.datasets.loading import load_dataset
from core.documents.dataset_digest import dataset_digest
from core.errors import LoadError
from core.experiment import Experiment
from core.layers.dense import DenseSpec
from core.layers.softmax import SoftmaxSpec
from core.network_spec import NetworkSpec
from core.optimizers.sgd import SGDSpec
from core.training.build import session_for
from tests.support.picture_folders import write_pictures

IMAGES = np.random.default_rng(1).integers(0, 256, (6, 4, 4), np.uint8)
LABELS = np.array([0, 255, 256, 300, 299, 65_535])


def _csv(folder, labels, separator=","):
    rows = [
        separator.join(map(str, [label, *image.ravel()]))
        for label, image in zip(labels, IMAGES, strict=True)
    ]
    header = separator.join(["label", *(f"pixel{at}" for at in range(16))])
    (folder / "train.csv").write_text("\n".join([header, *rows]))
    return folder / "train.csv"


def _npz(folder, labels):
    np.savez(folder / "set.npz", images=IMAGES, labels=labels)
    return folder / "set.npz"


def _idx(folder, labels):
    shape = np.array(IMAGES.shape, ">u4").tobytes()
    (folder / "train-images-idx3-ubyte").write_bytes(b"\0\0\x08\3" + shape + IMAGES.tobytes())
    count = np.array([len(labels)], ">u4").tobytes()
    content = b"\0\0\x0c\1" + count + labels.astype(">i4").tobytes()
    (folder / "train-labels-idx1-ubyte").write_bytes(content)
    return folder


@pytest.mark.parametrize("write", [_csv, _npz, _idx])
def test_that_labels_up_to_65535_come_as_they_are(tmp_path, write):
    labels = load_dataset(str(write(tmp_path, LABELS))).train.labels
    assert labels.tolist() == LABELS.tolist()
    assert labels.dtype == np.uint16


@pytest.mark.parametrize("write", [_csv, _npz, _idx])
def test_that_labels_up_to_255_stay_bytes_and_keep_their_digest(tmp_path, write):
    dataset = load_dataset(str(write(tmp_path, np.minimum(LABELS, 255))))
    assert dataset.train.labels.dtype == np.uint8
    same = Dataset(
        "same",
        LabelledImages(IMAGES[..., None], np.minimum(LABELS, 255).astype(np.uint8)),
        None,
        tuple(map(str, range(256))),
    )
    assert dataset_digest(dataset) == dataset_digest(same)


def test_that_the_smallest_type_that_holds_all_labels_is_taken():
    for highest, dtype in (
        (0, np.uint8),
        (255, np.uint8),
        (256, np.uint16),
        (65_535, np.uint16),
    ):
        made = stored_labels(np.array([0, highest]))
        assert made.dtype == dtype
        assert made.tolist() == [0, highest]
        assert not made.flags.writeable


def test_that_300_folders_are_300_classes(tmp_path):
    write_pictures(tmp_path, {f"{at}/1.png": at % 256 for at in range(300)})
    dataset = load_dataset(str(tmp_path))
    assert dataset.train.labels.tolist() == sorted(range(300), key=str)
    assert dataset.class_names == tuple(map(str, range(300)))


def test_that_more_classes_than_can_be_told_apart_are_refused():
    ways = [(str(at), "1.png") for at in range(MOST_CLASSES + 1)]
    with pytest.raises(LoadError, match="at most 65,536 classes, received 65,537"):
        image_tree(ways, "photos")
    assert len(image_tree(ways[:-1], "photos").class_names) == MOST_CLASSES


def test_that_a_network_trains_on_labels_above_255():
    rng = np.random.default_rng(2)
    images = rng.integers(0, 256, (40, 4, 4, 1), np.uint8)
    data = Dataset(
        "many",
        LabelledImages(images, stored_labels(np.arange(40) + 270)),
        None,
        tuple(map(str, range(310))),
    )
    network = NetworkSpec((16,), (DenseSpec(310), SoftmaxSpec()))
    session = session_for(Experiment(network, SGDSpec(1.0), batch_size=9, epochs=60), data)
    for _ in session.run():
        pass
    rows = session.train_rows
    x = images[rows].reshape(len(rows), 16).astype(np.float32) / 255
    assert (
        np.mean(session.network.forward(x, training=False).argmax(axis=1) == rows + 270) > 0.9
    )
