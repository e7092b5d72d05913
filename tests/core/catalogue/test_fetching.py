"""A set that is fetched is there whole, or not at all."""

import io
import os
import sys
import tarfile
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import pytest

from core.catalogue import fetching
from core.catalogue.data_folders import folder_of
from core.catalogue.download_line import DownloadLine
from core.catalogue.fetching import fetch
from core.catalogue.known_sets import DIGITS_8X8
from core.datasets.loading import load_dataset
from core.datasets.loading_watch import LoadingWatch
from core.errors import Cancelled, LoadError
from tests.support.known_sets import know, remote, toy_files, toy_set

pytest.importorskip("pooch")

WATCH = LoadingWatch()
CLOSED = "http://127.0.0.1:9/"  # nobody listens there


def refusal(known):
    with pytest.raises(LoadError) as refused:
        fetch(known, WATCH)
    return str(refused.value)


def left_in(cache):
    return sorted(path.name for path in cache.rglob("*") if path.is_file())


def test_that_a_set_is_fetched_with_progress_and_read_by_its_name(server, cache, monkeypatch):
    server.files = toy_files()
    known = toy_set(server.address)
    news = []
    folder = fetch(known, LoadingWatch(lambda share, text: news.append((share, text))))
    assert folder == cache / "datasets" / "toys" == folder_of(known)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == toy_files()
    shares = [share for share, _ in news]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert "Downloading Toys: 0 MB of 0.0 MB" in news[0][1]
    know(monkeypatch, known)
    dataset = load_dataset("toys")
    assert (len(dataset.train), len(dataset.test)) == (60, 20)
    assert dataset.class_names == tuple("ABCDEFGHIJ")
    server.asked.clear()
    assert fetch(known, WATCH) == folder
    assert server.asked == []  # it is here


def test_that_what_breaks_off_leaves_nothing(server, cache):
    server.files, server.missing = toy_files(), 1000
    assert "the connection to 127.0.0.1 broke off; open a local copy" in refusal(
        toy_set(server.address)
    )
    assert left_in(cache) == []


@pytest.mark.parametrize("change", ["other bytes", "one more byte"])
def test_that_another_file_than_the_published_one_is_thrown_away(server, cache, change):
    known, files = toy_set(server.address), toy_files()
    name = list(files)[2]
    content = bytearray(files[name])
    content[30] ^= 1
    files[name] = bytes(content) if change == "other bytes" else files[name] + b"!"
    server.files = files
    said = refusal(known)
    wrong = "SHA-256 is another" if change == "other bytes" else "received more"
    assert "127.0.0.1 sent" in said
    assert wrong in said
    assert left_in(cache) == []


def test_that_a_file_that_is_gone_is_named_and_the_next_address_is_tried(server, cache):
    files = toy_files()
    server.files = {name: content for name, content in files.items() if "t10k-l" not in name}
    known = toy_set(server.address)
    assert "does not have t10k-labels-idx1-ubyte.gz (it answers 404)" in refusal(known)
    assert left_in(cache) == []
    server.files = files
    fetch(toy_set(CLOSED, server.address), WATCH)
    assert left_in(cache) == sorted(files)


def test_that_without_a_connection_one_sentence_says_so(cache):
    said = refusal(toy_set(CLOSED))
    assert said.startswith("Toys was not downloaded: there is no connection to 127.0.0.1; ")
    assert said.endswith("; open a local copy instead")
    assert left_in(cache) == []


def test_that_cancelling_in_the_middle_of_a_file_leaves_nothing(server, cache):
    server.files = toy_files(600, 20)
    server.go_on.clear()  # the second half never comes
    known = toy_set(server.address, files=server.files)
    line, seen = DownloadLine(), []

    def take(share, _text):
        seen.append(share)
        if share > 0:
            line.cut()  # else the server is waited for

    with pytest.raises(Cancelled):
        fetch(known, LoadingWatch(take, lambda: bool(seen) and seen[-1] > 0), line)
    assert 0 < seen[-1] < 1
    assert left_in(cache) == []
    assert os.listdir(cache / "datasets") == []


def packed_zip(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def packed_tar(files):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            if content is None:
                info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
            else:
                info.size = len(content)
            archive.addfile(info, io.BytesIO(content or b""))
    return packed.getvalue()


def archived(server, name, content):
    server.files = {name: content}
    members = tuple(toy_files())
    file = remote(name, content, server.address, members=members)
    return replace(toy_set(), remote=(file,))


@pytest.mark.parametrize(("name", "pack"), [("a.zip", packed_zip), ("a.tar.gz", packed_tar)])
def test_that_out_of_an_archive_only_the_wanted_files_are_taken(server, cache, name, pack):
    files = {f"deep/in/{one}": content for one, content in toy_files().items()}
    content = pack({"../../evil": b"x", "deep/readme.txt": b"x", **files})
    folder = fetch(archived(server, name, content), WATCH)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == toy_files()
    assert left_in(cache.parent) == sorted(toy_files())


def test_that_a_link_in_an_archive_is_no_file(server, cache):
    files = dict.fromkeys(toy_files(), None)
    known = archived(server, "a.tar.gz", packed_tar(files))
    assert "expected t10k-images-idx3-ubyte.gz in this archive" in refusal(known)
    assert left_in(cache) == []


def test_that_a_damaged_archive_is_refused(server, cache):
    known = archived(server, "a.tar.gz", packed_tar(toy_files())[:-200])
    assert "archive" in refusal(known)
    assert left_in(cache) == []


def test_that_too_little_room_is_said_before_anything_is_fetched(server, monkeypatch):
    full = SimpleNamespace(free=100)
    monkeypatch.setattr(fetching.shutil, "disk_usage", lambda _path: full)
    assert "which the disk does not have" in refusal(toy_set(server.address))
    assert server.asked == []


def test_that_without_pooch_the_extra_is_named(server, monkeypatch):
    monkeypatch.setitem(sys.modules, "pooch", None)
    said = refusal(toy_set(server.address))
    assert "pip install pooch" in said
    assert "“catalogue”" in said
    assert server.asked == []


def test_that_a_set_that_is_published_nowhere_says_what_brings_it(monkeypatch):
    known = replace(DIGITS_8X8, python_package=())
    assert refusal(known).endswith("get the Python package scikit-learn")
