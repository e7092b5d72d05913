"""A sweep by real processes of Dask, some of which are killed."""

import gc
import json
import os
import random
import shutil
import signal
import socket
import time

import psutil
import pytest

from core.documents.run_document import RunDocument
from core.documents.stored_run import StoredRun
from core.documents.weights_digest import weights_digest
from core.sweeping.dask_cluster import local_pool, pool_at
from core.sweeping.sweep_error import SweepError
from core.sweeping.sweep_folder import SweepFolder
from core.sweeping.sweep_listener import SweepListener
from core.sweeping.sweep_session import SweepSession
from core.sweeping.trial_row import TrialState
from core.training.build import session_for
from core.training.snapshot import take_snapshot
from tests.support.dask_cluster import PATIENCE, dask_processes
from tests.support.glassbox_process import ROOT, run_glassbox
from tests.support.killed_sweeps import kill_round, started, wait_for_documents, workers_of
from tests.support.stub_pool import small_dataset
from tests.support.sweep_files import small_sweep, write_small_sweep

pytestmark = [
    pytest.mark.slow,
    pytest.mark.alone,
    pytest.mark.timeout(600),
    # what Dask leaves for the garbage collector, whenever that comes
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

DATASET = small_dataset()


def digests(folder):
    found = {}
    for path in sorted(folder.glob("*.glassbox")):
        with StoredRun(path) as run:
            found[path.name] = weights_digest(run.experiment.network, run.last.values)
    return found


def digest_alone(path):
    """Return the digest of the same experiment, trained by nothing but a session."""
    document = RunDocument(path)
    experiment = document.recipe.experiment
    document.close()
    session = session_for(experiment, DATASET)
    list(session.run())
    snapshot = take_snapshot(session.network, step=session.step, epoch=session.epoch)
    return weights_digest(experiment.network, snapshot.values)


def nowhere_sweep(**changes):
    """Return a sweep whose data is in memory alone: workers have to be given it."""
    return small_sweep("/nowhere/stripes.npz", sampler="random", **changes)


def test_that_a_cluster_trains_what_is_trained_here_though_a_worker_is_killed(tmp_path):
    spec = nowhere_sweep(epochs=150)
    began = []
    with dask_processes(tmp_path, workers=3) as dask:

        def kill_one(point):
            if point.kind == "batch" and not began:
                began.append(point)
                dask.workers[0].kill()

        session = SweepSession(
            spec, SweepFolder(tmp_path / "cluster"), DATASET, pool_at(dask.address), 7,
            SweepListener(curve_grew=kill_one),
        )  # fmt: skip
        rows = session.run()
        assert dask.workers[0].wait(PATIENCE) != 0
        assert all(worker.poll() is None for worker in dask.workers[1:])
    assert [row.state for row in rows] == [TrialState.FINISHED] * 7
    here = SweepSession(spec, SweepFolder(tmp_path / "here"), DATASET, local_pool(2), 7)
    assert [row.settings for row in here.run()] == [row.settings for row in rows]
    made = digests(tmp_path / "cluster")
    assert made == digests(tmp_path / "here")
    assert made == {name: digest_alone(tmp_path / "here" / name) for name in made}


@pytest.mark.skipif(os.name == "nt", reason="there are no such limits")
def test_that_a_worker_whose_disk_is_full_costs_no_trial(tmp_path):
    warnings = []
    with dask_processes(tmp_path, workers=2, cramped=1) as dask:
        pool = pool_at(dask.address)
        while pool.capacity() < 2:
            time.sleep(0.1)
            pool._asked_at = 0.0
        session = SweepSession(
            nowhere_sweep(), SweepFolder(tmp_path / "out"), DATASET, pool, 6,
            SweepListener(warned=warnings.append),
        )  # fmt: skip
        rows = session.run()
    assert [row.state for row in rows] == [TrialState.FINISHED] * 6
    assert len(digests(tmp_path / "out")) == 6
    assert 1 <= len(warnings) <= 2  # it is left alone then
    assert all("is tried again: tcp://127.0.0.1" in text for text in warnings)


def test_that_a_run_told_to_end_ends_and_keeps_what_it_has(tmp_path):
    spec = nowhere_sweep(epochs=100_000)
    pruned = []

    def prune(point):
        pruned.append(point.step)
        session.prune(point.number)

    session = SweepSession(
        spec, SweepFolder(tmp_path), DATASET, local_pool(1), 1, SweepListener(curve_grew=prune)
    )
    (row,) = session.run()
    assert (row.state, row.reason) == (TrialState.PRUNED, "pruned by hand")
    document = RunDocument(tmp_path / "trial-0000.glassbox")
    assert document.last_step() >= pruned[0]
    document.close()


@pytest.mark.parametrize("kills_worker", [False, True], ids=["coordinator", "worker"])
def test_that_a_sweep_survives_a_kill(tmp_path, kills_worker):
    sweep = write_small_sweep(tmp_path, epochs=60)
    rng = random.Random(20 + kills_worker)
    assert kill_round(sweep, tmp_path / "out", rng, kills_worker=kills_worker) == ""


def program_beside(folder):
    """Return what holds a package like ours, and the folder of its program."""
    package = folder / "glassbox_lab"
    (package / "program").mkdir(parents=True)
    for name in ("__init__.py", "launcher.py", "worker.py"):
        shutil.copy(ROOT / "packaging" / "glassbox_lab" / name, package)
    return package / "program"


def test_that_a_worker_with_another_program_is_refused_by_name(tmp_path):
    sweep = write_small_sweep(tmp_path)
    same, other = tmp_path / "same", tmp_path / "other"
    shutil.copytree(ROOT / "core", program_beside(same) / "core")
    shutil.copytree(ROOT / "core", program_beside(other) / "core")
    with (other / "glassbox_lab" / "program" / "core" / "arrays.py").open("a") as file:
        file.write("# another version\n")

    def run(package, trials):
        with dask_processes(package, workers=1, package=package) as dask:
            return run_glassbox(
                "sweep", sweep, "--trials", trials, "--out", tmp_path / "out",
                "--scheduler", dask.address, cwd=tmp_path,
            )  # fmt: skip

    ended = run(same, 2)
    assert ended.returncode == 0, ended.stderr
    ended = run(other, 3)
    assert ended.returncode == 1
    last = ended.stderr.strip().splitlines()[-1]
    assert "The worker tcp://127.0.0.1" in last
    assert last.endswith("install the same version there.")


@pytest.fixture
def half_made_clients():
    """Return a function that finds clients that close themselves when they are collected."""
    import distributed  # takes a second, which quick runs that leave these tests out save

    gc.collect()

    def found():
        return [
            each
            for each in gc.get_objects()
            if isinstance(each, distributed.Client) and each.status != "closed"
        ]

    assert found() == []
    return found


@pytest.mark.parametrize(
    "address",
    ["tcp://127.0.0.1:9", "http://127.0.0.1:9", "nonsense", "tcp://[::", ""],
)
def test_that_a_scheduler_that_is_not_there_is_one_sentence(address, half_made_clients):
    with pytest.raises(SweepError, match="no scheduler of Dask answers there"):
        pool_at(address)
    assert half_made_clients() == []


def test_that_a_port_of_something_else_is_no_scheduler(half_made_clients):
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        pytest.raises(SweepError, match=r"answers there \(it says nothing"),
    ):
        pool_at(f"tcp://127.0.0.1:{server.getsockname()[1]}")
    assert half_made_clients() == []


def test_that_a_worker_is_no_scheduler(tmp_path, half_made_clients):
    with dask_processes(tmp_path, workers=1) as dask:
        pool = pool_at(dask.address)
        while not (workers := list(pool._client.nthreads())):
            time.sleep(0.1)
        pool.close()
        with pytest.raises(SweepError, match="it is a Worker of Dask"):
            pool_at(workers[0])
    assert half_made_clients() == []


def test_that_nothing_listens_beyond_loopback():
    pool = local_pool(2)
    try:
        me = psutil.Process()
        listening = [
            connection.laddr.ip
            for process in [me, *me.children(recursive=True)]
            for connection in process.net_connections()
            if connection.status == psutil.CONN_LISTEN
        ]
        assert len(listening) > 3
        assert set(listening) == {"127.0.0.1"}
    finally:
        pool.close()


def test_that_ctrl_c_keeps_the_trials_and_says_how_to_go_on(tmp_path):
    sweep = write_small_sweep(tmp_path, epochs=400)  # a fast machine was done with 100
    process = started(sweep, tmp_path / "out", "--workers", "2")
    wait_for_documents(process, tmp_path / "out", 2)
    for one in [*workers_of(process), process]:  # as a terminal does
        one.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "trials are kept in" in err
    assert "the same command goes on" in err
    assert len(err.strip().splitlines()) == 1
    process = started(sweep, tmp_path / "out", "--workers", "2")
    out, err = process.communicate(timeout=4 * PATIENCE)
    report = json.loads(out.splitlines()[-1])
    assert (process.returncode, report["trials"], report["failed"]) == (0, 8, 0)
