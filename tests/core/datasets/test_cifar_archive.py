"""CIFAR in the tar archive it is published in, and archives that are no such."""

import gzip
import io
import tarfile

import numpy as np
import pytest

from core.datasets.loading import load_dataset
from core.errors import LoadError
from core.formats import tar_members
from tests.support.cifar_batches import write_cifar


def packed(members, mode="w:gz", **facts):
    """Return an archive of files by their names; `facts` are set in every header."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            for fact, value in facts.items():
                setattr(member, fact, value)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def refusal(path, content):
    path.write_bytes(content)
    with pytest.raises(LoadError) as refused:
        load_dataset(str(path))
    said = str(refused.value)
    assert said.startswith(path.name)
    assert len(said) <= 300
    return said


@pytest.fixture(scope="module")
def batches(tmp_path_factory):
    """The files of both versions by their names, and what they hold."""
    made = {}
    for version in ("python", "binary"):
        folder = tmp_path_factory.mktemp(version)
        held = write_cifar(folder, version)
        files = {f"cifar-10/{path.name}": path.read_bytes() for path in folder.iterdir()}
        made[version] = files, held
    return made


@pytest.mark.parametrize("version", ["python", "binary"])
@pytest.mark.parametrize("mode", ["w:gz", "w"])
def test_that_an_archive_holds_what_its_folder_holds(tmp_path, batches, version, mode):
    files, (images, labels) = batches[version]
    path = tmp_path / "cifar-10.tar.gz"
    path.write_bytes(packed({"cifar-10/readme.html": b"<html>", **files}, mode))
    dataset = load_dataset(str(path))
    np.testing.assert_array_equal(dataset.train.images, images)
    np.testing.assert_array_equal(dataset.train.labels, labels)
    assert len(dataset.test) == 10
    assert dataset.class_names == tuple(f"thing-{at}" for at in range(10))


@pytest.mark.parametrize("name", ["../data_batch_1", "/etc/data_batch_1", "a/../../b"])
def test_that_a_name_that_leads_out_is_refused(tmp_path, name):
    assert "leads out of the archive" in refusal(tmp_path / "a.tar.gz", packed({name: b"1"}))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE])
def test_that_a_link_is_refused(tmp_path, kind):
    content = packed({"data_batch_1": b""}, type=kind, linkname="/etc/passwd")
    assert "is a link" in refusal(tmp_path / "a.tar.gz", content)


def test_that_an_archive_of_something_else_says_what_to_do(tmp_path):
    said = refusal(tmp_path / "a.tar.gz", packed({"cat/1.txt": b"1"}))
    assert "no batches of CIFAR in this archive; unpack it" in said
    said = refusal(tmp_path / "a.tar.gz", packed({"cat/1.PNG": b"1"}))
    assert "pictures in a tar archive are not read: unpack it" in said


def test_that_damage_is_told_whatever_it_is(tmp_path, batches):
    files, _ = batches["binary"]
    plain = packed(files, "w")
    path = tmp_path / "a.tar"
    assert "ends too early" in refusal(path, plain[:40_000])
    assert "damaged" in refusal(path, plain[:100] + b"x" + plain[101:])
    assert "damaged" in refusal(path, gzip.compress(plain)[:-9] + b"123456789")
    short = {name: content[:-1] for name, content in files.items()}
    assert "expected a batch of CIFAR" in refusal(path, packed(short))


def test_that_an_archive_without_end_is_left_before_the_memory_is_full(tmp_path, monkeypatch):
    monkeypatch.setattr(tar_members, "MAX_BYTES", 1 << 20)
    content = packed({"big": bytes(1 << 21), "data_batch_1.bin": b"1"})
    assert "at most 1,048,576 bytes in the archive" in refusal(tmp_path / "a.tgz", content)
