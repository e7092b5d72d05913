"""Everything that is said about data comes out of the catalogue."""

import gzip
from pathlib import Path
from shutil import make_archive

import numpy as np
import pytest

from core.commands.command_line import run_command
from core.datasets.catalog import (
    DATA_FORMATS,
    built_in_formats,
    explained_files,
    explained_formats,
    file_formats,
    file_patterns,
)
from core.datasets.data_format import DataFormat
from core.datasets.loading import load_dataset
from core.datasets.source_head import source_head
from core.errors import LoadError
from tests.support.cifar_batches import write_cifar
from tests.support.data_files import real_digits, write_idx_folder, write_kaggle_csv
from tests.support.picture_folders import write_pictures
from tests.support.toy_data_format import toy_data_format, write_toy_data


def refusal(path):
    with pytest.raises(LoadError) as refused:
        load_dataset(str(path))
    return str(refused.value)


def write_cifar_at(folder, version="python"):
    write_cifar(folder, version, 1, 4)
    return folder


def test_that_the_catalogue_is_closed():
    with pytest.raises(TypeError):
        DATA_FORMATS["toy"] = DATA_FORMATS["mnist"]
    assert {name: known.name for name, known in DATA_FORMATS.items()} == {
        name: name for name in DATA_FORMATS
    }


def test_that_the_texts_name_every_kind_of_data(tmp_path):
    endings = file_patterns().split()
    assert endings[:5] == ["*.csv", "*.zip", "*.gz", "*ubyte", "*.idx"]
    assert len(set(endings)) == len(endings)
    picture = tmp_path / "photo.png"
    picture.write_bytes(b"\x89PNG")
    said = refusal(picture)
    assert said.startswith("photo.png: this is a PNG image, expected mnist, ")
    for known in file_formats():
        assert {f"*{ending}" for ending in known.suffixes} <= set(endings)
        for texts in (explained_files(), explained_formats()):
            assert known.explained in texts
        assert known.expected in said


def test_that_every_file_a_person_can_have_looks_like_one_format_alone(tmp_path):
    images, labels = real_digits()
    folder = write_idx_folder(tmp_path / "digits", 5, 0)
    plain = folder / "train-images-idx3-ubyte"
    packed = folder / "train-images-idx3-ubyte.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    csv = write_kaggle_csv(tmp_path / "Train.CSV", images[:3], labels[:3])
    like_csv = write_idx_folder(tmp_path / "digits.csv", 5, 0)
    photos = write_pictures(tmp_path / "photos", {"cat/1.png": 1, "dog/2.png": 2})
    packed_photos = Path(make_archive(str(tmp_path / "photos"), "zip", photos))
    packed_csv = Path(make_archive(str(tmp_path / "csv"), "zip", tmp_path, csv.name))
    arrays, archive = tmp_path / "x.npy", tmp_path / "set.npz"
    np.save(arrays, images[:3])
    np.savez(archive, images=images[:3], labels=labels[:3])
    empty = tmp_path / "empty"
    empty.mkdir()
    expected = {
        csv: "kaggle_csv", packed_csv: "kaggle_csv", folder: "idx", plain: "idx",
        packed: "idx", like_csv: "idx", empty: "idx", photos: "image_folder",
        write_cifar_at(tmp_path / "cifar"): "cifar",
        tmp_path / "cifar/data_batch_1": "cifar",
        write_cifar_at(tmp_path / "bin", "binary") / "test_batch.bin": "cifar",
        packed_photos: "image_zip", arrays: "numpy", archive: "numpy",
    }  # fmt: skip
    for path, name in expected.items():
        found = [known.name for known in file_formats() if known.looks_like(source_head(path))]
        assert found == [name], path


def test_that_data_that_comes_with_the_program_is_known_by_its_name_alone():
    assert [known.name for known in built_in_formats()] == ["mnist"]
    assert "no such file" in refusal("./mnist")


def test_that_a_format_put_into_the_catalogue_is_read_and_told_about(tmp_path, capsys):
    path = write_toy_data(tmp_path / "stripes.toyset", 200)
    assert "expected the header" in refusal(path)
    with toy_data_format() as toy:
        assert isinstance(toy, DataFormat)
        assert load_dataset(str(path)).name == "stripes"
        assert "*.toyset" in file_patterns()
        other = tmp_path / "photo.png"
        other.write_bytes(b"\x89PNG")
        assert toy.expected in refusal(other)
        assert run_command(["train", "--data", str(path), "--iterations", "3"]) == 0
        assert "seed-cnn on stripes" in capsys.readouterr().out
        assert run_command(["train", "--help"]) == 0
        assert toy.explained in capsys.readouterr().out
    assert "expected the header" in refusal(path)
    assert "toy" not in DATA_FORMATS
