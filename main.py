"""Start Glassbox: the window, or one of its commands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from core.blas_threads import limit_blas_threads
from core.commands.process import prepare_process

if TYPE_CHECKING:
    from argparse import Namespace

    from core.commands.surroundings import Surroundings

limit_blas_threads()  # before anything imports NumPy

COMMANDS = (
    "train", "resume", "show", "evaluate", "explain", "export", "import", "predict", "sweep",
    "data", "screenshot",
)  # fmt: skip
HELP = ("-h", "--help")


def main() -> int:
    """Run what the command line asks for; return the exit status."""
    arguments = sys.argv[1:]
    if arguments and arguments[0] in (*COMMANDS, *HELP):
        interruption = prepare_process()  # before anything that takes its time
        from core.commands.command_line import run_command

        code = run_command(arguments, interruption, screenshot=_screenshot)
        interruption.be_done()
        return code
    from gui.launch import launch

    return launch(arguments)


def _screenshot(options: Namespace, surroundings: Surroundings) -> None:
    """Draw the window; only this command needs Qt."""
    from gui.launch import screenshot

    screenshot(options, surroundings)


if __name__ == "__main__":
    sys.exit(main())
