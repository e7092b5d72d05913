"""What is no run document, or not to be had, is refused in one sentence."""

import sqlite3
from contextlib import closing

import pytest

from core.documents.labels import Labels
from core.documents.recipe import Recipe
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.errors import LoadError, SpecError
from core.training.build import session_for
from core.training.session_state import capture
from tests.support.random_runs import (
    small_dataset,
)
from tests.support.run_documents import DATASET, EXPERIMENT, begin


def refusal(path):
    with pytest.raises(LoadError) as caught:
        RunDocument(path)
    text = str(caught.value)
    assert path.name in text
    assert len(text) <= 300
    assert "\n" not in text
    return text


def test_that_other_images_are_refused(saved):
    document = RunDocument(saved)
    document.recipe.check_dataset(small_dataset(1))
    with pytest.raises(LoadError, match="trained on 'noise'"):
        resume(document, small_dataset(2))
    document.close()


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"name": "x" * 201}, {"name": "a", "notes": "x" * 100_001},
     {"name": "a", "tags": ("",)}, {"name": "a", "tags": ("t",) * 33}],
)  # fmt: skip
def test_that_labels_no_table_could_show_are_refused(wrong):
    with pytest.raises(SpecError, match="run: expected"):
        Labels(**wrong)


def test_that_creating_never_replaces_a_file_unless_told_to(saved):
    before = saved.read_bytes()
    recipe = Recipe.for_run(EXPERIMENT, DATASET)
    state = capture(session_for(EXPERIMENT, DATASET))
    with pytest.raises(FileExistsError, match="such a file already"):
        RunDocument.create(saved, recipe, state)
    assert saved.read_bytes() == before
    RunDocument.create(saved, recipe, state, replace=True).close()
    assert RunDocument(saved).recipe.run_id == recipe.run_id
    assert [file.name for file in saved.parent.iterdir()] == [saved.name]


def test_that_creating_in_a_missing_folder_says_so(tmp_path):
    with pytest.raises(OSError, match="cannot be opened"):
        begin(tmp_path / "nowhere" / "run.glassbox")


def test_that_missing_files_folders_and_foreign_files_are_refused(tmp_path, path):
    assert "no such file" in refusal(tmp_path / "nowhere.glassbox")
    folder = tmp_path / "folder.glassbox"
    folder.mkdir()
    assert "folder" in refusal(folder)
    for content in (b"", b"hello" * 1000, b"PK\3\4" + bytes(5000), bytes(8192)):
        path.write_bytes(content)
        assert "not a Glassbox run" in refusal(path)
    with pytest.raises(LoadError, match=r"a\?b: "):
        RunDocument("a\0b")


def test_that_another_programs_database_is_refused(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE run (id)")
    assert "not a Glassbox run" in refusal(path)


def test_that_a_run_of_a_newer_version_is_refused_and_left_alone(saved):
    with closing(sqlite3.connect(saved)) as connection:
        connection.execute("PRAGMA user_version = 9")
    before = saved.read_bytes()
    assert "newer Glassbox (its version is 9, this one reads up to 3)" in refusal(saved)
    assert saved.read_bytes() == before


def test_that_every_truncation_is_refused(saved):
    content = saved.read_bytes()
    for length in range(0, len(content) - 1, 1500):
        saved.write_bytes(content[:length])
        refusal(saved)


def test_that_an_enormous_file_is_refused_without_reading_it(path):
    with path.open("wb") as file:
        file.truncate(5 * 2**30)
    assert "at most 4,294,967,296 bytes" in refusal(path)


def test_that_a_trigger_hidden_in_a_file_is_refused(saved):
    with closing(sqlite3.connect(saved)) as connection:
        connection.execute(
            "CREATE TRIGGER t AFTER INSERT ON batches BEGIN DELETE FROM snapshots; END"
        )
    assert "not those of a run" in refusal(saved)


def test_that_a_run_held_by_another_window_is_refused(saved):
    document = RunDocument(saved)
    document.begin_writing()
    assert "open in another window" in refusal(saved)
    document.close()
    RunDocument(saved).close()


def test_that_two_windows_cannot_write_one_run(saved):
    first, second = RunDocument(saved), RunDocument(saved)
    first.begin_writing()
    with pytest.raises(OSError, match="open in another window"):
        second.begin_writing()
    first.close()
    second.close()
