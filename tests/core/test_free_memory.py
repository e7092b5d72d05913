"""What is read of Linux about memory that is free, in containers too."""

import pytest

from core import free_memory as module
from core.free_memory import free_memory

MIB = 2**20


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """Files as Linux has them, of a machine with 1 GiB free."""
    for name, path in (("_MEMINFO", "meminfo"), ("_OWN_GROUPS", "own"), ("_GROUPS", "groups")):
        monkeypatch.setattr(module, name, tmp_path / path)
    (tmp_path / "meminfo").write_text(f"MemTotal: 9 kB\nMemAvailable:   {2**20} kB\n")
    return tmp_path


def group(folder, **files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(f"{text}\n")


def test_that_what_is_free_is_read_where_linux_tells_it(machine):
    assert free_memory() == 2**30
    (machine / "meminfo").write_text("MemAvailable: many kB\n")
    assert free_memory() is None or free_memory() > 0


def test_that_the_limit_of_a_container_counts_as_all_there_is(machine):
    (machine / "own").write_text("0::/\n")
    group(machine / "groups", memory__max=500 * MIB, memory__current=200 * MIB)
    assert free_memory() == 300 * MIB
    group(machine / "groups", memory__stat=f"anon 1\ninactive_file {50 * MIB}\nfile 2")
    assert free_memory() == 350 * MIB  # files that were read can be dropped
    group(machine / "groups", memory__max="max")
    assert free_memory() == 2**30


def test_that_the_narrowest_of_nested_groups_counts(machine):
    (machine / "own").write_text("1:cpu:/else\n0::/user/job\n")
    group(machine / "groups/user/job", memory__max=900 * MIB, memory__current=0)
    group(machine / "groups/user", memory__max=700 * MIB, memory__current=100 * MIB)
    assert free_memory() == 600 * MIB


def test_that_groups_of_the_first_version_count_even_under_the_path_of_another_machine(machine):
    (machine / "own").write_text("5:cpuset:/a\n4:memory,hugetlb:/docker/abc\n")
    group(
        machine / "groups/memory", memory__limit_in_bytes=400 * MIB,
        memory__usage_in_bytes=150 * MIB, memory__stat=f"total_inactive_file {MIB}",
    )  # fmt: skip
    assert free_memory() == 251 * MIB


@pytest.mark.parametrize("own", ["", "garbage", "0::", "0::/../../etc", "memory:/x", "0::/\0"])
def test_that_odd_groups_are_no_trouble(machine, own):
    (machine / "own").write_text(own)
    group(machine / "groups", memory__max="-", memory__current="x")
    assert free_memory() == 2**30


def test_that_more_taken_than_allowed_leaves_nothing(machine):
    (machine / "own").write_text("0::/\n")
    group(machine / "groups", memory__max=MIB, memory__current=2 * MIB)
    assert free_memory() == 0
