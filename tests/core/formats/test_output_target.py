import os
import sys

import pytest

from core.formats.atomic_write import write_atomically
from core.formats.output_target import OutputError, check_output

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")


def refusal(path, inputs=()):
    with pytest.raises(OutputError) as refused:
        check_output(path, inputs)
    return str(refused.value)


def test_that_a_new_file_and_an_old_one_may_be_written(tmp_path):
    check_output(tmp_path / "new.csv", ["mnist", "", tmp_path / "nowhere"])
    (tmp_path / "old.csv").write_bytes(b"x")
    check_output(tmp_path / "old.csv", [tmp_path / "new.csv"])
    (tmp_path / "link").symlink_to(tmp_path / "later")
    check_output(tmp_path / "link")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("folder", "received a folder"),
        ("pipe", "a device or a pipe"),
        ("link to pipe", "a device or a pipe"),
        ("nowhere/new.csv", "does not exist"),
        ("file/new.csv", "does not exist"),
        ("circle", "circle"),
        ("zero\0byte", "not a possible file name"),
        ("x" * 300, "too long"),
    ],
)
def test_that_what_cannot_be_written_is_refused_by_both(tmp_path, name, reason):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link to pipe").symlink_to(tmp_path / "pipe")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    before = sorted(os.listdir(tmp_path))
    said = refusal(tmp_path / name)
    assert reason in said or name == "circle"
    assert said.isprintable()
    with pytest.raises(OSError):  # noqa: PT011 - any reason of the system's
        write_atomically(tmp_path / name, b"new")
    assert sorted(os.listdir(tmp_path)) == before


def test_that_a_device_is_never_replaced(tmp_path):
    ours, theirs = os.openpty()  # a device that nobody else needs, if this ever fails
    try:
        (tmp_path / "link").symlink_to(os.ttyname(theirs))
        for path in (os.ttyname(theirs), tmp_path / "link"):
            assert "device" in refusal(path)
            with pytest.raises(OSError, match="device"):
                write_atomically(path, b"new")
    finally:
        os.close(ours)
        os.close(theirs)


def aliases(path):
    yield path
    yield path.parent / ".." / path.parent.name / path.name
    for name, make in (("soft", os.symlink), ("hard", os.link)):
        alias = path.with_name(name)
        make(path, alias)
        yield alias


def test_that_no_input_is_replaced_under_whatever_name(tmp_path):
    source, other = tmp_path / "data.csv", tmp_path / "other"
    source.write_bytes(b"x")
    other.write_bytes(b"y")
    for output in aliases(source):
        for at in range(3):
            inputs = ["mnist", other]
            inputs.insert(at, source)
            assert "would overwrite the input data.csv" in refusal(output, inputs)


def test_that_no_file_of_an_input_folder_is_replaced(tmp_path):
    inside = tmp_path / "data" / "labels"
    inside.parent.mkdir()
    inside.write_bytes(b"x")
    assert "would overwrite" in refusal(inside, [tmp_path / "data"])
    check_output(tmp_path / "data" / "new.csv", [tmp_path / "data"])
