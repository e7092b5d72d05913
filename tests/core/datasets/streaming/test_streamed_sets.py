"""A set that is trained from a file is the set that is in memory, whatever it came from."""

from dataclasses import replace

import numpy as np
import pytest

from core.augmentation.spec import AugmentationSpec
from core.data_description import STANDARDISE, DataDescription
from core.datasets.loading import load_dataset
from core.datasets.streaming.policy import current_policy, use_policy
from core.documents.dataset_digest import dataset_digest
from core.errors import Cancelled, LoadError
from core.presets import PRESETS
from core.training.build import session_for
from core.training.fitting import fitted
from tests.support.many_sources import KINDS, SOURCES, folder, loadable, table
from tests.support.mapped_images import is_mapped


def parts_of(dataset):
    return [part for part in (dataset.train, dataset.test) if part is not None]


def assert_same(found, wanted):
    assert (found.name, found.class_names, found.notes, found.problems) == (
        wanted.name, wanted.class_names, wanted.notes, wanted.problems
    )  # fmt: skip
    assert len(parts_of(found)) == len(parts_of(wanted))
    for one, other in zip(parts_of(found), parts_of(wanted), strict=True):
        assert one.images.dtype == np.uint8
        assert np.array_equal(one.images, other.images)
        assert one.labels.dtype == other.labels.dtype
        assert np.array_equal(one.labels, other.labels)
        assert not one.images.flags.writeable
        assert not one.labels.flags.writeable
    assert dataset_digest(found) == dataset_digest(wanted)


@pytest.mark.parametrize("kind", KINDS)
def test_that_a_streamed_set_is_that_of_memory_and_is_found_again(
    tmp_path, cache, kind, monkeypatch
):
    place = tmp_path / "source"
    place.mkdir()
    source = loadable(SOURCES[kind](place))
    with monkeypatch.context() as patch:
        patch.setattr("core.datasets.streaming.within_memory.most_in_memory", lambda: 1 << 30)
        wanted = load_dataset(source)
    assert not any(is_mapped(part.images) for part in parts_of(wanted))
    assert not cache.exists()
    made = load_dataset(source)
    assert all(is_mapped(part.images) for part in parts_of(made))
    assert_same(made, wanted)
    (kept,) = cache.iterdir()

    def read_again(*_):
        raise AssertionError("it was read again")

    monkeypatch.setattr("core.datasets.loading.prepared_dataset", read_again)
    assert_same(load_dataset(source), wanted)
    assert list(cache.iterdir()) == [kept]


def weights_after(dataset, steps):
    """Return the bytes of all weights after some steps of training."""
    seed = PRESETS["seed-cnn"]
    network = fitted(seed.network, dataset.image_shape, len(dataset.class_names))
    experiment = replace(
        seed, network=network, batch_size=8, augmentation=AugmentationSpec(shift=1.0)
    )
    session = session_for(experiment, dataset, threads=1)
    for _ in range(steps):
        list(session.run_step())
    session.end_threads()
    return [p.value.tobytes() for _, p in session.network.named_parameters()]


@pytest.mark.parametrize("kind", ["folder", "inverted table"])
def test_that_training_from_the_file_gives_the_same_bits(tmp_path, cache, kind, monkeypatch):
    source = loadable(SOURCES[kind](tmp_path))
    streamed = load_dataset(source)
    weights = weights_after(streamed, 12)
    monkeypatch.setattr("core.datasets.streaming.within_memory.most_in_memory", lambda: 1 << 30)
    use_policy(replace(current_policy(), folder=tmp_path / "elsewhere"))
    in_memory = load_dataset(source)
    assert is_mapped(streamed.train.images)
    assert not is_mapped(in_memory.train.images)
    assert weights_after(in_memory, 12) == weights
    assert weights_after(in_memory, 11) != weights


def test_that_a_set_just_small_enough_stays_in_memory(tmp_path, cache, monkeypatch):
    source = str(table(tmp_path))
    size = 40 * 64
    for free, mapped in ((4 * size, False), (4 * size - 4, True)):
        use_policy(replace(current_policy(), share=0.25))
        monkeypatch.setattr(
            "core.datasets.streaming.policy.free_memory", lambda free=free: free
        )
        assert is_mapped(load_dataset(source).train.images) is mapped


@pytest.mark.parametrize("kind", ["folder", "table", "idx", "split table", "cifar"])
def test_that_a_cancel_at_any_report_leaves_nothing_behind(tmp_path, cache, kind):
    place = tmp_path / "source"
    place.mkdir()
    source = loadable(SOURCES[kind](place))
    reports = 0
    while True:
        asked = []

        def is_enough(asked=asked, most=reports):
            asked.append(True)
            return len(asked) > most

        try:
            load_dataset(source, cancelled=is_enough)
        except Cancelled:
            reports += 1
            assert not cache.exists() or list(cache.iterdir()) == []
        else:
            break
    assert reports >= 2
    assert len(list(cache.iterdir())) == 1


def change_a_picture(place):
    (place / "train/c1/1.png").write_bytes(b"other")


def add_a_picture(place):
    (place / "train/c1/new.png").write_bytes(b"other")


def remove_a_picture(place):
    next((place / "train/c1").glob("*.png")).unlink()


@pytest.mark.parametrize("change", [change_a_picture, add_a_picture, remove_a_picture])
def test_that_a_folder_that_changes_while_it_is_read_is_refused(tmp_path, cache, change):
    source = folder(tmp_path)
    texts = []

    def on_progress(_share, text):
        if " of " in text and not texts:
            change(source)
            texts.append(text)

    with pytest.raises(LoadError, match="changed while they were read"):
        load_dataset(str(source), progress=on_progress)
    assert texts
    assert not cache.exists() or list(cache.iterdir()) == []
    assert len(load_dataset(str(source)).train)


def test_that_a_run_saved_into_the_folder_of_the_data_changes_nothing(tmp_path, cache):
    source = folder(tmp_path)

    def on_progress(share, _text):
        (source / "a.glassbox").write_text(str(share))
        (source / "a.glassbox-wal").write_text(str(share))

    load_dataset(str(source), progress=on_progress)
    load_dataset(str(source), progress=on_progress)
    assert len(list(cache.iterdir())) == 1


def test_that_a_changed_source_is_read_anew(tmp_path, cache):
    source = table(tmp_path)
    first = load_dataset(str(source))
    text = source.read_text()
    source.write_text(text + text.splitlines()[1] + "\n")
    assert len(load_dataset(str(source)).train) == len(first.train) + 1


def test_that_other_choices_make_other_images_unless_no_image_depends_on_them(tmp_path, cache):
    plain = DataDescription(str(table(tmp_path)))
    images = load_dataset(plain).train.images
    inverted = load_dataset(replace(plain, invert=True)).train.images
    assert np.array_equal(inverted, 255 - images)
    assert len(list(cache.iterdir())) == 2
    load_dataset(replace(plain, normalise=STANDARDISE))
    assert len(list(cache.iterdir())) == 2
