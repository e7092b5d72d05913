"""Streams that fail in every way: what can be said is said, and nothing is raised."""

import errno
import io

import pytest

from core.commands.console import Console
from core.commands.safe_stream import SafeStream


class Failing(io.StringIO):
    """Fails at the n-th write."""

    def __init__(self, after, error):
        super().__init__()
        self._left = after
        self._error = error

    def write(self, text):
        if not self._left:
            raise self._error
        self._left -= 1
        return super().write(text)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), "Broken pipe"),
        (ValueError("I/O operation on closed file"), "it is closed"),
    ],
)
@pytest.mark.parametrize("after", [0, 1, 3])
def test_that_a_failing_stream_ends_nothing_and_says_why_once(error, why, after):
    stream = Failing(after, error)
    safe = SafeStream(stream)
    for number in range(5):
        assert safe.write(f"line {number}\n") == 7
        safe.flush()
    assert safe.trouble == why
    assert stream.getvalue().splitlines() == [f"line {number}" for number in range(after)]


def test_that_a_stream_that_is_not_there_is_no_trouble():
    safe = SafeStream(None)
    assert safe.write("text") == 4
    safe.flush()
    assert not safe.isatty()
    assert safe.trouble == ""


def test_that_a_closed_stream_is_noticed():
    stream = io.StringIO()
    stream.close()
    safe = SafeStream(stream)
    safe.write("text")
    assert not safe.isatty()
    assert safe.trouble == "it is closed"


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("ascii", "??, caf? ?"), ("cp1252", "??, café ?"), ("utf-8", "数字, café ?")],
)
def test_that_letters_an_encoding_lacks_are_replaced(encoding, expected):
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding=encoding)
    safe = SafeStream(stream)
    safe.write("数字, café \udcff")  # the last is half of nothing, as in a broken file name
    safe.flush()
    assert buffer.getvalue().decode(encoding) == expected
    assert safe.trouble == ""


def test_that_a_sentence_is_one_line_of_bounded_length():
    err = io.StringIO()
    console = Console(io.StringIO(), err)
    console.complain("first\nsecond " + "x" * 1000)
    (line,) = err.getvalue().splitlines()
    assert line.startswith("first second xxx")
    assert len(line) == 300


def test_that_quiet_keeps_remarks_back_but_no_complaint():
    err = io.StringIO()
    console = Console(io.StringIO(), err, is_quiet=True)
    console.remark("progress")
    console.complain("trouble")
    assert err.getvalue() == "trouble\n"
