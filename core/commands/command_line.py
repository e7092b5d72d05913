"""The headless face: everything the engine can do, from a terminal."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import nullcontext

from core.commands.console import Console
from core.commands.data import data
from core.commands.evaluate import evaluate
from core.commands.explain import explain
from core.commands.export import export
from core.commands.import_run import import_run
from core.commands.interruption import EXIT_CODE, Interrupted, Interruption
from core.commands.parser import command_parser
from core.commands.predict import predict
from core.commands.process import COMMAND
from core.commands.resume import resume_run
from core.commands.show import show
from core.commands.surroundings import Surroundings
from core.commands.sweep import sweep
from core.commands.train import train
from core.errors import Cancelled, CoreError
from core.fields import WholeNumber, accepted
from core.formats.failure_text import failure_text

DONE, IMPOSSIBLE = 0, 1
_THREADS = WholeNumber("Threads", "How many threads may compute.", 1, 1_024)

#: Does what one command is for; raises `CoreError` if that cannot be done.
Action = Callable[[Namespace, Surroundings], None]


def run_command(
    arguments: Sequence[str],
    interruption: Interruption | None = None,
    *,
    screenshot: Action | None = None,
) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str
        Command and options, e.g. ``["train", "--preset", "seed-mlp"]``.
    interruption : Interruption, optional
        Listens to signals already; by default one that does so until the command is done.
    screenshot : callable, optional
        Draws the window, which needs more than this package.

    Returns
    -------
    int
        Exit code: 0 done, 1 impossible, 2 wrong usage, 130 interrupted.  Whatever is
        wrong is said in one sentence on standard error.
    """
    console = Console()
    try:
        options, unknown = command_parser(console).parse_known_args(list(arguments))
        if unknown:  # said by the command that does not know them
            options.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    except SystemExit as finished:
        return _end(console, COMMAND, int(finished.code or 0))
    console.is_quiet = options.quiet
    context = Interruption() if interruption is None else nullcontext(interruption)
    with context as listening:
        code = _run(options, console, listening, screenshot)
        return _end(console, f"{COMMAND} {options.command}", code)


def _run(
    options: Namespace, console: Console, interruption: Interruption, screenshot: Action | None
) -> int:
    who = f"{COMMAND} {options.command}"
    actions: dict[str, Action | None] = {
        "train": train,
        "resume": resume_run,
        "show": show,
        "evaluate": evaluate,
        "explain": explain,
        "export": export,
        "import": import_run,
        "predict": predict,
        "sweep": sweep,
        "data": data,
        "screenshot": screenshot,
    }
    action = actions[options.command]
    if action is None:
        console.complain(f"{who}: the window is not part of this installation")
        return IMPOSSIBLE
    try:
        if options.threads is not None:
            accepted(options.command, "threads", _THREADS, options.threads)
        action(options, Surroundings(console, interruption, options.threads, options.json))
    except Interrupted as ending:
        console.complain(f"{who}: {ending}")
        return EXIT_CODE
    except KeyboardInterrupt:  # where no one listens to signals
        console.complain(f"{who}: {interruption.sentence}")
        return EXIT_CODE
    except Cancelled as ending:
        console.complain(f"{who}: {ending}")
        return EXIT_CODE if interruption.is_wanted else IMPOSSIBLE
    except (CoreError, OSError) as error:
        console.complain(f"{who}: {failure_text(error)}")
        return IMPOSSIBLE
    except MemoryError:
        console.complain(f"{who}: there is not enough memory")
        return IMPOSSIBLE
    except Exception as error:  # noqa: BLE001  # a mistake of ours is one sentence too
        console.complain(f"{who}: this is a mistake in Glassbox: {failure_text(error)}")
        return IMPOSSIBLE
    return DONE


def _end(console: Console, who: str, code: int) -> int:
    """Let the last words go; what could not be said of a result is not done."""
    trouble = console.end()
    if trouble and code == DONE:
        console.complain(f"{who}: the results could not be written ({trouble})")
        return IMPOSSIBLE
    return code
