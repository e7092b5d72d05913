"""A display that is named and not there: a sentence, not a crash."""

import sys

import pytest

from tests.support.glassbox_process import run_glassbox

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there can it be gone")


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="a display that is gone aborts the program"
)
@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DISPLAY", ":987"),
        ("WAYLAND_DISPLAY", "wayland-77"),
        ("QT_QPA_PLATFORM", "xbc"),
    ],
)
def test_that_a_display_that_is_gone_is_one_sentence_that_names_it(tmp_path, variable, value):
    variables = {"QT_QPA_PLATFORM": "", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    tmp_path.chmod(0o700)  # or Qt warns of the runtime folder
    ended = run_glassbox(cwd=tmp_path, **{**variables, variable: value})
    assert ended.returncode == 1
    (sentence,) = (ended.stdout + ended.stderr).splitlines()
    assert value in sentence
