"""No test gives up waiting because the machine was busy: all wait equally long."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
WAITS = {"waitUntil", "waitSignal", "waitSignals", "waitExposed", "waitActive"}
#: What tests call the longest they wait, and the least it may be: in seconds, or milliseconds.
NAMES, SECONDS, MILLISECONDS = {"LONG", "WAIT"}, 60, 60_000


def impatient(text):
    """Return the lines that wait for a time of their own, or give a short one a name."""
    if not re.search(r"timeout=\d|^(LONG|WAIT) =", text, re.MULTILINE):
        return []  # most files, which need not be parsed
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            limits = [one.value for one in node.keywords if one.arg == "timeout"]
            if node.func.attr in WAITS and any(isinstance(x, ast.Constant) for x in limits):
                found.append(node.lineno)
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            names = {target.id for target in node.targets if isinstance(target, ast.Name)}
            limit = node.value.value
            if names & NAMES and limit != SECONDS and limit != MILLISECONDS:
                found.append(node.lineno)
    return sorted(found)


def test_that_all_tests_have_the_same_patience():
    found = {
        str(path.relative_to(TESTS)): lines
        for path in sorted(TESTS.rglob("*.py"))
        if (lines := impatient(path.read_text()))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("qtbot.waitUntil(is_there, timeout=1000)", 1),
        ("with qtbot.waitSignal(done, timeout=20_000):\n    go()", 1),
        ("WAIT = 5.0", 1),
        ("LONG = 20_000", 1),
        ("LONG = 60_000\nqtbot.waitUntil(is_there, timeout=LONG)", 0),
        ("qtbot.waitUntil(is_there)", 0),
    ],
)
def test_that_a_hasty_wait_is_found(text, count):
    assert len(impatient(text)) == count
