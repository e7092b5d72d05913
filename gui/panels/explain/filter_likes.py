"""What a filter likes, found among images and made up."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from core.anatomy.receptive_field import FieldBox
from core.arrays import ByteArray, IntArray
from core.documents.weights_digest import weights_digest
from core.errors import SpecError
from core.explanation.favourite_patches import FavouritePatches, favourite_patches, patch_box
from core.explanation.liked_input import LikedInput, made_up
from core.explanation.unit_answer import UnitAnswer
from core.inspection.network_copy import NetworkCopy
from core.latest_few import LatestFew
from gui.background.attempt import Attempt
from gui.panels.explain.explaining import check_images
from gui.panels.explain.likes_request import LikesRequest

#: Layers whose patches are kept: those of all their filters.
KEPT_LAYERS = 12


@dataclass(frozen=True, slots=True, eq=False)
class FilterLikes:
    """What came of a request.

    Attributes
    ----------
    values : tuple of float
        The strongest answers, the strongest first.
    indices : tuple of int
        Of the images, in their part.
    cells : tuple of (row, column)
        Where in the layer's map.
    boxes : tuple of FieldBox or None
        Which part of each image was seen; None is all of it.
    liked : LikedInput or None
    missing : str
        Why nothing is made up; else empty.
    """

    values: tuple[float, ...]
    indices: tuple[int, ...]
    cells: tuple[tuple[int, int], ...]
    boxes: tuple[FieldBox | None, ...]
    liked: LikedInput | None
    missing: str = ""


def likes_finding() -> Callable[[LikesRequest, Attempt[LikesRequest]], FilterLikes]:
    """Return what finds likes, with a network of its own.

    Patches are kept by the digest of weights and images: another run with the same weights
    has the same ones.
    """
    copy = NetworkCopy()
    kept: LatestFew[tuple[str, str, int], FavouritePatches] = LatestFew(KEPT_LAYERS)
    digests: LatestFew[tuple[int, bytes], tuple[object, str]] = LatestFew(4)

    def find(request: LikesRequest, attempt: Attempt[LikesRequest]) -> FilterLikes:
        moment, images = request.moment, request.images.images
        check_images(moment, images)
        network = copy.at(moment.network, moment.snapshot)

        def progress(share: float) -> None:
            attempt.check()
            attempt.advance(share)

        # the images are kept beside their digest, so that no others get their id
        key = id(images), request.rows.tobytes()
        _, digest = digests.get(key, lambda: (images, _digest(images, request.rows)))
        patches = kept.get(
            (weights_digest(moment.network, moment.snapshot.values), digest, request.layer),
            partial(
                favourite_patches,
                network, moment.outlines, request.layer, images, request.rows, progress,
            ),
        )  # fmt: skip

        def answer(is_in_middle: bool) -> UnitAnswer:
            unit = request.layer, request.channel
            return UnitAnswer(network, moment.network, *unit, is_in_middle=is_in_middle)

        try:
            liked = made_up(answer, moment.sample.image.shape, attempt.check)
        except SpecError as error:
            return _likes(request, patches, None, str(error))
        return _likes(request, patches, liked, "")

    return find


def _likes(
    request: LikesRequest, patches: FavouritePatches, liked: LikedInput | None, missing: str
) -> FilterLikes:
    channel, outlines = request.channel, request.moment.outlines
    cells = [(int(row), int(column)) for row, column in patches.cells[:, channel]]
    return FilterLikes(
        tuple(patches.values[:, channel].tolist()),
        tuple(patches.images[:, channel].tolist()),
        tuple(cells),
        tuple(patch_box(outlines, request.layer, *cell) for cell in cells),
        liked,
        missing,
    )


def _digest(images: ByteArray, rows: IntArray) -> str:
    digest = hashlib.sha256(f"{images.shape}\n".encode())
    digest.update(np.ascontiguousarray(rows, "<i8").data)
    digest.update(np.ascontiguousarray(images).data)
    return digest.hexdigest()
