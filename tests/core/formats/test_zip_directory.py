"""The directory of an archive is read as `zipfile` reads it, or refused."""

import io
import struct
import zipfile
import zlib

import pytest

from core.errors import LoadError
from core.formats.zip_directory import ZipDirectory

FACTS = (
    "filename", "flag_bits", "compress_type", "external_attr", "CRC", "compress_size",
    "file_size", "header_offset",
)  # fmt: skip


def archive_of(files, *, method=zipfile.ZIP_DEFLATED, comment=b""):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.comment = comment
    return buffer.getvalue()


FILES = {"a/1.txt": b"one" * 50, "a/": b"", "\u00fcber/\u2713.txt": b"x", "empty": b""}


def directory_of(content):
    return ZipDirectory(io.BytesIO(content), len(content), "some.zip")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize(("before", "comment"), [(b"", b""), (b"#!sh\n", b"PK and more")])
def test_that_it_tells_what_zipfile_tells_and_reads_the_same(method, before, comment):
    content = before + archive_of(FILES, method=method, comment=comment)
    directory = directory_of(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry, info in zip(directory.entries, archive.infolist(), strict=True):
            assert [getattr(entry, fact) for fact in FACTS] == [
                getattr(info, fact) for fact in FACTS
            ]
            assert entry.is_dir() == info.is_dir()
            assert directory.read(entry, 1_000) == archive.read(info)
            assert directory.read(entry, 2) == archive.read(info)[:2]


def test_that_damage_is_never_believed(rng):
    whole = archive_of(FILES)
    refused = 0
    for _ in range(400):
        damaged = bytearray(whole)
        damaged[rng.integers(len(damaged))] ^= 1 << rng.integers(8)
        del damaged[int(rng.integers(len(damaged) - 2, 20 * len(damaged))) :]
        try:
            directory = directory_of(bytes(damaged))
            entries = directory.entries
        except LoadError:
            refused += 1
            continue
        for entry in entries:
            try:
                content = directory.read(entry, 1_000)
            except (OSError, ValueError, struct.error, zlib.error):
                refused += 1
            else:
                assert content in FILES.values()
    assert refused > 50


@pytest.mark.parametrize("content", [b"", b"PK\5\6", b"PK\5\6" + bytes(17), b"x" * 70_000])
def test_that_what_is_no_archive_is_refused(content):
    with pytest.raises(LoadError, match="cut off or damaged"):
        directory_of(content)


def test_that_a_file_that_begins_with_another_name_is_refused_as_zipfile_refuses_it():
    content = archive_of({"a": b"x" * 100})
    content = content[:30] + b"b" + content[31:]  # an a may be in the time of day before
    directory = directory_of(content)
    with pytest.raises(ValueError, match="nothing of this name"):
        directory.read(directory.entries[0], 1_000)
    with zipfile.ZipFile(io.BytesIO(content)) as archive, pytest.raises(zipfile.BadZipFile):
        archive.read("a")


def test_that_a_file_that_says_it_is_smaller_or_larger_is_refused():
    content = bytearray(archive_of({"a": b"x" * 100}))
    at = content.index(b"PK\1\2") + 24
    for size in (99, 101):
        content[at] = size
        directory = directory_of(bytes(content))
        with pytest.raises(ValueError, match=r"changed|early"):
            directory.read(directory.entries[0], 1_000)


def test_that_many_entries_and_such_with_marks_in_their_names_are_the_same():
    """Names that hold the mark of an entry are read one by one, all others at once."""
    plain = {f"{at % 7}/{at:04}.png": bytes([at % 256]) * (at % 9) for at in range(300)}
    for files in (plain, {"odd PK\1\2 name": b"x", **plain}):
        content = archive_of(files)
        directory = directory_of(content)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
        found = [[getattr(one, fact) for fact in FACTS] for one in directory.entries]
        assert found == [[getattr(one, fact) for fact in FACTS] for one in infos]
        assert list(directory.each()) == directory.entries


def test_that_a_sample_is_from_all_over_the_names():
    names = [f"{'ab'[at % 2]}/{at:04}" for at in range(400)]  # the classes lie in turns
    sample = directory_of(archive_of(dict.fromkeys(names, b""))).sample(40)
    found = [entry.filename for entry in sample]
    assert found == sorted(names)[::10]
    assert len(directory_of(archive_of(FILES)).sample(40)) == len(FILES)
