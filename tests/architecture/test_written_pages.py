"""What the pages for maintainers name is there: files, folders, and classes."""

import re
from functools import cache

import pytest

from tests.architecture.import_graph import ROOT, source_files

PAGES = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("CONTRIBUTING.md", "core/README.md", "gui/README.md", "benchmarks/README.md")
}
#: What the recipes make up.
EXAMPLES = re.compile(r"swish|adamax|photos|margins|\bX\b", re.IGNORECASE)
#: Every file and folder of the project, from the top.
EVERYTHING = {
    f"/{path.relative_to(ROOT).as_posix()}"
    for top in ("core", "gui", "assets", "packaging", "benchmarks", "tests")
    for path in (ROOT / top, *(ROOT / top).rglob("*"))
} | {f"/{path.name}" for path in ROOT.iterdir()}
PATH = re.compile(
    r"(?<![\w./…-])((?:[a-z_0-9]+/)*[a-z_0-9]+(?:\.py|/)|(?:[a-z_0-9]+/)+)(?![\w*])"
)
CLASS = re.compile(r"(?<![\w.])((?:[A-Z]+[a-z0-9]+){2,})(?!\w)")
CLASS_BEGINS = re.compile(r"^ *class (\w+)", re.MULTILINE)
#: Code in a page: between backticks, or in a block.
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
#: Classes of others, and words that look like one.
FOREIGN = {
    "QMainWindow",
    "QThread",
    "QObjects",
    "QAction",
    "QImage",
    "QStyleHints",
    "PlainText",
    "OpenBLAS",
}


def paths_named(text):
    return {path for code in CODE.findall(text) for path in PATH.findall(code)}


def classes_named(text):
    return {name for code in CODE.findall(text) for name in CLASS.findall(code)}


def is_there(path):
    """Return whether a path, or the end of one, leads to something in the tree."""
    end = f"/{path.rstrip('/')}"
    return any(known.endswith(end) for known in EVERYTHING)


@cache
def all_classes():
    return {
        name
        for top in ("core", "gui")
        for path in source_files(top)
        for name in CLASS_BEGINS.findall(path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("page", PAGES)
def test_that_every_file_and_folder_a_page_names_is_there(page):
    named = {path for path in paths_named(PAGES[page]) if not EXAMPLES.search(path)}
    assert {path for path in named if not is_there(path)} == set()


@pytest.mark.parametrize("page", PAGES)
def test_that_every_class_a_page_names_is_there(page):
    named = {name for name in classes_named(PAGES[page]) if not EXAMPLES.search(name)}
    assert named - all_classes() - FOREIGN == set()


def test_that_a_name_that_is_gone_would_be_noticed():
    text = "`core/layers/gone.py`, `LedgerGone.ask` and\n```\n → MomentGone: gone/\n```"
    assert paths_named(text) == {"core/layers/gone.py", "gone/"}
    assert classes_named(text) == {"LedgerGone", "MomentGone"}
    assert not is_there("core/layers/gone.py")
    assert is_there("core/layers/")
    assert is_there("gelu.py")
