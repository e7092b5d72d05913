"""Stages of networks by chance, for tests of how they are laid out."""

import numpy as np

from core.inspection.stage_numbers import MAX_TILES, StageForm, StageNumbers

SIDES = (1, 3, 8, 14, 28, 28, 28, 32, 64, 96)
CHANNELS = (1, 2, 3, 6, 8, 16, 20, 32, 64, 128, 512)
UNITS = (2, 10, 16, 17, 30, 64, 84, 128, 400, 1000)


def stage(form, shape, **facts):
    """Return a stage of zeros that take no memory."""
    zeros = np.broadcast_to(np.float32(0), shape)
    return StageNumbers(0, "stage", form, shape, zeros, **facts)


def made_up_network(rng, most):
    """Return up to `most` stages, the shape of a kernel or None, and widths of titles.

    Maps get fewer or stay as many, are pooled or keep their size, and are laid out in the end;
    or they are the kernels and matrices of such layers.
    """
    h = rng.choice(SIDES)
    w = h if rng.random() < 0.8 else rng.randint(1, 60)
    maps = h, w, rng.choice((1, 1, 3))
    count, weights = rng.randint(1, most), rng.random() < 0.25
    stages = [stage(StageForm.INK, maps)]
    while len(stages) < count:
        if len(maps) == 1:
            units = rng.choice((*UNITS, *maps, *maps, *maps))
            stages.append(_dense(maps[0], units, weights=weights))
            maps = (units,)
            continue
        if rng.random() < 0.06:
            row = int(np.prod(maps))
            form, shape = (StageForm.NOTHING, (0,)) if weights else (StageForm.UNITS, (row,))
            stages.append(stage(form, shape, laid_from=maps))
            maps = (row,)
            continue
        before, maps = maps, _next_maps(rng, maps)
        stages.append(_conv(before, maps, weights=weights))
    if len(maps) == 1 and count >= 3 and not weights and rng.random() < 0.7:
        stages[-2:] = _table(rng)
    kernel = None
    if rng.random() < 0.7:
        kernel = (*(rng.choice((1, 3, 5, 7)),) * 2, rng.choice(CHANNELS))
    widest = rng.choice((60, 80, 160))
    headers = [0 if one.laid_from else rng.randint(20, widest) for one in stages]
    return tuple(stages), kernel, headers


def deep_network(blocks, channels=16):
    """Return the stages of convolutions, each with two layers behind it; some are pooled."""
    side, stages = 28, [stage(StageForm.INK, (28, 28, 1))]
    for block in range(blocks):
        stages += [stage(StageForm.MAPS, (side, side, channels + block))] * 2
        side = max(1, side // 2) if block % 3 == 2 else side
        stages.append(stage(StageForm.MAPS, (side, side, channels + block)))
    row = side * side * (channels + blocks - 1)
    stages.append(stage(StageForm.UNITS, (row,), laid_from=(side, side, channels)))
    stages += [stage(StageForm.UNITS, (10,), unit_noun="class")]
    stages += [stage(StageForm.PROBABILITIES, (10,), unit_noun="class")]
    return tuple(stages), (3, 3, channels), [0 if one.laid_from else 45 for one in stages]


def _next_maps(rng, maps):
    h, w, channels = maps
    chance = rng.random()
    if chance < 0.3:  # as an activation or a norm
        return maps
    if chance < 0.5:  # as a pool
        return max(1, h // 2), max(1, w // 2), channels
    less = rng.choice((0, 0, 2, 4))
    channels = rng.choice((*CHANNELS, channels))
    return max(1, h - less), max(1, w - less), channels


def _conv(before, maps, *, weights):
    h, w, channels = maps
    if not weights:
        return stage(StageForm.MAPS, (h, w, min(channels, MAX_TILES)))
    if before == maps:
        return stage(StageForm.NOTHING, (0,))
    given = before[2]
    drawn = max(1, min(channels, MAX_TILES // given))
    return stage(StageForm.KERNELS, (3, 3, drawn * given), tiles_per_unit=given)


def _dense(given, units, *, weights):
    if not weights:
        return stage(StageForm.UNITS, (units,), unit_noun="unit")
    if units == given:
        return stage(StageForm.NOTHING, (0,))
    shape = (given, units) if given <= 256 else (units, given)
    return stage(StageForm.MATRIX, (*(min(1024, one) for one in shape), 1))


def _table(rng):
    count = rng.choice((2, 10, 16, 26))
    names = tuple(f"class {unit}" for unit in range(count)) if rng.random() < 0.3 else ()
    forms = StageForm.UNITS, rng.choice((StageForm.PROBABILITIES, StageForm.UNITS))
    return [stage(form, (count,), unit_noun="class", unit_names=names) for form in forms]
