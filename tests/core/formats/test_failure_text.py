"""What is said when something could not be done."""

import errno

import pytest

from core.errors import LoadError
from core.formats.failure_text import failure_text, is_foreseen
from core.sentence import LONGEST


def test_that_the_systems_word_for_it_is_said_with_the_files_name_only():
    error = FileNotFoundError(errno.ENOENT, "No such file or directory", "/a/b/run.glassbox")
    text = "run.glassbox: cannot be read or written (No such file or directory)"
    assert failure_text(error) == text


def test_that_a_file_without_a_name_is_called_the_file():
    error = OSError(errno.ENOSPC, "No space left on device")
    assert (
        failure_text(error) == "The file: cannot be read or written (No space left on device)"
    )


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (LoadError("digits.csv: line 3 is empty"), "digits.csv: line 3 is empty"),
        (OSError("no number, a sentence"), "no number, a sentence"),
        (OSError(), "OSError"),
        (LoadError(), "LoadError"),
        (ValueError("a mistake of ours"), "ValueError: a mistake of ours"),
    ],
)
def test_that_our_sentences_are_said_as_they_are_and_mistakes_by_their_kind(error, text):
    assert failure_text(error) == text
    assert is_foreseen(error) is (type(error) is not ValueError)


@pytest.mark.parametrize("kind", [LoadError, OSError, ValueError])
def test_that_no_text_is_longer_than_a_notice_holds(kind):
    assert len(failure_text(kind("x" * 3_000_000))) == LONGEST
    assert len(failure_text(OSError(1, "y" * 1000, "z" * 1000))) <= LONGEST
