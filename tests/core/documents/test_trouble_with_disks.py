"""Names, leftovers, full disks and damaged rows: what one file has must not harm the rest."""

import os
import sqlite3
from contextlib import closing

import pytest

from core.documents import new_file
from core.documents import recorder as recorder_module
from core.documents.new_file import PART_SUFFIX, make_document
from core.documents.recorder import Recorder
from core.documents.recovery import recover_folder
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.documents.time_machine import TimeMachine
from core.errors import LoadError
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
            ((step,) for step in range(1, 60_000)),
        )
        connection.commit()
    document = RunDocument(tmp_path / "run.glassbox")
    assert document.latest().step == 0
    assert len(document.damaged) == 59_999
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
            from dataclasses import replace

            state = document.state_before(step)
            return replace(state, arrays=dict(list(state.arrays.items())[1:]))

    machine = TimeMachine(document.recipe.experiment, DATASET, (Lacking(),))
    with pytest.raises(LoadError, match="is damaged"):
        machine.at(2)
    recorder.close()


def test_that_a_disk_is_told_to_be_nearly_full_before_it_is(tmp_path, monkeypatch):
    session, document = begin(tmp_path / "run.glassbox")
    recorder = Recorder(session, document)
    recorder.record(list(session.run_step()))
    monkeypatch.setattr(recorder_module, "free_bytes", lambda path: 50 * 2**20)
    assert recorder.save()
    assert recorder.warning == ""
    assert "nearly full: 50 MB are left" in recorder.caution
    monkeypatch.setattr(recorder_module, "free_bytes", lambda path: 10**12)
    assert recorder.save()
    assert recorder.caution == ""
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
