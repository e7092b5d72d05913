"""Whatever somebody does to the window: nothing goes wrong, waits or is left behind.

A failure prints seed and story; the same seed does the same again, as far as the threads agree.
"""

import sys

import pytest

from core.presets import SEED_CNN
from gui.app import build_window
from gui.background.newest_wish import NewestWish
from tests.support.window_driving import LONG
from tests.world.monkey.files import Files
from tests.world.monkey.monkey import Monkey
from tests.world.monkey.slowness import Slowness

#: Done before what is held is counted first: whatever is made once is there by then.
WARM_UP = 100
#: What may be there more than after the warm-up.  Menus, lists and editors are made when they
#: are first wanted, so a few objects more are no leak; memory is that of caches with a limit.
MORE_THREADS, MORE_FILES, MORE_OBJECTS, MORE_MEGABYTES = 2, 3, 400, 250


@pytest.fixture
def monkey(qtbot, settings, tmp_path, monkeypatch, capfd):
    """Return a function that lets somebody loose on a window."""
    monkeypatch.chdir(tmp_path)  # what is written without a folder
    monkeypatch.setenv("HOME", str(tmp_path))
    files = Files(tmp_path / "files")
    files.use_instead_of_dialogs(monkeypatch)
    windows = []

    def let_loose(seed):
        slowness = Slowness(seed)
        slowness.inject(monkeypatch)
        experiment = SEED_CNN
        if seed % 3:  # the real digits, or a few that are quickly learned
            experiment = experiment.replace(data=str(files.csv), batch_size=8)

        def open_window():
            window = build_window(experiment=experiment, settings=settings)
            windows.append(window)
            window.resize(1280, 720)
            window.show()
            return window

        def say(story):
            with capfd.disabled():
                sys.stdout.write(f"{story}\n")
                sys.stdout.flush()

        may_close = seed % 2 == 0
        monkey = Monkey(seed, open_window, files, slowness, may_close=may_close, say=say)
        qtbot.waitUntil(lambda: monkey.window.state.moment.moment is not None, timeout=LONG)
        return monkey

    yield let_loose
    for window in windows[-1:]:
        window.close() or window.close()  # a run that cannot be saved is asked about once
        window.deleteLater()


def let_act(monkey, count):
    """Let it act `count` times; see that it holds no more at the end than when it was warm."""
    monkey.act(WARM_UP)
    before = monkey.rest()
    unbegun = sum(not wish.has_begun for wish in monkey.window.findChildren(NewestWish))
    monkey.act(count - WARM_UP)
    after = monkey.rest()
    told = monkey.told(after.grown_from(before))
    # a thread that waits for its first wish may begin, and have a file to be woken by
    assert after.threads <= before.threads + MORE_THREADS + unbegun, told
    files = before.descriptors.total() + MORE_FILES + unbegun
    assert after.descriptors.total() <= files, told
    if monkey.windows > 1:  # what is left of a closed window goes with its process
        return
    assert after.total <= before.total + MORE_OBJECTS, told
    assert after.memory <= before.memory + MORE_MEGABYTES, told


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", [1])
def test_that_five_hundred_actions_do_no_harm(monkey, seed):
    let_act(monkey(seed), 500)


@pytest.mark.whole
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(2, 12))
def test_that_five_thousand_actions_do_no_harm(monkey, seed):
    let_act(monkey(seed), 500)
