"""Whatever a file, a name or a system says, what people read is one printable line."""

import random

import pytest

from core.commands.console import Console
from core.errors import CoreError, LayerSpecError, LoadError, OrderError, ShapeError, SpecError
from core.formats.failure_text import failure_text
from core.formats.file_access import short_name
from core.sentence import LONGEST, printable, sentence

#: Letters that break lines, colour terminals, turn lines round, or belong to no text at all.
ODD = "\n\r\t\x00\x07\x1b\x85\u2028\u202e\u200b\ud800\ufffe\x7f"
SEEDS = range(300)


def foreign_text(seed):
    """Return text as a hostile or a broken file may hold it."""
    random_letters = random.Random(seed)
    letters = "ab ß字🙂" + ODD * random_letters.randrange(3) + "-" * 3
    count = random_letters.choice([0, 1, 20, LONGEST - 1, LONGEST, LONGEST + 1, 9_000])
    return "".join(random_letters.choice(letters) for _ in range(count))


def is_one_line(text):
    return len(text) <= LONGEST and text.isprintable()


def test_that_any_text_becomes_one_printable_line():
    for seed in SEEDS:
        assert is_one_line(sentence(foreign_text(seed))), seed


def test_that_a_text_that_is_fit_to_show_stays_as_it_is():
    for text in ("", "a b", "x" * LONGEST, "“7” · step 3,412", "ß字🙂"):
        assert sentence(text) == text


def test_that_what_is_cut_ends_in_dots_and_the_rest_is_kept():
    assert sentence("x" * 301) == "x" * 297 + "..."
    assert sentence("one\n\n two\x1b[31m", 12) == "one two?[31m"
    assert sentence("a" + " " * 10_000 + "b") == "a..."
    assert printable("a\tb\u202ec") == "a?b?c"


@pytest.mark.parametrize("kind", [CoreError, LoadError, SpecError, OrderError, ShapeError])
def test_that_every_error_raised_on_purpose_is_one_printable_line(kind):
    for seed in SEEDS:
        assert is_one_line(str(kind(foreign_text(seed)))), seed
    assert is_one_line(str(LayerSpecError(0, "conv2d", foreign_text(6))))


def test_that_every_failure_is_one_printable_line():
    for seed in SEEDS:
        text = foreign_text(seed)
        for error in (OSError(text), OSError(5, text, f"/tmp/{text}"), KeyError(text)):
            assert is_one_line(failure_text(error)), seed
        assert is_one_line(short_name(text or "x")), seed


def test_that_a_console_writes_one_line_of_each_complaint(capsys):
    console = Console()
    for seed in SEEDS:
        console.complain(foreign_text(seed))
    lines = capsys.readouterr().err.split("\n")
    assert len(lines) == len(SEEDS) + 1
    assert all(is_one_line(line) for line in lines)


def test_that_results_move_no_cursor_and_keep_their_lines(capsys):
    Console().say("two\nlines\x1b[2J\u202e of\tresults")
    assert capsys.readouterr().out == "two\nlines?[2J? of   results\n"


def test_that_wrong_usage_is_one_printable_line(capsys):
    from core.commands.command_line import run_command

    for seed in (7, 8, 11):
        assert run_command(["train", "--epochs", f"z{foreign_text(seed)}"]) == 2
        (line, rest) = capsys.readouterr().err.split("\n")
        assert is_one_line(line), seed
        assert line.endswith("--help"), seed
        assert rest == ""
