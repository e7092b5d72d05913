"""Data of one's own in every form: told about, trained on, and called by its names."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from core.experiment import experiment_to_json
from core.formats.run_file import load_run
from core.presets import PRESETS
from tests.support.cifar_batches import write_cifar
from tests.support.picture_folders import picture_bytes

NAMES = ["cat", "dog", "eel"]


def digits_like(count, seed):
    """Return images (N, 12, 12) with a bright stripe where the class says, and classes."""
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 90, (count, 12, 12), dtype=np.uint8)
    labels = np.arange(count) % 3
    for image, label in zip(images, labels, strict=True):
        image[4 * label : 4 * label + 3] += 150
    return images, labels


TRAIN, TEST = digits_like(48, 1), digits_like(12, 2)


def as_npz(folder):
    path = folder / "set.npz"
    np.savez(path, x_train=TRAIN[0], y_train=TRAIN[1], x_test=TEST[0], y_test=TEST[1],
             class_names=NAMES)  # fmt: skip
    return path, "numpy"


def as_folder(folder):
    folder = folder / "photos"
    for part, (images, labels) in {"train": TRAIN, "test": TEST}.items():
        for name in NAMES:
            (folder / part / name).mkdir(parents=True)
        for at, (image, label) in enumerate(zip(images, labels, strict=True)):
            path = folder / part / NAMES[label] / f"{at:02}.png"
            path.write_bytes(picture_bytes(image))
    return folder, "image_folder"


def as_zip(folder):
    photos, _ = as_folder(folder)
    path = folder / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(photos.rglob("*.png")):
            archive.write(file, file.relative_to(folder))
    return path, "image_zip"


FORMS = [as_npz, as_folder, as_zip]


@pytest.mark.parametrize("make", FORMS)
def test_that_data_of_every_form_is_told_about_trained_on_and_judged(run, tmp_path, make):
    path, name = make(tmp_path)
    code, told, _ = run("data", path, "--json")
    assert code == 0
    assert told["format"] == name
    assert (told["images"], told["training_images"], told["test_images"]) == (60, 48, 12)
    assert told["shape"] == [12, 12, 1]
    assert told["classes"] == NAMES
    assert told["class_counts"] == [20, 20, 20]
    assert told["value_range"] == [
        int(min(TRAIN[0].min(), TEST[0].min())), int(max(TRAIN[0].max(), TEST[0].max()))
    ]  # fmt: skip
    assert told["problems"] == []
    assert len(told["digest"]) == 64
    out = tmp_path / "run.npz"
    code, trained, said = run(
        "train", "--data", path, "--preset", "seed-mlp", "--iterations", "3", "--batch-size",
        "8", "--out", out, "--json",
    )  # fmt: skip
    assert code == 0
    assert trained["steps"] == 3
    assert "12×12×1 and 3 classes" in said
    code, judged, _ = run("evaluate", out, "--data", path, "--json")
    assert code == 0
    assert [one["name"] for one in judged["per_class"]] == NAMES
    assert np.sum(judged["confusion"]) == 12


def test_that_all_forms_of_the_same_images_are_the_same_data_but_for_their_order(run, tmp_path):
    digests = []
    for make in (as_folder, as_zip):
        (tmp_path / make.__name__).mkdir()
        digests.append(run("data", make(tmp_path / make.__name__)[0], "--json")[1]["digest"])
    assert digests[0] == digests[1]


def test_that_what_is_wrong_with_a_folder_is_told(run, tmp_path):
    folder, _ = as_folder(tmp_path)
    (folder / "train/cat/00.png").write_bytes(b"broken")
    (folder / "test/dog/99.png").write_bytes((folder / "train/dog/01.png").read_bytes())
    _, told, _ = run("data", folder, "--json")
    assert told["problems"] == [
        "1 image cannot be read; left out: train/cat/00.png",
        "1 test image is among the training images, such as test image 8, which is training "
        "image 15",
    ]


@pytest.mark.slow
def test_that_photos_of_300_by_200_are_made_smaller_and_trained_on(run, tmp_path):
    rng = np.random.default_rng(3)
    for at in range(12):
        path = tmp_path / "photos" / NAMES[at % 2] / f"{at}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        coarse = Image.fromarray(rng.integers(0, 256, (2, 3, 3), dtype=np.uint8))
        buffer = io.BytesIO()
        coarse.resize((300, 200)).save(buffer, "JPEG")
        path.write_bytes(buffer.getvalue())
    code, told, _ = run("data", tmp_path / "photos", "--json")
    assert code == 0
    assert told["shape"] == [171, 256, 3]
    arguments = ("--preset", "seed-mlp", "--iterations", "1", "--batch-size", "4", "--json")
    code, trained, _ = run("train", "--data", tmp_path / "photos", *arguments)
    assert code == 0
    assert trained["steps"] == 1


@pytest.mark.parametrize("version", ["binary", "python"])
def test_that_batches_of_cifar_are_told_about_and_trained_on(run, tmp_path, version):
    write_cifar(tmp_path / "cifar", version)
    code, told, _ = run("data", tmp_path / "cifar", "--json")
    assert code == 0
    assert (told["format"], told["images"], told["shape"]) == ("cifar", 50, [32, 32, 3])
    assert told["classes"] == [f"thing-{at}" for at in range(10)]
    assert told["problems"] == []
    arguments = ("--preset", "seed-cnn", "--iterations", "2", "--batch-size", "4", "--json")
    code, trained, _ = run("train", "--data", tmp_path / "cifar", *arguments)
    assert (code, trained["steps"]) == (0, 2)


def test_that_a_network_from_a_file_is_not_changed_to_fit(refusal, tmp_path):
    recipe = tmp_path / "recipe.json"
    recipe.write_text(experiment_to_json(PRESETS["seed-mlp"]))
    path, _ = as_npz(tmp_path)
    code, said = refusal("train", "--experiment", recipe, "--data", path)
    assert code == 1
    assert "but the images are 12×12×1" in said


def test_that_a_dark_table_is_learned_from_as_a_bright_one(run, tmp_path):
    dark = TRAIN[0] // 16
    bright = np.rint(dark * (255 / dark.max())).astype(int)
    for name, images in {"dark": dark, "bright": bright}.items():
        rows = np.column_stack([TRAIN[1], images.reshape(48, -1)]).tolist()
        header = ",".join(["label", *(f"pixel{at}" for at in range(144))])
        lines = [header, *(",".join(map(str, row)) for row in rows)]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n")
    losses = []
    for name in ("dark", "bright"):
        out = tmp_path / f"{name}.glassbox"
        arguments = ("--iterations", "3", "--json", "--out", out)
        code, trained, said = run("train", "--data", tmp_path / f"{name}.csv", *arguments)
        assert code == 0
        assert ("is taken for white" in said) is (name == "dark")
        losses.append(trained["train_loss"])
    assert losses[0] == losses[1]


def test_that_photographs_are_begun_with_their_preset_at_any_size(run, tmp_path):
    rng = np.random.default_rng(1)
    for kind in ("cats", "cars"):
        (tmp_path / "photos" / kind).mkdir(parents=True)
        for at in range(4):
            image = Image.fromarray(rng.integers(0, 256, (50, 60, 3), np.uint8))
            image.save(tmp_path / "photos" / kind / f"{at}.png")
    call = (
        "train",
        "--data",
        tmp_path / "photos",
        "--iterations",
        1,
        "--batch-size",
        4,
        "--json",
    )
    kinds = {}
    for name, more in (("own", ()), ("small", ("--size", "20x24")),
                       ("named", ("--preset", "seed-cnn"))):  # fmt: skip
        code, _, said = run(*call, "--out", tmp_path / f"{name}.npz", *more)
        assert code == 0
        experiment = load_run(tmp_path / f"{name}.npz").experiment
        kinds[name] = (experiment.name, experiment.network.input_shape)
        assert ("--preset names another" in said) == (name == "own")
    assert kinds == {
        "own": ("photos", (50, 60, 3)),
        "small": ("seed-cnn", (20, 24, 3)),
        "named": ("seed-cnn", (50, 60, 3)),
    }
    for wrong in ("20", "axb", "0x9", "300x300"):
        assert run(*call, "--size", wrong)[0] in (1, 2)
