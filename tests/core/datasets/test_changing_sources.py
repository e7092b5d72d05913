"""A source that vanishes or changes while it is read: refused, or what was there before."""

import shutil
from dataclasses import replace
from functools import partial

import pytest

from core.data_description import DataDescription
from core.data_import.preview import sample_previews
from core.datasets.kept_reading import KeptReading
from core.datasets.loading import load_dataset
from core.errors import LoadError
from tests.support.many_sources import SOURCES, loadable

pytestmark = pytest.mark.slow
MOST_LOOKS = 100
OF_PICTURES = ("folder", "resized folder", "zip")


def files_of(place):
    return [one for one in sorted(place.rglob("*")) if one.is_file()]


def vanish(place):
    for one in list(place.iterdir()):
        shutil.rmtree(one) if one.is_dir() else one.unlink()


def cut(place):
    for one in files_of(place):
        content = one.read_bytes()
        one.write_bytes(content[: len(content) // 2])


def grow(place):
    for one in files_of(place):
        with one.open("ab") as file:
            file.write(b"\n1,2,3\n" * 40)


def empty(place):
    for one in files_of(place):
        one.write_bytes(b"")


HARMS = (vanish, cut, grow, empty)


class Harm:
    """Does something to a place at the given look at whether reading is still wanted."""

    def __init__(self, do, place, at):
        self.do, self.place, self.at = do, place, at
        self.looks = 0

    def __call__(self):
        if self.looks == self.at:
            self.do(self.place)
        self.looks += 1
        return False


def pictures_of(dataset):
    parts = [part for part in (dataset.train, dataset.test) if part is not None]
    return [
        (image.tobytes(), int(label))
        for part in parts
        for image, label in zip(part.images, part.labels, strict=True)
    ]


def outcome(read, harm):
    """Read while harm is done; return what is said against it, and what was read."""
    try:
        return "", set(read(harm))
    except LoadError as error:
        said = str(error)
        assert said.isprintable()
        assert len(said) <= 300
        return said, set()


def whole(source, cancelled):
    return pictures_of(load_dataset(source, cancelled=cancelled))


def previewed(source, cancelled):
    found = []
    for preview in sample_previews(
        DataDescription.of(source), kept=KeptReading(), cancelled=cancelled
    ):
        pairs = zip(preview.images, preview.labels, strict=True)
        found += [(image.tobytes(), int(label)) for image, label in pairs]
    return found


@pytest.mark.parametrize("read", [whole, previewed])
@pytest.mark.parametrize("do", HARMS)
@pytest.mark.parametrize("kind", sorted(SOURCES))
def test_that_what_changes_while_it_is_read_is_refused_or_read_as_it_was(
    tmp_path, kind, do, read
):
    refused = 0
    for at in range(MOST_LOOKS):
        place = tmp_path / str(at)
        place.mkdir()
        source = loadable(SOURCES[kind](place))
        plain = replace(DataDescription.of(source), split=None) if read is previewed else source
        before = set(pictures_of(load_dataset(plain)))
        harm = Harm(do, place, at)
        said, found = outcome(partial(read, source), harm)
        refused += bool(said)
        assert found <= before
        if read is whole and not said and kind not in OF_PICTURES:  # which are left out by name
            assert found == before
        if harm.looks <= at:
            break
    assert refused or (do, read) != (empty, whole)
    assert at < MOST_LOOKS - 1
