"""A run is found under the name it was kept by, by every command."""

import pytest

from core.commands.console import Console
from core.commands.named_run import named_run
from core.commands.parser import command_parser
from core.commands.run_target import run_target

COMMANDS = {
    "show": [],
    "resume": [],
    "evaluate": [],
    "explain": ["--sample", "test:0", "--method", "gradient", "--out", "map.npy"],
    "export": ["model.onnx"],
    "predict": ["--input", "test.csv", "--output", "out.csv"],
}


@pytest.mark.parametrize("name", ["a", "run 1.5", "a.GLASSBOX", "..b", "x?", "lenet.npz"])
def test_that_what_out_called_a_run_finds_it_again(tmp_path, name):
    path = run_target(str(tmp_path / name)).path
    path.write_bytes(b"")
    assert named_run(str(tmp_path / name)) == str(path)


@pytest.mark.parametrize("command", COMMANDS)
def test_that_every_command_takes_the_name_without_its_ending(tmp_path, command):
    (tmp_path / "a.glassbox").write_bytes(b"")
    arguments = [command, str(tmp_path / "a"), *COMMANDS[command]]
    options = command_parser(Console()).parse_args(arguments)
    assert options.run == str(tmp_path / "a.glassbox")


def test_that_a_file_of_the_very_name_comes_first_and_a_folder_does_not(tmp_path):
    (tmp_path / "a.glassbox").write_bytes(b"")
    (tmp_path / "a").mkdir()
    assert named_run(str(tmp_path / "a")) == str(tmp_path / "a.glassbox")
    (tmp_path / "a").rmdir()
    (tmp_path / "a").write_bytes(b"")
    assert named_run(str(tmp_path / "a")) == str(tmp_path / "a")


@pytest.mark.parametrize("name", ["", ".", "/", "a\0b", "x" * 5000, "no such run", "a/../b"])
def test_that_a_name_without_a_run_stays_as_it_is(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    assert named_run(name) == name
