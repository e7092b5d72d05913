"""Names, leftovers, full disks and damaged rows: what one file has must not harm the rest."""

import os
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace

import pytest

from core.documents import new_file
from core.documents.disk_room import DiskRoom, bytes_to_come
from core.documents.new_file import PART_SUFFIX, make_document
from core.documents.recorder import Recorder
from core.documents.recovery import recover_folder
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.documents.time_machine import TimeMachine
from core.errors import LoadError
from core.training.events import BatchFinished
from tests.support.run_documents import DATASET, begin


def test_that_a_name_too_long_for_companions_stops_no_recovery(tmp_path):
    (tmp_path / f"{'x' * 245}.glassbox"[-255:]).write_bytes(b"")
    _, document = begin(tmp_path / "run.glassbox")
    document.save()
    document.close()
    assert recover_folder(tmp_path).damaged == {}


def test_that_the_part_of_a_living_program_is_never_taken_away(tmp_path):
    def fill(connection):
        recover_folder(tmp_path)  # while nothing is locked yet
        assert list(tmp_path.glob(f".*{PART_SUFFIX}"))
        connection.execute("CREATE TABLE t (x)")
        os.utime(next(tmp_path.glob(f".*{PART_SUFFIX}")), (0, 0))
        recover_folder(tmp_path)
        assert list(tmp_path.glob(f".*{PART_SUFFIX}"))

    make_document(tmp_path / "run.glassbox", fill)


def test_that_the_part_of_a_dead_program_goes_at_once(tmp_path):
    part = tmp_path / f".{new_file._COMPUTER}-{2**22 + 1}-77{PART_SUFFIX}"
    part.write_bytes(b"half")
    recover_folder(tmp_path)
    assert not part.exists()


def test_that_a_part_of_nobody_known_is_left_alone_while_it_is_young(tmp_path):
    part = tmp_path / f".77{PART_SUFFIX}"
    part.write_bytes(b"half")
    recover_folder(tmp_path)
    assert part.exists()


@pytest.mark.skipif(os.name == "nt", reason="links and modes are others there")
def test_that_a_link_and_a_mode_outlive_a_replaced_document(tmp_path):
    _, document = begin(tmp_path / "run.glassbox")
    real = tmp_path / "real.glassbox"
    real.write_bytes(b"old")
    real.chmod(0o600)
    link = tmp_path / "link.glassbox"
    link.symlink_to(real)
    document.copy_to(link, replace=True).close()
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    document.close()
    assert RunDocument(real).latest().step == 0


def test_that_many_damaged_states_are_looked_at_once_each(tmp_path):
    _, document = begin(tmp_path / "run.glassbox")
    document.close()
    with closing(sqlite3.connect(tmp_path / "run.glassbox")) as connection:
        connection.executemany(
            "INSERT INTO snapshots (step, pinned, size) VALUES (?, 0, 0)",
            ((step,) for step in range(1, 4_000)),
        )
        connection.commit()
    document = RunDocument(tmp_path / "run.glassbox")
    assert document.latest().step == 0
    assert len(document.damaged) == 3_999
    document.close()


def test_that_a_state_that_lacks_an_array_is_no_undocumented_error(tmp_path):
    session, document = begin(tmp_path / "run.glassbox")
    recorder = Recorder(session, document)
    for _ in range(3):
        recorder.record(list(session.run_step()))

    class Lacking:
        def stored_steps(self):
            return document.stored_steps()

        def state_before(self, step):
            state = document.state_before(step)
            return replace(state, arrays=dict(list(state.arrays.items())[1:]))

    machine = TimeMachine(document.recipe.experiment, DATASET, (Lacking(),))
    with pytest.raises(LoadError, match="is damaged"):
        machine.at(2)
    recorder.close()


class FakeDisk:
    """A disk whose free bytes are set by hand."""

    free = 10**12

    def __call__(self, path):
        return self.free


def test_that_a_disk_is_said_to_be_nearly_full_before_it_is(tmp_path):
    session, document = begin(tmp_path / "run.glassbox")
    disk = FakeDisk()
    recorder = Recorder(session, document, disk_room=DiskRoom(disk))
    recorder.record(list(session.run_step()))
    disk.free = 50 * 2**20
    assert recorder.save()
    assert recorder.warning == ""
    assert "nearly full: 50 MB are left." in recorder.caution
    said, disk.free = recorder.caution, 40 * 2**20
    assert recorder.save()
    assert recorder.caution == said
    disk.free = 10**12
    assert recorder.save()
    assert recorder.caution == ""
    recorder.close()


def train_slowly(session, recorder, steps):
    """Take steps that seem to last a second each: then every single state is worth keeping."""
    for _ in range(steps):
        events = list(session.run_step())
        recorder.record(
            replace(event, seconds=1.0) if isinstance(event, BatchFinished) else event
            for event in events
        )


@pytest.mark.parametrize(
    ("needed", "free", "is_short"),
    [(0, 199, True), (0, 200, False), (900, 899, True), (900, 900, False), (900, 150, True)],
)
def test_that_a_disk_is_short_of_what_the_run_still_needs(tmp_path, needed, free, is_short):
    disk = FakeDisk()
    disk.free = free * 2**20
    caution = DiskRoom(disk).look(tmp_path / "run.glassbox", needed * 2**20)
    assert bool(caution) == is_short
    assert ("may need" in caution) == (is_short and needed > free)


def test_that_a_caution_is_the_same_until_there_is_room_again(tmp_path):
    disk, path = FakeDisk(), tmp_path / "run.glassbox"
    room, said = DiskRoom(disk), []
    for free in (300, 190, 180, 205, 195, 400, 150, 150):
        disk.free = free * 2**20
        said.append(room.look(path, 0))
    first, second = said[1], said[6]
    assert said == ["", first, first, first, first, "", second, second]
    assert ": 190 MB" in first
    assert ": 150 MB" in second
    disk.free = 100 * 2**20
    assert ": 100 MB" in room.look(tmp_path / "other.glassbox", 0)


def test_that_a_run_needs_room_for_its_states_its_rows_and_what_is_in_transit():
    known = {"spacing": 10, "state_size": 1000, "taken": 3000}
    assert bytes_to_come(steps=95, budget=10**6, **known) == 10 * 1000 + 3 * 1000 + 64 * 95
    assert bytes_to_come(steps=95, budget=7000, **known) == 4000 + 3 * 1000 + 64 * 95
    assert bytes_to_come(steps=0, budget=2000, **known) == 3 * 1000


def test_that_a_run_that_is_opened_gives_up_nothing_for_a_smaller_budget(tmp_path):
    path = tmp_path / "run.glassbox"
    session, document = begin(path)
    recorder = Recorder(session, document, save_every=1e9)
    train_slowly(session, recorder, 12)
    recorder.close()
    document = RunDocument(path)
    before = document.stored_steps().tolist()
    assert len(before) > 3
    session = resume(document, DATASET)
    document.begin_writing()
    recorder = Recorder(session, document, document_budget=1, save_every=1e9)
    assert recorder.save()
    assert document.stored_steps().tolist() == before
    recorder.close()


@pytest.mark.parametrize("budget", [20_000, 200_000])
def test_that_a_new_run_keeps_what_its_budget_allows(tmp_path, budget):
    session, document = begin(tmp_path / "run.glassbox")
    recorder = Recorder(session, document, document_budget=budget, save_every=1e9)
    train_slowly(session, recorder, 40)
    recorder.save()
    free = [one.size for one in document.contents()[1:-1] if not one.is_pinned]
    assert sum(free) <= budget
    assert (len(free) > 12) == (budget == 200_000)
    recorder.close()


def test_that_a_nearly_full_disk_takes_the_newest_state(tmp_path, monkeypatch):
    session, document = begin(tmp_path / "run.glassbox")
    recorder = Recorder(session, document)
    for _ in range(6):
        recorder.record(list(session.run_step()))
    save = document.save

    def fits_one(states, *arguments, **options):
        if len(states) > 1:
            raise OSError("run.glassbox: the disk is full")
        return save(states, *arguments, **options)

    monkeypatch.setattr(document, "save", fits_one)
    assert recorder.save()
    assert "only the newest is kept" in recorder.caution
    recorder.close()
    document = RunDocument(tmp_path / "run.glassbox")
    assert resume(document, DATASET).step == document.history.last_step() == 6
    document.close()


def test_that_a_journal_that_goes_while_it_is_copied_leaves_no_folder_behind(
    tmp_path, monkeypatch
):
    path = tmp_path / "run.glassbox"
    _, document = begin(path)
    document.save()
    document.close()
    path.with_name(f"{path.name}-journal").mkdir()  # is there, and cannot be copied
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    with pytest.raises(LoadError, match="cannot be read"):
        RunDocument(path)
    assert list((tmp_path / "temporary").iterdir()) == []
