"""What is drawn is there, sound, and in its place."""

import base64
import io
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from core.figures.drawing import figure_svg
from core.figures.figure import CountTable, Curve, CurveLook, Figure, MapLook, Maps, Mark, Plot
from core.figures.look import FigureLook
from core.figures.map_png import NEGATIVE, POSITIVE, ink_png, signed_png
from core.figures.plot_drawing import y_range
from core.figures.ticks import round_ticks

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
RNG = np.random.default_rng(3)
X = np.arange(1.0, 2001)
PLOT = Plot(
    "Loss <b> & co",
    "step",
    "loss",
    (
        Curve("each batch", X, np.where(X == 900, np.nan, 1 / X), CurveLook.RAW),
        Curve("smoothed", X, 2 / X),
        Curve("validation", X[::500], 3 / X[::500], CurveLook.VALIDATION),
    ),
    (Mark(900, "diverged", is_trouble=True), Mark(501, "best", 0.2)),
)
MAPS = Maps("Maps", ("0", "1"), tuple(RNG.normal(size=(2, 5, 7)).astype(np.float32)))
TABLE = CountTable("Counts", "true", "said", ("a", "b <i>"), np.array([[3, 1], [0, 1200]]))
WHOLE = Figure("All", (PLOT, MAPS, TABLE), "step 4")


def drawn(figure, look=None, **how):
    return ElementTree.fromstring(figure_svg(figure, look or FigureLook(), **how))


def texts(root):
    return [one.text for one in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("ground", ["", "white"])
@pytest.mark.parametrize("width", [40.0, 320.0, 1600.0])
def test_that_nothing_but_texts_leaves_the_drawing(ground, width):
    root = drawn(WHOLE, FigureLook(width=width), ground=ground)
    right, bottom = (float(one) for one in root.get("viewBox").split()[2:])
    assert right == pytest.approx(width)
    margin = 0.6 * 11 if ground else 0
    for one in root.iter():
        if one.tag != f"{SVG}text" and one.get("x") is not None:
            x, y = float(one.get("x")), float(one.get("y"))
            assert x >= -0.01
            assert y + float(one.get("height", 0)) + margin <= bottom + 0.01
            if width > 100:  # with less, axes and names have more than all of it
                assert x + float(one.get("width", 0)) + margin <= right + margin + 0.01
    assert float(root.get("width")) == pytest.approx(width)


def test_that_titles_names_and_numbers_are_written_as_they_are():
    found = texts(drawn(WHOLE))
    for text in ("Loss <b> & co", "step", "loss", "smoothed", "diverged", "best", "step 4",
                 "b <i>", "1,200", "3", "predicted"[:0] or "said"):  # fmt: skip
        assert text in found
    assert "0" in found  # the middle of the scale
    assert "0.0" not in found


def test_that_a_gap_in_a_curve_stays_one():
    lines = list(drawn(Figure("x", (PLOT,))).iter(f"{SVG}polyline"))
    assert len(lines) == 4  # three curves, one of them in two pieces


def test_that_a_point_stands_where_its_number_is():
    plot = Plot("P", "step", "y", (Curve("c", np.array([0.0, 10]), np.array([0.0, 4])),))
    root = drawn(Figure("P", (plot,)))
    (line,) = root.iter(f"{SVG}polyline")
    (x1, y1), (x2, y2) = (map(float, one.split(",")) for one in line.get("points").split())
    ticks = [one for one in root.iter(f"{SVG}text") if one.text in ("2", "4")]
    places = {
        (one.text, one.get("text-anchor")): (float(one.get("x")), float(one.get("y")))
        for one in ticks
    }
    share = 0.35 * 11  # texts stand a little lower than their line
    assert places["4", "middle"][0] == pytest.approx(x1 + 0.4 * (x2 - x1), abs=0.1)
    assert places["2", "end"][1] - share == pytest.approx((y1 + y2) / 2, abs=0.1)
    assert places["4", "end"][1] - share == pytest.approx(y2, abs=0.1)


def decoded(png):
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGBA")).astype(int)


def test_that_a_map_says_sign_by_colour_and_size_by_strength():
    pixels = decoded(signed_png(np.array([[-1.0, -0.5, 0, 0.5, 1, np.nan, np.inf]]), 1.0))[0]
    assert tuple(pixels[0][:3]) == NEGATIVE
    assert tuple(pixels[4][:3]) == POSITIVE
    assert [int(one[3]) for one in pixels[:5]] == [255, 127, 0, 127, 255]
    assert tuple(pixels[5]) == (198, 40, 40, 255)
    assert tuple(pixels[6]) == (*POSITIVE, 255)


def test_that_every_cell_becomes_a_square_of_pixels_where_readers_smooth():
    values = RNG.normal(size=(3, 4))
    small, large = decoded(signed_png(values, 2.0)), decoded(signed_png(values, 2.0, 5))
    assert large.shape == (15, 20, 4)
    assert (large[2::5, 2::5] == small).all()
    sharp = replace(FigureLook(), sharp=100)
    (image, *_) = drawn(Figure("x", (MAPS,)), sharp).iter(f"{SVG}image")
    content = base64.b64decode(image.get(LINK).partition(",")[2])
    assert decoded(content).shape[:2] == (5 * 15, 7 * 15)


def test_that_ink_is_black_and_color_is_color():
    grey = decoded(ink_png(np.array([[0.0, 0.5, 1.0]])))[0]
    assert grey[:, :3].max() == 0
    assert [int(alpha) for alpha in grey[:, 3]] == [0, 127, 255]
    color = decoded(ink_png(np.array([[[1.0, 0, 0.5]]])))[0, 0]
    assert tuple(color) == (255, 0, 128, 255)


def test_that_a_large_map_is_made_smaller_by_means():
    values = np.zeros((192, 100))
    values[:2, :2] = [[1, 0], [0, 1]]
    pixels = decoded(signed_png(values, 1.0))
    assert pixels.shape == (96, 50, 4)
    assert pixels[0, 0, 3] == 127
    assert not pixels[1:, :, 3].any()


def test_that_maps_without_negative_numbers_have_half_a_scale():
    positive = Maps("m", ("",), (np.abs(MAPS.values[0]),))
    limit = f"{np.abs(MAPS.values[0]).max():.3g}"
    assert f"+{limit}" in texts(drawn(Figure("x", (positive,))))
    assert f"−{limit}" not in texts(drawn(Figure("x", (positive,))))
    assert "−" in "".join(texts(drawn(Figure("x", (MAPS,)))))


def test_that_maps_of_their_own_scales_each_name_theirs():
    apart = replace(MAPS, shares_scale=False)
    found = texts(drawn(Figure("x", (apart,))))
    for one in MAPS.values:
        assert f"±{np.abs(one).max():.3g}" in found


@pytest.mark.parametrize(
    "part",
    [
        Plot("nothing", "x", "y", ()),
        Plot("nan", "x", "y", (Curve("c", X[:2], np.full(2, np.nan)),)),
        Plot("one", "x", "y", (Curve("c", X[:1], X[:1]),), is_share=True),
        Plot("flat", "x", "y", (Curve("c", X, np.ones(2000)),), is_share=True),
        Plot("huge", "x", "y", (Curve("c", X, np.full(2000, 1e300)),)),
        Plot("below", "x", "y", (Curve("c", X, -X),)),
        Maps("none", (), ()),
        Maps("zero", ("",), (np.zeros((3, 3)),)),
        Maps("nan", ("",), (np.full((3, 3), np.nan),)),
        Maps("thin", ("",), (np.ones((1, 5000)),)),
        Maps("ink", ("",), (np.ones((4, 4, 3)),), MapLook.INK),
        CountTable("none", "t", "p", (), np.zeros((0, 0), int)),
        CountTable("many", "t", "p", tuple("ab" * 30), np.ones((60, 60), int)),
    ],
    ids=lambda part: f"{type(part).__name__}-{part.title}",
)
def test_that_odd_figures_are_drawn(part):
    source = figure_svg(Figure("odd", (part,)), FigureLook())
    ElementTree.fromstring(source)
    assert '"nan' not in source
    assert "inf" not in source


def test_that_outliers_of_the_beginning_do_not_flatten_the_rest():
    y = np.ones(2000)
    y[0] = 1e9
    plot = Plot("p", "x", "y", (Curve("c", X, y),))
    assert y_range(plot) == (0, 4)
    root = drawn(Figure("p", (plot,)))
    (line,) = root.iter(f"{SVG}polyline")
    heights = [float(one.split(",")[1]) for one in line.get("points").split()]
    (top,) = (float(one.get("y")) for one in root.iter(f"{SVG}text") if one.text == "4")
    assert min(heights) == pytest.approx(top - 0.35 * 11, abs=0.1)  # at the edge, not beyond


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0, 937), (-3, 2), (1e-9, 3e-9), (0, 1e300)])
def test_that_ticks_are_round_and_inside(low, high):
    ticks = round_ticks(low, high, 6)
    assert 2 <= len(ticks) <= 6
    slack = 1e-6 * (high - low)
    assert all(low - slack <= one <= high + slack for one in ticks)
    steps = np.diff(ticks)
    assert np.allclose(steps, steps[0])
    assert f"{steps[0]:.6e}"[0] in "125"


def test_that_of_many_maps_the_first_are_drawn_and_the_numbers_are_those_of_all():
    values = tuple(np.full((3, 4), at, np.float32) for at in range(40))
    names = tuple(map(str, range(40)))
    for most, images, said in ((None, 40, 0), (40, 40, 0), (16, 16, 1)):
        figure = Figure("Network", (Maps("Conv2D", names, values, note="Cut.", most=most),))
        svg = figure_svg(figure, FigureLook())
        assert svg.count("<image") == images + 1  # and the scale
        assert svg.count("24 more are among the numbers, not drawn. Cut.") == said
        assert figure.arrays()["Conv2D"].shape == (40, 3, 4)


def test_that_places_between_whole_numbers_are_written_as_such():
    curve = Curve("score", np.linspace(0, 1, 9), np.linspace(3, 5, 9))
    svg = figure_svg(Figure("Path", (Plot("Path", "share", "score", (curve,)),)), FigureLook())
    assert all(svg.count(f">{text}<") == 1 for text in ("0.2", "0.4", "0.6", "0.8"))
    assert ">1,000<" in figure_svg(Figure("Loss", (PLOT,)), FigureLook())


def test_that_curves_of_one_colour_are_told_apart_and_all_are_in_the_legend():
    names = [f"layer {at} of a long name" for at in range(6)]
    curves = tuple(Curve(name, X, at / X, CurveLook.OTHER) for at, name in enumerate(names))
    root = drawn(Figure("p", (Plot("p", "x", "y", curves),)), FigureLook(width=300.0))
    said = [text for text in texts(root) if text and text.startswith("layer")]
    assert len(said) == len(names)
    styles = [line.get("style") for line in root.iter(f"{SVG}polyline")]
    assert len(set(styles)) == len(names)
    top = min(float(y.partition(",")[2]) for line in root.iter(f"{SVG}polyline")
              for y in line.get("points").split())  # fmt: skip
    legend = [float(one.get("y")) for one in root.iter(f"{SVG}text") if one.text in said]
    assert max(legend) < top  # in as many lines as they need, over the curves


def test_that_curves_of_a_group_have_one_name_and_one_look():
    curves = tuple(
        Curve(f"trial {at}", X, at / X, CurveLook.OTHER, "pruned") for at in range(40)
    )
    root = drawn(Figure("p", (Plot("p", "x", "y", curves),)))
    assert texts(root).count("pruned") == 1
    assert len({line.get("style") for line in root.iter(f"{SVG}polyline")}) == 1


def test_that_a_logarithm_shows_what_is_large_and_what_is_small():
    counts = np.array([100_000.0, 0, 10, 1000])
    curve = Curve("pixels", np.arange(4.0), counts)
    root = drawn(Figure("p", (Plot("p", "x", "y", (curve,), is_log=True),)))
    assert {"10", "100", "1,000", "10,000", "1e5"} <= set(texts(root))
    (line,) = root.iter(f"{SVG}polyline")
    heights = [float(point.partition(",")[2]) for point in line.get("points").split()]
    assert heights[1] == heights[2] == max(heights)  # on the axis
    ten = heights[2] - heights[3]
    assert heights[3] - heights[0] == pytest.approx(ten, abs=0.05)  # a hundredfold each


def test_that_maps_of_several_shapes_are_in_squares():
    values = tuple(np.ones(shape) for shape in ((28, 28), (140, 70), (20, 10)))
    root = drawn(Figure("m", (Maps("m", ("a", "b", "c"), values, MapLook.INK),)))
    sizes = [
        (float(one.get("width")), float(one.get("height"))) for one in root.iter(f"{SVG}image")
    ]
    assert len(sizes) == 3
    assert max(high for _, high in sizes) == pytest.approx(sizes[0][0], abs=0.05)
    for (wide, high), value in zip(sizes, values, strict=True):
        assert wide / high == pytest.approx(value.shape[1] / value.shape[0], abs=0.01)
