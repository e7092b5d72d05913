"""Two programs on one run, in every order of what they do: nothing that was saved is lost."""

import os
import shutil
import tempfile
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from core.documents.document_changed import DocumentChanged
from core.documents.recipe import Recipe
from core.documents.recorder import Recorder
from core.documents.recovery import recover_folder
from core.documents.resuming import resume
from core.documents.run_document import RunDocument
from core.training.build import session_for
from core.training.session_state import capture
from tests.support.document_windows import DATASET, DocumentWindow
from tests.support.random_runs import fingerprint, random_experiment

EXPERIMENT = random_experiment(4).replace(epochs=10**5, early_stopping=None, keep_best=False)
ENDS = st.sampled_from(("go on", "save", "rest", "close", "kill"))
WINDOWS = st.sampled_from(("A", "B"))


def begin(path):
    session = session_for(EXPERIMENT, DATASET)
    RunDocument.create(path, Recipe.for_run(EXPERIMENT, DATASET), capture(session)).close()


class TwoWindows(RuleBasedStateMachine):
    """Both open the run under any of its names; whoever comes second branches."""

    def __init__(self):
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="two-windows-"))
        self.folder = self.root / "runs"
        self.folder.mkdir()
        path = self.folder / "run.glassbox"
        begin(path)
        names = [path, self.folder / "hard.glassbox", self.root / "soft.glassbox"]
        os.link(path, names[1])
        names[2].symlink_to(path)
        self.names = names
        self.windows = {name: DocumentWindow(self.folder, name) for name in "AB"}
        self.saved: dict[Path, int] = {}

    def note(self, window):
        for path, step in window.saved:
            real = Path(os.path.realpath(path))
            real = self.names[0] if real == self.names[1] else real
            self.saved[real] = max(step, self.saved.get(real, 0))

    @rule(who=WINDOWS, name=st.integers(0, 2))
    def open(self, who, name):
        window = self.windows[who]
        if not window.is_open:
            window.open(self.names[name])

    @rule(who=WINDOWS, steps=st.integers(1, 3), end=ENDS)
    def train(self, who, steps, end):
        window = self.windows[who]
        if not window.is_open and not window.open(self.names[0]):
            return
        window.train(steps)
        if end != "go on":
            getattr(window, end)()
        self.note(window)

    @rule(who=WINDOWS, end=st.sampled_from(("close", "kill")))
    def end(self, who, end):
        window = self.windows[who]
        if window.is_open:
            getattr(window, end)()
            self.note(window)

    @rule()
    def another_program_starts(self):
        recover_folder(self.folder)

    @precondition(lambda self: not any(w.is_open for w in self.windows.values()))
    @invariant()
    def nothing_is_lost(self):
        for path, step in self.saved.items():
            document = RunDocument(path)
            try:
                assert document.latest().step >= step
                assert document.history.last_step() == document.latest().step
            finally:
                document.close()

    def teardown(self):
        for window in self.windows.values():
            if window.is_open:
                window.close()
                self.note(window)
        recover_folder(self.folder)
        self.nothing_is_lost()
        for path, step in self.saved.items():
            document = RunDocument(path)
            session = resume(document, DATASET)
            document.close()
            whole = session_for(EXPERIMENT, DATASET)
            while whole.step < session.step:
                list(whole.run_step())
            assert fingerprint(whole) == fingerprint(session), (path, step)
        shutil.rmtree(self.root)


_SETTINGS = settings(
    deadline=None,
    database=None,
    phases=[Phase.generate],  # a failure is long enough to be read as it is
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    stateful_step_count=12,
)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
class TestTwoWindows(TwoWindows.TestCase):
    settings = settings(_SETTINGS, max_examples=4)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
class TestTwoWindowsInManyOrders(TwoWindows.TestCase):
    settings = settings(_SETTINGS, max_examples=30, stateful_step_count=40)


@pytest.mark.whole
@pytest.mark.timeout(3600)
@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
class TestTwoWindowsInManyMoreOrders(TwoWindows.TestCase):
    settings = settings(_SETTINGS, max_examples=400, stateful_step_count=40)


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "runs"
    folder.mkdir()
    begin(folder / "run.glassbox")
    return folder / "run.glassbox"


def test_that_who_finds_later_steps_goes_on_as_a_branch(path):
    first, second = DocumentWindow(path.parent, "A"), DocumentWindow(path.parent, "B")
    first.open(path)
    first.train(2)
    first.close()
    first.open(path)
    second.open(path)
    second.train(5)
    second.close()
    first.train(1)
    first.close()
    document = RunDocument(path)
    assert document.latest().step == document.history.last_step() == 7
    branch = RunDocument(path.with_name("A 1.glassbox"))
    assert branch.recipe.run_id != document.recipe.run_id
    assert branch.recipe.parent.run_id == document.recipe.run_id
    assert branch.recipe.parent.step == 2
    assert branch.history.batches()["step"].tolist() == [1, 2, 3]
    document.close()
    branch.close()


def test_that_later_steps_are_told(path):
    looking, other = RunDocument(path), DocumentWindow(path.parent, "B")
    other.open(path)
    other.train(5)
    other.close()
    with pytest.raises(DocumentChanged, match=r"run\.glassbox: .* up to 5; 0 were read"):
        looking.begin_writing()
    assert not looking.is_writing
    assert looking.latest().step == 5  # and what was read is not what is read by now
    looking.close()


@pytest.mark.parametrize("kind", ["soft", "hard"])
def test_that_a_link_leads_to_all_that_was_saved(path, kind):
    window = DocumentWindow(path.parent, "A")
    window.open(path)
    window.train(3)
    window.save()
    window.kill()
    assert path.with_name("run.glassbox-wal").exists()
    link = path.with_name("link.glassbox")
    if kind == "soft":
        link.symlink_to(path)
    else:
        os.link(path, link)
    document = RunDocument(link)
    assert document.latest().step == 3
    document.begin_writing()
    document.close()
    assert RunDocument(path).latest().step == 3
    assert not path.with_name("link.glassbox-wal").exists()


def last_step(path):
    document = RunDocument(path)
    try:
        return document.latest().step
    finally:
        document.close()


@pytest.mark.parametrize("name", ["a link.glassbox", "the link.glassbox"])
@pytest.mark.parametrize("left", ["-shm", "-wal", "-journal"])
def test_that_what_a_reader_left_beside_a_link_hides_nothing_that_was_saved(path, left, name):
    link = path.with_name(name)
    os.link(path, link)
    if left == "-shm":
        link.with_name(f"{name}-shm").write_bytes(bytes(32768))
    window = DocumentWindow(path.parent, "A")
    window.open(path)
    window.train(3)
    window.save()
    window.kill()
    if left != "-shm":  # of a program that began to write under that name, and did not
        link.with_name(f"{name}{left}").touch()
    assert [last_step(one) for one in (link, path)] == [3, 3]
    recover_folder(path.parent)
    assert [last_step(one) for one in (link, path)] == [3, 3]


def test_that_a_hard_link_from_elsewhere_to_a_run_that_was_left_open_is_refused(path, tmp_path):
    window = DocumentWindow(path.parent, "A")
    window.open(path)
    window.train(3)
    window.save()
    window.kill()
    link = tmp_path / "link.glassbox"
    os.link(path, link)
    with pytest.raises(Exception, match="open it there"):
        RunDocument(link)


def test_that_a_run_held_elsewhere_is_branched_from_memory(path):
    first, second = DocumentWindow(path.parent, "A"), DocumentWindow(path.parent, "B")
    first.open(path)
    second.open(path)
    second.train(4)
    first.train(2)
    first.close()
    second.close()
    assert RunDocument(path).latest().step == 4
    assert RunDocument(path.with_name("A 1.glassbox")).latest().step == 2


def test_that_a_copy_of_a_resting_run_is_whole(path, tmp_path):
    document = RunDocument(path)
    session = resume(document, DATASET)
    document.begin_writing()
    recorder = Recorder(session, document)
    for _ in range(3):
        recorder.record(list(session.run_step()))
    assert recorder.rest()
    copy = shutil.copy(path, tmp_path / "copy.glassbox")  # the one file, as people do
    assert RunDocument(copy).latest().step == 3
    recorder.close()
