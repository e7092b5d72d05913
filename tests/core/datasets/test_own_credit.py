"""The licence and the citation that lie with data of one's own."""

import numpy as np
import pytest
from PIL import Image

from core.commands.command_line import run_command
from core.commands.data import MOST_CLASSES_SHOWN
from core.datasets.loading import load_dataset
from core.datasets.own_credit import own_credit

CITATION = """cff-version: 1.2.0
message: "If you use this, cite it."
title: 'Three things in a field'
authors:
  - family-names: Muster
    given-names: Eva
  - family-names: "Ödegård"
date-released: 2026-03-01
doi: 10.1/abc
"""


@pytest.fixture
def photos(tmp_path):
    folder = tmp_path / "photos"
    for name in ("apple", "barn"):
        (folder / name).mkdir(parents=True)
        Image.fromarray(np.full((8, 8, 3), 99, np.uint8)).save(folder / name / "0.png")
    return folder


def test_that_licence_and_citation_in_the_folder_go_with_the_data(photos):
    (photos / "LICENSE.txt").write_text("\n# CC BY 4.0 #\n\nYou are free to …\n", "utf-8")
    (photos / "CITATION.cff").write_text(CITATION, "utf-8")
    credit = load_dataset(str(photos)).credit
    assert credit.lines == (
        "Data: photos",
        "Licence of the data: CC BY 4.0 (LICENSE.txt)",
        "To cite: Muster, Ödegård. Three things in a field. 2026. 10.1/abc",
    )


def test_that_one_of_them_is_enough_and_neither_is_nothing(photos):
    assert load_dataset(str(photos)).credit is None
    (photos / "Citation").write_text("E. Muster:\n  Fields, 2026\n", "utf-8")
    assert load_dataset(str(photos)).credit.lines == (
        "Data: photos",
        "To cite: E. Muster: Fields, 2026",
    )


def test_that_a_file_takes_only_what_is_called_after_it(tmp_path):
    table = tmp_path / "digits.csv"
    table.write_text("a")
    (tmp_path / "LICENSE").write_text("MIT License")  # of the program beside it
    assert own_credit(str(table)) is None
    (tmp_path / "digits.LICENSE").write_text("CC0 1.0")
    assert own_credit(str(table)).licence == "CC0 1.0 (digits.LICENSE)"


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe" * 99, b"x" * 1_000_000])
def test_that_odd_files_are_no_trouble_and_no_page_long(photos, content):
    (photos / "LICENSE").write_bytes(content)
    (photos / "CITATION.cff").write_bytes(content)
    (photos / "COPYING").mkdir()
    credit = load_dataset(str(photos)).credit
    assert credit is None or max(map(len, credit.lines)) < 400
    assert credit is None or all(line.isprintable() for line in credit.lines)


def test_that_the_command_says_them_and_does_not_list_hundreds_of_classes(photos, capsys):
    (photos / "LICENCE").write_text("CC0 1.0")
    for at in range(MOST_CLASSES_SHOWN + 5):
        (photos / f"thing {at}").mkdir()
        Image.fromarray(np.full((8, 8, 3), at, np.uint8)).save(photos / f"thing {at}" / "0.png")
    assert run_command(["data", str(photos)]) == 0
    said = capsys.readouterr().out
    assert "27 classes: apple: 1, barn: 1, thing 0: 1" in said
    assert ", and 7 more\n" in said
    assert "\nLicence: CC0 1.0 (LICENCE)\n" in said
    assert "To cite" not in said
