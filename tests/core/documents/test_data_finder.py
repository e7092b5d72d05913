"""A run is bound to its images, not to the place where they lay."""

import shutil

import pytest

from core.datasets.loading import load_dataset
from core.documents import data_finder
from core.documents.data_finder import DataState, find_data
from core.documents.recipe import Recipe
from core.presets import PRESETS
from tests.support.data_files import write_kaggle_csv
from tests.support.made_up_digits import made_up_digits, write_made_up_csv


@pytest.fixture
def place(tmp_path):
    return write_made_up_csv(tmp_path / "old" / "train.csv")


def write_others(path):
    path.parent.mkdir(exist_ok=True)
    images, labels = made_up_digits()
    return write_kaggle_csv(path, images, labels[::-1])


def recipe_of(source, dataset=None):
    experiment = PRESETS["seed-mlp"].replace(data=str(source))
    return Recipe.for_run(experiment, dataset or load_dataset(str(source)))


@pytest.fixture
def recipe(place):
    return recipe_of(place)


@pytest.fixture
def opened(monkeypatch):
    """Every source that is opened from here on."""
    seen = []

    def load(source, **options):
        seen.append(source)
        return load_dataset(source, **options)

    monkeypatch.setattr(data_finder, "load_dataset", load)
    return seen


def test_that_images_in_memory_serve_whatever_place_they_came_from(place, recipe, opened):
    in_memory = load_dataset(str(place))
    place.unlink()
    found = find_data(recipe, loaded=in_memory)
    assert (found.state, found.dataset, found.sentence) == (DataState.FOUND, in_memory, "")
    assert opened == []


def test_that_images_are_found_where_they_lay(place, recipe, tmp_path):
    found = find_data(recipe, beside=tmp_path / "elsewhere" / "run.glassbox")
    assert (found.state, found.source) == (DataState.FOUND, str(place))


def test_that_images_that_were_moved_together_with_the_run_are_found(place, recipe, tmp_path):
    folder = tmp_path / "new"
    folder.mkdir()
    shutil.move(place, folder / "train.csv")
    found = find_data(recipe, beside=folder / "run.glassbox")
    assert (found.state, found.source) == (DataState.FOUND, str(folder / "train.csv"))


def test_that_images_beside_what_a_link_points_to_are_found(place, recipe, tmp_path):
    run = place.with_name("run.glassbox")
    run.write_bytes(b"")
    shutil.move(place.parent, tmp_path / "moved")
    link = tmp_path / "link.glassbox"
    link.symlink_to(tmp_path / "moved" / "run.glassbox")
    assert find_data(recipe, beside=link).state is DataState.FOUND


def test_that_other_images_under_the_same_name_do_not_hide_the_right_ones(
    place, recipe, tmp_path
):
    write_others(tmp_path / "new" / "train.csv")
    found = find_data(recipe, beside=tmp_path / "new" / "run.glassbox")
    assert (found.state, found.source) == (DataState.FOUND, str(place))


def test_that_other_images_at_the_place_are_told_from_missing_ones(place, recipe):
    write_others(place)
    found = find_data(recipe)
    assert (found.state, found.dataset) == (DataState.OTHER, None)
    assert found.sentence.count(str(place)) == 2
    place.unlink()
    found = find_data(recipe)
    assert (found.state, found.dataset) == (DataState.MISSING, None)
    assert str(place) in found.sentence
    assert "there is no such file" in found.sentence


def test_that_a_chosen_place_is_the_only_one_looked_at(place, recipe, tmp_path, opened):
    others = write_others(tmp_path / "others.csv")
    found = find_data(recipe, chosen=str(others), beside=place, loaded=load_dataset(str(place)))
    assert found.state is DataState.OTHER
    assert opened == [str(others)]
    assert find_data(recipe, chosen=str(place)).state is DataState.FOUND


@pytest.mark.parametrize(
    "source",
    [r"\\server\share\train.csv", "//server/share/train.csv", r"\\?\UNC\server\s\t.csv",
     r"/\server\share\train.csv", r"\\.\pipe\train.csv"],
)  # fmt: skip
def test_that_another_computer_is_never_asked_unasked(place, source, opened, tmp_path):
    recipe = recipe_of(source, load_dataset(str(place)))
    found = find_data(recipe, beside=tmp_path / "run.glassbox")
    assert found.state is DataState.MISSING
    assert "another computer" in found.sentence
    assert opened == []
    find_data(recipe, chosen=source)
    assert opened == [source]


def test_that_a_relative_place_is_stored_as_an_absolute_one(place, monkeypatch):
    monkeypatch.chdir(place.parent)
    recipe = recipe_of("train.csv")
    assert recipe.experiment.data == str(place)
    monkeypatch.chdir(place.parent.parent)
    assert find_data(recipe).state is DataState.FOUND


@pytest.mark.parametrize("source", ["mnist", r"C:\digits\train.csv", r"\\server\train.csv"])
def test_that_what_is_no_relative_place_is_stored_as_it_is(source, place):
    assert recipe_of(source, load_dataset(str(place))).experiment.data == source
