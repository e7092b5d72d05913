"""The faults of tests/planted_faults.py, which is run on its own because it takes minutes."""

import pytest

from tests import planted_faults
from tests.planted.fault import PlantingError, planted
from tests.planted_faults import FAULTS, ROOT


def test_that_there_are_enough_faults_and_each_is_another_one():
    assert len(FAULTS) >= 30
    assert len({fault[:3] for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f.file.split('/')[-1]}: {f.says}")
def test_that_a_fault_can_be_planted_and_tests_are_there_to_notice_it(fault):
    text = planted((ROOT / fault.file).read_text(), fault)
    compile(text, fault.file, "exec")
    tests = planted_faults.tests_for(fault.file)
    assert tests
    assert all((ROOT / test.partition("::")[0]).exists() for test in tests)


def test_that_every_table_of_faults_is_planted():
    tables = {path.stem for path in (ROOT / "tests/planted").glob("*.py")}
    named = {table.__name__.rsplit(".", 1)[-1] for table in planted_faults.TABLES}
    assert named == tables - {"__init__", "fault", "tables", "one_run"}


def test_that_a_text_that_is_gone_is_reported():
    with pytest.raises(PlantingError, match="once, found it 0 times"):
        planted("nothing of the kind", FAULTS[-1])
