"""Figures as files: of the size that was asked for, in their format, with the same numbers."""

import io
import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from core.errors import SpecError
from core.figures.figure import CountTable, Curve, Figure, MapLook, Maps, Plot
from gui.figures.figure_file import figure_bytes, picture_of
from gui.figures.figure_wish import FigureKind, FigureStyle, FigureWish
from gui.figures.shown_figure import ShownFigure

RNG = np.random.default_rng(11)
MAPS = Maps("Maps", ("0", "1", "2"), tuple(RNG.normal(size=(3, 6, 6)).astype(np.float32)))
INK = Maps("Image", ("",), (RNG.random((8, 8)),), MapLook.INK)
CURVES = Plot("Loss", "step", "loss", (Curve("run", np.arange(50.0), RNG.random(50)),))
COUNTS = CountTable("Counts", "true", "said", ("a", "b"), np.array([[5, 1], [2, 9]]))
FIGURES = {
    "maps": Figure("Maps", (INK, MAPS), "step 3"),
    "curves": Figure("Curves", (CURVES,)),
    "counts": Figure("Counts", (COUNTS,)),
}


@pytest.fixture
def screen(qapp):
    """A picture of a panel that is dark, 400×300."""
    picture = QImage(400, 300, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.black)
    return picture


def shown(screen, name="maps"):
    return ShownFigure("Panel", FIGURES.get(name), screen, 200)


@pytest.mark.parametrize("name", [*FIGURES, "none"])
@pytest.mark.parametrize(
    ("wish", "width", "dpi"),
    [
        (FigureWish(width=85.0, dpi=300), 1004, 300),
        (FigureWish(width=640, is_in_pixels=True, dpi=96), 640, 96),
        (FigureWish(width=333, is_in_pixels=True, dpi=72, has_serifs=True), 333, 72),
        (FigureWish(style=FigureStyle.SCREEN, width=50.8, dpi=150), 300, 150),
    ],
)
def test_that_a_picture_has_the_size_and_the_density_that_were_asked_for(
    screen, name, wish, width, dpi
):
    content = figure_bytes(shown(screen, name), wish)
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.width) == ("PNG", width)
    assert image.info["dpi"] == pytest.approx((dpi, dpi), abs=0.02)
    if wish.style is FigureStyle.SCREEN or name == "none":
        assert image.height == round(width * 3 / 4)
        assert image.convert("L").getextrema() == (0, 0)
    else:
        grey = np.asarray(image.convert("L"))
        assert (grey[0] == 255).all()
        assert (grey[:, -1] == 255).all()
        assert grey.min() < 100


@pytest.mark.parametrize("name", FIGURES)
def test_that_paper_does_not_depend_on_the_window(screen, name):
    light = screen.copy()
    light.fill(Qt.GlobalColor.white)
    wish = FigureWish(width=60.0, dpi=100)
    one = figure_bytes(shown(screen, name), wish)
    other = figure_bytes(ShownFigure("Panel", FIGURES[name], light.scaled(900, 100), 90), wish)
    assert one == other


@pytest.mark.parametrize("style", FigureStyle)
@pytest.mark.parametrize("name", FIGURES)
def test_that_svg_is_sound_and_as_wide_as_asked(screen, name, style):
    wish = FigureWish(FigureKind.SVG, style, width=101.6)
    root = ElementTree.fromstring(figure_bytes(shown(screen, name), wish))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert float(root.get("width")) == pytest.approx(101.6 / 25.4 * 96)
    images = [one.tag.endswith("image") for one in root.iter()]
    assert any(images) == (style is FigureStyle.SCREEN or name == "maps")


@pytest.mark.parametrize("style", FigureStyle)
@pytest.mark.parametrize("name", FIGURES)
def test_that_pdf_is_one_page_as_wide_as_asked(screen, name, style):
    content = figure_bytes(shown(screen, name), FigureWish(FigureKind.PDF, style, width=127.0))
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == 1
    width, _ = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content).groups())
    assert width == pytest.approx(127.0 / 25.4 * 72, abs=1)


def test_that_numbers_are_those_that_are_shown(screen):
    wish = FigureWish(FigureKind.NPY, array="Maps")
    back = np.load(io.BytesIO(figure_bytes(shown(screen), wish)), allow_pickle=False)
    assert back.dtype == np.float32
    assert np.array_equal(back, np.stack(MAPS.values))
    text = figure_bytes(shown(screen), replace(wish, kind=FigureKind.CSV)).decode()
    table = np.loadtxt(io.StringIO(text), delimiter=",", skiprows=1)
    assert np.array_equal(table[:, 3].astype(np.float32).reshape(3, 6, 6), back)
    curve = FigureWish(FigureKind.CSV, array="Loss: run")
    text = figure_bytes(shown(screen, "curves"), curve).decode()
    assert text.startswith("step,loss\n")
    assert np.array_equal(
        np.loadtxt(io.StringIO(text), delimiter=",", skiprows=1)[:, 1], CURVES.curves[0].y
    )


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (FigureWish(width=2_000.0, dpi=2_400), "million"),
        (FigureWish(width=16, is_in_pixels=True), "at least 64"),
        (FigureWish(FigureKind.NPY, array="gone"), "no such numbers"),
    ],
)
def test_that_absurd_wishes_are_one_sentence(screen, wish, said):
    with pytest.raises(SpecError, match=said):
        figure_bytes(shown(screen), wish)


def test_that_the_copied_picture_is_the_one_that_would_be_saved(screen):
    wish = FigureWish(width=60.0, dpi=100)
    saved = QImage.fromData(figure_bytes(shown(screen), wish), "PNG")
    copied = picture_of(shown(screen), wish)
    assert saved.convertToFormat(copied.format()) == copied
