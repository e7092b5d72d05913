"""No test fails because the machine was busy: none asserts how long something took."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
WALL_CLOCKS = {"perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns", "time"}
PROCESSOR_CLOCKS = {"thread_time", "thread_time_ns", "process_time", "process_time_ns"}
#: What a text that reads a clock has in it.
CLOCK = re.compile(rf"\btime\.|\b({'|'.join(WALL_CLOCKS | PROCESSOR_CLOCKS)})\(")


def clock_of(node):
    """Return the clock that a call reads; None if it reads none."""
    if not isinstance(node, ast.Call):
        return None
    called = node.func
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
        return called.attr if called.value.id == "time" else None
    is_clock = isinstance(called, ast.Name) and called.id in WALL_CLOCKS | PROCESSOR_CLOCKS
    return called.id if is_clock else None


def reads(node, clocks, names):
    """Return whether a piece of code reads one of `clocks`, or a name that holds its time."""
    return any(
        clock_of(inner) in clocks or (isinstance(inner, ast.Name) and inner.id in names)
        for inner in ast.walk(node)
    )


def timed(function, clocks):
    """Return the names in a function that hold what was read from `clocks`."""
    names = set()
    for _ in range(3):  # a name may hold what another one held
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and reads(node.value, clocks, names):
                held = [inner for target in node.targets for inner in ast.walk(target)]
                names |= {inner.id for inner in held if isinstance(inner, ast.Name)}
            elif is_append(node) and reads(node.args[0], clocks, names):
                names.add(node.func.value.id)
    return names


def is_append(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "append"
        and isinstance(node.func.value, ast.Name)
        and len(node.args) == 1
    )


def is_slow(function):
    return any("slow" in ast.unparse(mark) for mark in function.decorator_list)


def asserted_times(text):
    """Return the lines that assert how long something took."""
    if not CLOCK.search(text):
        return []  # most files, which need not be parsed
    found = []
    for function in ast.walk(ast.parse(text)):
        if isinstance(function, ast.FunctionDef):
            clocks = WALL_CLOCKS if is_slow(function) else WALL_CLOCKS | PROCESSOR_CLOCKS
            names = timed(function, clocks)
            found += [
                node.lineno
                for node in ast.walk(function)
                if isinstance(node, ast.Assert) and reads(node.test, clocks, names)
            ]
    return sorted(set(found))


def test_that_no_test_asserts_how_long_something_took():
    found = {
        str(path.relative_to(TESTS)): lines
        for path in sorted(TESTS.rglob("*.py"))
        if (lines := asserted_times(path.read_text()))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("def test_a():\n    assert time.perf_counter() - began < 5", 1),
        (
            "def test_a():\n    began = monotonic()\n    t = 1 - began\n    assert t < 5",
            1,
        ),
        (
            "def test_a():\n    s = []\n    s.append(time.time())\n    assert max(s) < 5",
            1,
        ),
        ("def test_a():\n    t = time.thread_time()\n    assert t < 5", 1),
        ("@pytest.mark.slow\ndef test_a():\n    t = time.thread_time()\n    assert t < 5", 0),
        ("@pytest.mark.slow\ndef test_a():\n    t = time.monotonic()\n    assert t < 5", 1),
        ("def test_a():\n    while time.monotonic() < end:\n        pass\n    assert done", 0),
    ],
)
def test_that_such_an_assertion_is_found(text, count):
    assert len(asserted_times(text)) == count
