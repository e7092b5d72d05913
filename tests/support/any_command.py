"""Commands as the world gives them: a generator, and what must hold whatever is given."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.glassbox_process import CONTRACT, MAIN, PATIENCE, environment
from tests.support.whole_file import is_whole

TROUBLES = ("pipe", "pipe", "pipe", "closed", "full", "reader gone")
ENCODINGS = ("utf-8", "ascii", "cp1252", "latin-1", "utf-16")
KINDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: Names that somebody has once given to something.
ODD_NAMES = (
    "数字",
    "a b",
    "run.",
    "-x",
    "new\nline",
    "x" * 250,
    "x" * 300,
    "a:b",
    "..",
    "\udcff",
)
NUMBERS = ("1", "2", "3", "0", "-1", "1e9", "0,5", "nan", "many", "9" * 40, "")
RUNS = ("run.npz", "run.glassbox", "garbage.glassbox", "link.glassbox", "empty", "missing")
SOURCES = ("train.csv", "test.csv", "broken.csv", "run.npz", "empty", "folder", "missing",
           "/dev/full", "/dev/zero", "pipe", "latin.csv")  # fmt: skip
TARGETS = ("new", "new.npz", "new.glassbox", "new.csv", "run.npz", "run.glassbox", "train.csv",
           "hard.csv", "folder", "folder/new.npz", "nowhere/new.npz", "pipe", "dangling",
           "link.glassbox", "map.npy", "map.png", "")  # fmt: skip
RECIPES = ("recipe.json", "broken.json", "run.npz", "folder", "missing", "/dev/full")
#: What is left beside a file that is not finished.
LEFTOVERS = re.compile(r"\.tmp$|-part$|-wal$|-shm$|-journal$")


@dataclass(frozen=True)
class Call:
    """One command, and what the world does to it meanwhile."""

    arguments: tuple[str, ...]
    stdout: str = "pipe"
    stderr: str = "pipe"
    encoding: str = "utf-8"
    signals: tuple[tuple[float, signal.Signals], ...] = field(default=())


def any_call(seed: int) -> Call:
    """Return the call of a seed."""
    rng = random.Random(seed)
    signals = []
    if rng.random() < 0.4:
        signals = [
            (rng.choice((0.0, rng.random(), 2 * rng.random())), rng.choice(KINDS))
            for _ in range(rng.choice((1, 1, 2, 3)))
        ]
    arguments = _arguments(rng, is_ended=bool(signals))
    return Call(
        tuple(arguments),
        rng.choice(TROUBLES),
        rng.choice(TROUBLES),
        rng.choice(ENCODINGS),
        tuple(signals),
    )


def write_world(folder: Path, npz: Path, document: Path, csv: Path, recipe: str) -> None:
    """Fill `folder` with everything that a call may name."""
    shutil.copy(npz, folder / "run.npz")
    shutil.copy(document, folder / "run.glassbox")
    for name in ("train.csv", "test.csv"):
        shutil.copy(csv, folder / name)
    lines = csv.read_text().splitlines()
    (folder / "test.csv").write_text("\n".join(line.split(",", 1)[1] for line in lines))
    (folder / "broken.csv").write_text("\n".join([*lines[:5], "1,2,x"]))
    (folder / "latin.csv").write_bytes("größe;ü\n1;2\n".encode("latin-1"))
    (folder / "garbage.glassbox").write_bytes(document.read_bytes()[:5000] + bytes(3000))
    (folder / "empty").touch()
    (folder / "recipe.json").write_text(recipe)
    (folder / "broken.json").write_text(recipe[: len(recipe) // 2])
    (folder / "folder").mkdir()
    (folder / "link.glassbox").symlink_to("run.glassbox")
    (folder / "dangling").symlink_to("nothing")
    os.link(folder / "train.csv", folder / "hard.csv")
    os.mkfifo(folder / "pipe")


def check_call(call: Call, folder: Path) -> None:
    """Make a call in `folder`, and check what must hold whatever it was.

    Raises
    ------
    AssertionError
        If it does not; the text names the call.
    """
    before = _contents(folder)
    code, out, err = _made(call, folder)
    said = f"{call}\nended with {code}\n{out[-500:]}\n{err[-1500:]}"
    if call.signals and code == -call.signals[0][1] and not out + err:
        assert _contents(folder) == before, said  # it came before the program had begun
        return
    assert code in CONTRACT, said
    assert code != 130 or call.signals, said
    assert "Traceback" not in out + err, said
    assert "Exception ignored" not in out + err, said
    if call.stderr == "pipe" and call.encoding != "utf-16":
        sentences = [line for line in err.splitlines() if line.startswith("glassbox")]
        assert len(sentences) == (code != 0), said
        assert not sentences or err.splitlines()[-1] == sentences[0], said
    after = _contents(folder)
    assert before.keys() <= after.keys(), said
    may_change = _may_change(call)
    for name, content in after.items():
        if name not in before:
            assert not LEFTOVERS.search(name), f"{name} is left\n{said}"
        if before.get(name) != content:
            assert name not in before or name in may_change, f"{name} was changed\n{said}"
            assert is_whole(folder / name), f"{name} is not whole\n{said}"


def _arguments(rng: random.Random, *, is_ended: bool) -> list[str]:
    def some(*options: list[str]) -> list[str]:
        return [word for option in options if rng.random() < 0.3 for word in option]

    def name(known: tuple[str, ...]) -> str:
        return rng.choice(ODD_NAMES) if rng.random() < 0.15 else rng.choice(known)

    command = rng.choice(("train", "train", "train", "resume", "show", "evaluate", "explain",
                          "export", "import", "predict", "data", "nonsense"))  # fmt: skip
    rest = some(["--json"], ["--quiet"], ["--threads", rng.choice("12")])
    if rng.random() < 0.05:
        rest += ["--threads", rng.choice(NUMBERS)]
    if rng.random() < 0.05:
        rest.append("--nonsense")
    match command:
        case "train":
            # most of them can be done: an impossible one tells little about streams
            data = "train.csv" if rng.random() < 0.7 else name(SOURCES)
            length = ["--epochs", "900000"] if is_ended else ["--iterations", "3"]
            if rng.random() < 0.1:
                length = ["--epochs", rng.choice(NUMBERS[:2] + NUMBERS[3:])]
            what = ["--preset", "seed-mlp", "--batch-size", "8"]
            if rng.random() < 0.2:
                what = ["--experiment", name(RECIPES)]
            rest += ["--data", data, *what, *length]
            rest += ["--out", name(TARGETS)] if rng.random() < 0.8 else []
            rest += some(["--overwrite"], ["--seed", rng.choice(NUMBERS)],
                         ["--learning-rate", rng.choice(NUMBERS)])  # fmt: skip
        case "resume":
            epochs = "900000" if is_ended else rng.choice(("1", *NUMBERS[3:]))
            rest += [name(RUNS), "--epochs", epochs]
        case "show":
            rest += [name(RUNS)]
        case "evaluate":
            rest += [name(RUNS)]
            part = rng.choice(("test", "training", "validation"))
            rest += some(["--data", name(SOURCES)], ["--part", part],
                         ["--step", rng.choice(NUMBERS)])  # fmt: skip
        case "explain":
            method = rng.choice(("gradient", "occlusion", "grad-cam", "magic"))
            sample = rng.choice(("test:0", "training:1", "validation:0", *NUMBERS))
            rest += [name(RUNS), "--sample", sample, "--method", method]
            rest += ["--out", name(TARGETS if rng.random() < 0.4 else TARGETS[-3:-1])]
            rest += some(["--data", name(SOURCES)], ["--overwrite"],
                         ["--target", rng.choice(NUMBERS)],
                         ["--step", rng.choice(NUMBERS)])  # fmt: skip
        case "export":
            models = ("new.npz", "new.json", "new.safetensors", "new.py", "new.onnx")
            rest += [name(RUNS), name(models if rng.random() < 0.7 else TARGETS)]
            rest += some(["--overwrite"], ["--as", rng.choice(("numpy", "keras", "magic"))],
                         ["--step", rng.choice(NUMBERS)])  # fmt: skip
        case "import":
            rest += [name(RUNS + SOURCES), "--out", name(TARGETS)]
            rest += some(["--overwrite"], ["--data", name(SOURCES)],
                         ["--experiment", name(RECIPES)])  # fmt: skip
        case "predict":
            source = "test.csv" if rng.random() < 0.6 else name(SOURCES)
            rest += [name(RUNS), "--input", source, "--output", name(TARGETS)]
        case "data":
            rest += [name(SOURCES)]
    return [command, *rest]


def _may_change(call: Call) -> set[str]:
    """Return the names of what is there already and may be written to."""
    may: set[str] = set()
    if call.arguments[0] == "resume":
        may |= {"run.glassbox", "link.glassbox"}
    for option, name in zip(call.arguments, call.arguments[1:], strict=False):
        if option == "--output" or (option == "--out" and "--overwrite" in call.arguments):
            may |= {name, f"{name}.glassbox"}
            may |= {"run.glassbox"} if name == "link.glassbox" else set()
            may |= {"link.glassbox"} if name == "run.glassbox" else set()
            # another name of the same bytes is a file of its own once one is replaced
    inputs = {"predict": ("--input",), "train": ("--data", "--experiment")}
    for option, name in zip(call.arguments, call.arguments[1:], strict=False):
        if option in inputs.get(call.arguments[0], ()):
            may -= {name}
            may -= {"train.csv", "hard.csv"} if name in ("train.csv", "hard.csv") else set()
    if call.arguments[0] == "export" and "--overwrite" in call.arguments:
        run, *targets = _positional(call)[:2]
        may |= set(targets) - {run}
    if call.arguments[0] == "predict":
        runs = {"run.glassbox", "link.glassbox"}
        may -= runs if runs & set(_positional(call)) else set(_positional(call))
    return may


def _positional(call: Call) -> list[str]:
    pairs = zip(call.arguments, call.arguments[1:], strict=False)
    return [word for before, word in pairs if not before.startswith("--")]


def _contents(folder: Path) -> dict[str, bytes | None]:
    """Return what is in `folder`, by relative name; None for what is no ordinary file."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def _made(call: Call, folder: Path) -> tuple[int, str, str]:
    """Make the call; return its exit code and what could be read of its streams."""
    command = [sys.executable, str(MAIN), *call.arguments]
    closed = [n for n, how in ((1, call.stdout), (2, call.stderr)) if how == "closed"]
    if closed:
        redirections = " ".join(f"{number}>&-" for number in closed)
        command = ["sh", "-c", f'exec "$@" {redirections}', "sh", *command]
    with ExitStack() as stack:
        streams = {
            name: _target(how, stack)
            for name, how in (("stdout", call.stdout), ("stderr", call.stderr))
        }
        before = {kind: signal.signal(kind, signal.default_int_handler) for kind in KINDS}
        try:
            process = subprocess.Popen(
                command,
                cwd=folder,
                env=environment(PYTHONIOENCODING=call.encoding),
                stdin=subprocess.DEVNULL,
                **streams,
            )
        finally:
            for kind, handler in before.items():
                signal.signal(kind, handler)
        try:
            _send(process, call)
            out, err = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
            process.communicate()
    encoding = "utf-8" if call.encoding == "utf-16" else call.encoding
    texts = [(said or b"").decode(encoding, "replace") for said in (out, err)]
    return process.returncode, *texts


def _target(how: str, stack: ExitStack) -> object:
    if how == "full":
        return stack.enter_context(Path("/dev/full").open("wb", buffering=0))
    if how == "reader gone":
        reading, writing = os.pipe()
        os.close(reading)
        return stack.enter_context(os.fdopen(writing, "wb", buffering=0))
    return subprocess.PIPE


def _send(process: subprocess.Popen[bytes], call: Call) -> None:
    """Send the signals, the first once the process listens to them."""
    if not call.signals:
        return
    while process.poll() is None and not _listens(process.pid):
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.005)
    for delay, kind in call.signals:
        with suppress(subprocess.TimeoutExpired):
            process.wait(delay)
        process.send_signal(kind)


def _listens(pid: int) -> bool:
    """Return whether a process has said what to do on every kind of signal."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    caught = int(re.search(r"SigCgt:\s*([0-9a-f]+)", status)[1], 16)
    return all(caught >> (kind - 1) & 1 for kind in KINDS)
