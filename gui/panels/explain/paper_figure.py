"""What the four views of an explanation show, as figures."""

from __future__ import annotations

import numpy as np

from core.arrays import ByteArray, FloatArray
from core.data_map.data_map import DataMap
from core.explanation.explained_image import ExplainedImage
from core.explanation.integrated_path import IntegratedPath
from core.figures.figure import Curve, CurveLook, Figure, FigurePart, MapLook, Maps, Plot
from core.figures.points import Points
from core.figures.text_table import TextTable
from core.index_words import index_words
from core.inspection.moment import Moment
from core.inspection.moment_words import moment_words
from core.number_text import percent_text
from gui.panels.explain.filter_likes import FilterLikes
from gui.panels.explain.likes_request import LikesRequest
from gui.panels.explain.map_request import MapRequest


def explain_figure(moment: Moment, answer: ExplainedImage) -> Figure:
    """Return the image, and every map there is; each map has its own scale."""
    made = [(one.method.TITLE, one.values) for one in answer.maps if one.values is not None]
    maps = Maps(
        "Which pixels speak for it",
        tuple(title for title, _ in made),
        tuple(values for _, values in made),
        shares_scale=False,
    )
    return Figure("Explain", (_image(moment), maps), moment_words(moment))


def path_figure(moment: Moment, path: IntegratedPath) -> Figure:
    """Return how the score rises while the image fades in, and the maps on the way."""
    curves = (
        Curve("score", path.shares, path.scores),
        Curve("collected by all pixels", path.shares, path.collected, CurveLook.VALIDATION),
    )
    names = tuple(percent_text(float(path.shares[step]), 0) for step in path.map_steps)
    parts = (
        _image(moment),
        Plot("From no ink to the image", "share of the ink", "score", curves),
        Maps("What each pixel has added", names, tuple(path.maps)),
    )
    return Figure("Path", parts, moment_words(moment))


def likes_figure(request: LikesRequest, likes: FilterLikes) -> Figure:
    """Return the images that a filter answers to most strongly, and the one made up for it."""
    moment, indices = request.moment, likes.indices
    spec = moment.outlines[request.layer].spec
    title, channel_noun = spec.TITLE, spec.channel_noun
    who = f"{title}, {channel_noun} {index_words(request.channel)}"
    images = tuple(_ink(request.images.images[request.rows[at]]) for at in indices)
    named = tuple(index_words(at) for at in indices)
    rows = tuple(
        (int(at), *map(int, cell), float(value))
        for at, cell, value in zip(indices, likes.cells, likes.values, strict=True)
    )
    parts: list[FigurePart] = [
        Maps("Strongest answers", named, images, MapLook.INK),
        TextTable("Answers", ("image", "row", "column", "answer"), rows),
    ]
    if likes.liked is not None:
        frame = likes.liked.frames[-1]
        parts.append(Maps("Made up", ("",), (_colours(frame),), MapLook.INK))
    return Figure(who, tuple(parts), f"step {moment.snapshot.step:,}")


def map_figure(request: MapRequest, found: DataMap) -> Figure:
    """Return the images as points, each of its true class."""
    shares = [f"{percent_text(share, 0)} of the variance" for share in found.shares]
    along, up = shares if len(shares) == 2 else ("t-SNE", "t-SNE")
    points = Points(
        "Map of the data", along, up, request.names, found.layout, found.verdicts.true
    )
    return Figure("Map of the data", (points,), f"step {request.moment.snapshot.step:,}")


def _image(moment: Moment) -> Maps:
    return Maps("Image", ("",), (_ink(moment.sample.image),), MapLook.INK)


def _ink(image: ByteArray) -> FloatArray:
    return _colours(image.astype(np.float32) / 255)


def _colours(image: FloatArray) -> FloatArray:
    return image[..., :3] if image.shape[-1] >= 3 else image[..., 0]
