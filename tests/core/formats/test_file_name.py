import os
import random
from pathlib import Path

import pytest

from core.formats.file_name import LONGEST, SPARE, file_name, free_path, has_ending, with_ending


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("seed-cnn", "seed-cnn.json"),
        ("v1.2", "v1.2.json"),
        ("run.JSON", "run.json"),
        ("a/b\\c:d", "a-b-c-d.json"),
        ("../../etc/passwd", "-..-etc-passwd.json"),
        ("", "unnamed.json"),
        (" . ", "unnamed.json"),
        ("???", "unnamed.json"),
        ("CON", "_CON.json"),
        ("nul.v2", "_nul.v2.json"),
        ("com10", "com10.json"),
        ("line\nbreak\t\0", "line-break--.json"),
        ("数字", "数字.json"),
        ("ends with a dot.", "ends with a dot.json"),
        (".hidden", "hidden.json"),
        ("half a letter \udce4", "half a letter -.json"),
    ],
)
def test_that_free_text_becomes_a_name(text, name):
    assert file_name(text, ".json") == name


@pytest.mark.parametrize("letter", ["x", "é", "数", "🖋"])
def test_that_a_long_name_fits_however_many_bytes_a_letter_takes(letter):
    name = file_name(letter * 400, ".glassbox")
    assert LONGEST - SPARE - 4 < len(name.encode()) <= LONGEST - SPARE
    assert set(name.removesuffix(".glassbox")) == {letter}


def test_that_any_text_gives_a_name_that_can_be_written(tmp_path):
    rng = random.Random(3)
    letters = [*'ab./\\:*?"<>| \n\t\0é数🖋', "\udc80", "CON", "nul", ".json"]
    for _ in range(300):
        text = "".join(rng.choices(letters, k=rng.randrange(0, 200)))
        path = tmp_path / file_name(text, ".json")
        assert path.parent == tmp_path
        path.write_bytes(b"x")
        assert path.suffix == ".json"
        assert file_name(path.name, ".json") == path.name
        free = free_path(path)
        assert free != path
        free.write_bytes(b"x")
        assert free.suffix == ".json"


def test_that_endings_are_compared_whatever_their_case():
    assert has_ending("A.CSV", ".json", ".csv")
    assert not has_ending("csv", ".csv")
    assert with_ending(Path("a/RUN.GlassBox"), ".glassbox") == Path("a/RUN.GlassBox")
    assert with_ending(Path("a/v1.2"), ".glassbox") == Path("a/v1.2.glassbox")


def test_that_the_first_free_number_is_taken(tmp_path):
    path = tmp_path / "run.v2.json"
    assert free_path(path) == path
    path.write_bytes(b"x")
    (tmp_path / "run.v2 2.json").mkdir()
    if os.name != "nt":
        (tmp_path / "run.v2 3.json").symlink_to(tmp_path / "nowhere")
        assert free_path(path).name == "run.v2 4.json"
