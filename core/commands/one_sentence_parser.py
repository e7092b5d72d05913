"""What is said of a command line that makes no sense."""

from __future__ import annotations

from argparse import ArgumentParser, HelpFormatter
from functools import cache
from shutil import get_terminal_size
from typing import NoReturn

from core.commands.console import Console
from core.commands.process import COMMAND, program_name
from core.sentence import LONGEST, sentence

WRONG_USAGE = 2


class OneSentenceParser(ArgumentParser):
    """Reports wrong usage in one line instead of a page, and speaks through a console."""

    console: Console

    def error(self, message: str) -> NoReturn:
        who = " ".join([COMMAND, *self.prog.split()[self.prog_words :]])
        advice = f"; try {self.prog} --help"
        text = sentence(f"{who}: {message}", max(LONGEST - len(advice), LONGEST // 2))
        self.console.err.write(f"{text}{advice}\n")
        self.exit(WRONG_USAGE)

    @property
    def prog_words(self) -> int:
        """How many words of `prog` are the program, and not a command."""
        return len(program_name().split())

    def _print_message(self, message: str, file: object = None) -> None:
        # help goes to standard output, everything else to standard error
        if message:
            self.console.out.write(message)


def formatter(prog: str) -> HelpFormatter:
    """Return what lays out the help, as wide as the terminal.

    argparse makes one for every option, and each would ask anew how wide the terminal is.
    """
    return HelpFormatter(prog, width=_columns() - 2)


@cache
def _columns() -> int:
    return get_terminal_size().columns
