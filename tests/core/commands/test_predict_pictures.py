import csv

import numpy as np
import pytest
from PIL import Image

from tests.support.data_files import real_digits


@pytest.fixture
def pictures(tmp_path):
    """A folder of ten digits as people have them, one broken file, and a letter."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    images, _ = real_digits()
    for index, image in enumerate(images[:10].reshape(10, 28, 28)):
        large = Image.fromarray(255 - image).resize((140, 140), Image.Resampling.NEAREST)
        paper = Image.new("L", (300, 260), "white")
        paper.paste(large, (20 + 10 * index, 90 - 8 * index))
        paper.save(folder / f"{index}.{'png' if index % 2 else 'jpg'}")
    (folder / "broken.png").write_bytes((folder / "1.png").read_bytes()[:200])
    (folder / "letter.txt").write_text("Dear Glassbox,\n")
    return folder


def table_in(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def test_that_pictures_of_digits_are_taken_for_what_the_digits_are(
    run, run_path, pictures, unlabelled_csv, tmp_path
):
    out = tmp_path / "out.csv"
    code, report, said = run(
        "predict", run_path, "--input", pictures, "--output", out, "--json"
    )
    found = table_in(out)
    assert code == 0
    assert report["images"] == len(found) == 10
    assert "broken.png: this image is damaged" in said
    assert [row["file"] for row in found] == sorted(row["file"] for row in found)
    assert all(0 < float(row["probability"]) <= 1 for row in found)
    # the same as of the images themselves, which preparing leaves as they are
    plain = tmp_path / "plain"
    plain.mkdir()
    for index, image in enumerate(real_digits()[0][:10].reshape(10, 28, 28)):
        Image.fromarray(image).save(plain / f"{index}.png")
    assert run("predict", run_path, "--input", plain, "--output", out)[0] == 0
    same = [a["label"] == b["label"] for a, b in zip(found, table_in(out), strict=True)]
    assert sum(same) >= 9


def test_that_one_picture_is_a_table_of_one_line(run, run_path, pictures, tmp_path):
    out = tmp_path / "one.csv"
    assert run("predict", run_path, "--input", pictures / "3.png", "--output", out)[0] == 0
    assert [row["file"] for row in table_in(out)] == ["3.png"]


@pytest.mark.parametrize(
    ("name", "says"),
    [("blank.png", "there is no ink"), ("broken.png", "damaged"), ("missing.png", "no such")],
)
def test_that_a_picture_that_says_nothing_is_one_sentence(
    refusal, run_path, pictures, tmp_path, name, says
):
    Image.fromarray(np.full((50, 40), 255, np.uint8)).save(pictures / "blank.png")
    out = tmp_path / "out.csv"
    code, said = refusal("predict", run_path, "--input", pictures / name, "--output", out)
    assert (code, says in said) == (1, True), said
    assert not out.exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("seven.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "this is an SVG drawing"),
        ("seven.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "this is an SVG drawing"),
        ("seven.pdf", b"%PDF-1.4\n", "this is a PDF document"),
        ("seven.html", b"<!doctype html><html></html>", "this is a web page"),
        ("seven.ico", b"\0\0\1\0\1\0" + bytes(16), "this is binary data"),
        ("seven.jpg", b"", "this is an empty file"),
        ("sevens", None, "this is an empty folder"),
    ],
)
def test_that_what_holds_no_images_says_what_it_is_and_what_is_expected(
    refusal, run_path, tmp_path, name, content, says
):
    path = tmp_path / name
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    code, said = refusal("predict", run_path, "--input", path, "--output", tmp_path / "o.csv")
    assert code == 1
    assert f"{name}: {says}" in said
    assert said.endswith("expected a picture, a folder of pictures or Kaggle's test.csv")
