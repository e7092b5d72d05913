"""Everything that is said about data comes out of the catalogue."""

import gzip

import pytest

from core.commands.command_line import run_command
from core.datasets.catalog import (
    DATA_FORMATS,
    built_in_formats,
    explained_files,
    explained_formats,
    file_formats,
    file_patterns,
    file_titles,
)
from core.datasets.data_format import DataFormat
from core.datasets.loading import load_dataset
from core.errors import LoadError
from tests.support.data_files import real_digits, write_idx_folder, write_kaggle_csv
from tests.support.toy_data_format import toy_data_format, write_toy_data


def refusal(path):
    with pytest.raises(LoadError) as refused:
        load_dataset(str(path))
    return str(refused.value)


def test_that_the_catalogue_is_closed():
    with pytest.raises(TypeError):
        DATA_FORMATS["toy"] = DATA_FORMATS["mnist"]
    assert {name: known.name for name, known in DATA_FORMATS.items()} == {
        name: name for name in DATA_FORMATS
    }


def test_that_the_texts_name_every_kind_of_data(tmp_path):
    assert file_patterns() == "*.csv *.gz *ubyte *.idx"
    assert file_titles() == "Kaggle CSV / IDX file"
    assert explained_files() == "a Kaggle digit-recognizer CSV, or IDX files or their folder"
    assert explained_formats() == (
        "mnist, a Kaggle digit-recognizer CSV, or IDX files or their folder"
    )
    picture = tmp_path / "photo.png"
    picture.write_bytes(b"\x89PNG")
    assert refusal(picture) == (
        "photo.png: expected mnist, a .csv file, or IDX files named like those of MNIST "
        "(train-images-idx3-ubyte)"
    )


def test_that_every_file_a_person_can_have_looks_like_one_format_alone(tmp_path):
    images, labels = real_digits()
    folder = write_idx_folder(tmp_path / "digits", 5, 0)
    plain = folder / "train-images-idx3-ubyte"
    packed = folder / "train-images-idx3-ubyte.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    csv = write_kaggle_csv(tmp_path / "Train.CSV", images[:3], labels[:3])
    like_csv = write_idx_folder(tmp_path / "digits.csv", 5, 0)
    expected = {csv: "kaggle_csv", folder: "idx", plain: "idx", packed: "idx", like_csv: "idx"}
    for path, name in expected.items():
        found = [known.name for known in file_formats() if known.looks_like(str(path))]
        assert found == [name], path


def test_that_data_that_comes_with_the_program_is_known_by_its_name_alone():
    assert [known.name for known in built_in_formats()] == ["mnist"]
    assert built_in_formats()[0].looks_like("mnist")
    assert not built_in_formats()[0].looks_like("./mnist")


def test_that_a_format_put_into_the_catalogue_is_read_and_told_about(tmp_path, capsys):
    path = write_toy_data(tmp_path / "stripes.toyset", 200)
    assert "expected mnist" in refusal(path)
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
    assert "expected mnist" in refusal(path)
    assert "toy" not in DATA_FORMATS
