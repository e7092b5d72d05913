import ast
import os
import signal
import subprocess
import sys

import pytest

from core.assets import ASSETS
from core.commands import command_line
from core.commands.command_line import run_command
from core.commands.parser import COMMANDS
from core.formats.run_file import load_run

# A parent that runs in the background may have told its children to ignore Ctrl-C.
_START = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from core.commands.command_line import run_command as run; "
)


def _process(*arguments, **options):
    script = f"{_START}sys.exit(run(sys.argv[1:]))"
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ASSETS.parent, env=os.environ, stderr=subprocess.PIPE, text=True, **options,
    )  # fmt: skip


def test_that_help_is_given_and_is_no_error(capsys):
    assert run_command(["--help"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    for name, purpose in COMMANDS.items():
        assert name in shown
        assert purpose in shown
        assert run_command([name, "--help"]) == 0


def test_that_the_program_knows_every_command_before_it_loads_any():
    tree = ast.parse((ASSETS.parent / "main.py").read_text())
    (known,) = (
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id == "COMMANDS"
    )
    assert known == tuple(COMMANDS)


@pytest.mark.parametrize("arguments", [[], ["learn"], ["--verbose"]])
def test_that_an_unknown_command_is_wrong_usage(refusal, arguments):
    assert refusal(*arguments)[0] == 2


def test_that_running_out_of_memory_is_one_sentence(refusal, monkeypatch):
    def exhaust(options, surroundings):
        raise MemoryError

    monkeypatch.setattr(command_line, "train", exhaust)
    assert refusal("train") == (1, "glassbox train: there is not enough memory")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process")
def test_that_control_c_saves_what_was_trained_and_ends_with_130(idx_folder, tmp_path):
    out = tmp_path / "run.npz"
    arguments = ("train", "--data", idx_folder, "--epochs", "100000", "--out", out)
    with _process(*arguments, stdout=subprocess.PIPE) as process:
        seen = ""
        while "epoch 1/" not in seen:
            line = process.stderr.readline()
            assert line, "the process ended before training began"
            seen += line
        process.send_signal(signal.SIGINT)
        printed, rest = process.communicate(timeout=100)
    assert process.returncode == 130
    assert printed == ""
    assert "Traceback" not in rest
    assert "run.npz" in rest.splitlines()[-1]
    assert load_run(out).step >= 1


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="pipes close differently")
def test_that_a_reader_who_left_causes_no_traceback(run_path):
    reader, writer = os.pipe()
    os.close(reader)
    with _process("evaluate", run_path, "--json", stdout=writer) as process:
        os.close(writer)
        _, said = process.communicate(timeout=100)
    assert process.returncode == 1
    assert "Traceback" not in said
    assert "BrokenPipe" not in said
