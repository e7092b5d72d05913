"""No file, class, constructor or function grows beyond what one reads at a sitting."""

import ast

from tests.architecture.one_reading import ROOT, findings, read, search, source_files

FILE_LINES = 300
CLASS_LINES = 250
FUNCTION_LINES = 59
CONSTRUCTOR_PARAMETERS = 8
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def lines_of(node):
    """Return how many lines a class or function has, its decorators not counted."""
    return node.end_lineno - node.lineno + 1


def constructor_parameters(node):
    """Return how many arguments a class may be made with, `self` not counted.

    A frozen record of fields is data; only a constructor that is written out counts.
    """
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name == "__init__":
            given = method.args
            every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
            return len(every) - 1
    return 0


@search
def too_large(source):
    """Return what in a file is larger than it may be, one text each."""
    found = []
    if (count := len(source.text.splitlines())) > FILE_LINES:
        found.append(f"{count} lines, at most {FILE_LINES}")
    for node in source.of(ast.ClassDef, *FUNCTIONS):
        if isinstance(node, ast.ClassDef):
            if (count := lines_of(node)) > CLASS_LINES:
                found.append(f"class {node.name}: {count} lines, at most {CLASS_LINES}")
            if (count := constructor_parameters(node)) > CONSTRUCTOR_PARAMETERS:
                most = CONSTRUCTOR_PARAMETERS
                found.append(f"class {node.name}: {count} parameters, at most {most}")
        elif isinstance(node, FUNCTIONS) and (count := lines_of(node)) > FUNCTION_LINES:
            found.append(f"function {node.name}: {count} lines, at most {FUNCTION_LINES}")
    return found


def test_that_no_file_class_constructor_or_function_is_too_large():
    assert findings(too_large) == {}


def test_that_nothing_in_a_benchmark_is_too_large():
    assert not {
        path.name: large
        for path in source_files("benchmarks")
        if (large := too_large(read(path.read_text(encoding="utf-8"))))
    }


def test_that_no_test_file_is_too_long():
    counts = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in source_files("tests")
    }
    assert not {name: count for name, count in counts.items() if count > FILE_LINES}


def test_that_each_of_the_four_sizes_is_noticed():
    parameters = ", ".join(f"p{number}" for number in range(CONSTRUCTOR_PARAMETERS))
    body = "    pass\n" * (FUNCTION_LINES - 1)
    for text, found in (
        (f"def f():\n{body}", []),
        (f"def f():\n{body}    pass\n", ["function f: 60 lines, at most 59"]),
        (f"class A:\n    def __init__(self, {parameters}): ...\n", []),
        (
            f"class A:\n    def __init__(self, {parameters}, *, more): ...\n",
            ["class A: 9 parameters, at most 8"],
        ),
        ("class A:\n" + "    x = 1\n" * CLASS_LINES, ["class A: 251 lines, at most 250"]),
        ("\n" * (FILE_LINES + 1), ["301 lines, at most 300"]),
    ):
        assert too_large(read(text)) == found
