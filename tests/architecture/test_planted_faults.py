"""The faults of tests/planted_faults.py, which is run on its own because it takes minutes."""

import ast
from functools import cache

import pytest

from tests import planted_faults
from tests.planted.fault import PlantingError, planted
from tests.planted_faults import FAULTS, ROOT


def test_that_there_are_enough_faults_and_each_is_another_one():
    assert len(FAULTS) >= 30
    assert len({fault[:3] for fault in FAULTS}) == len(FAULTS)


@cache
def text_of(file):
    return (ROOT / file).read_text()


def trouble_of(fault):
    """Return why a fault cannot be planted; nothing if it can."""
    try:
        planted(text_of(fault.file), fault)
    except PlantingError as error:
        return str(error)
    return ""


def test_that_every_fault_can_be_planted():
    trouble = {f"{f.file}: {f.says}": trouble_of(f) for f in FAULTS}
    assert {says: why for says, why in trouble.items() if why} == {}


def is_there(path, mark, name):
    """Return whether there is a folder or file of tests, or a test of that name in one."""
    return f"def {name}(" in text_of(path) if mark else (ROOT / path).exists()


def test_that_tests_are_there_to_notice_a_fault_in_every_file():
    for file in {fault.file for fault in FAULTS}:
        tests = planted_faults.tests_for(file)
        assert tests, file
        assert all(is_there(*test.partition("::")) for test in tests), file


@pytest.mark.slow
def test_that_every_fault_leaves_code_that_can_be_run():
    for fault in FAULTS:
        compile(planted(text_of(fault.file), fault), fault.file, "exec")


#: Files beside the tables.
NO_TABLES = {"__init__", "fault", "tables", "one_run", "watching_data", "watching_tests"}


def test_that_every_table_of_faults_is_planted():
    tables = {path.stem for path in (ROOT / "tests/planted").glob("*.py")}
    named = {table.__name__.rsplit(".", 1)[-1] for table in planted_faults.TABLES}
    assert named == tables - NO_TABLES


def test_that_a_text_that_is_gone_is_reported():
    with pytest.raises(PlantingError, match="once, found it 0 times"):
        planted("nothing of the kind", FAULTS[-1])


def spread_keys(comprehension):
    """Return the files of ``**{f"folder/{name}.py": … for name, … in {…}.items()}``."""
    first, _, last = comprehension.key.values
    names = comprehension.generators[0].iter.func.value.keys
    return [f"{first.value}{name.value}{last.value}" for name in names]


def test_that_no_file_has_its_watching_tests_twice():
    """One entry would silently take the place of the other."""
    tree = ast.parse((ROOT / "tests/planted/watching_tests.py").read_text(encoding="utf-8"))
    for table in (node.value for node in tree.body if isinstance(node, ast.Assign)):
        named = []
        for key, value in zip(table.keys, table.values, strict=True):
            named += spread_keys(value) if key is None else [key.value]
        assert len(named) == len(set(named)) > 10
