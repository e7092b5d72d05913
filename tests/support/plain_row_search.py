"""The rows of a network found by trying everything, one thing after the other.

What `gui.panels.network.row_plan` leaves out because it cannot fit is tried here to its end.
"""

from dataclasses import replace

from core.inspection.stage_numbers import TILED, StageForm
from gui.panels.network.least_room import GAPS
from gui.panels.network.pipeline_plan import PipelinePlan
from gui.panels.network.pipeline_planning import (
    LEAST_UNSCROLLED,
    LOW_ROW_HEIGHT,
    SCROLL_BAR,
    SCROLLED_HEIGHT,
)
from gui.panels.network.room_left import gaps_between, spread
from gui.panels.network.row_plan import (
    A_LITTLE_MORE,
    BETWEEN_ROWS,
    LEAST_AT_END,
    LEAST_ROW,
    LEAST_TILE,
    LEGIBLE,
    SHARES,
)
from gui.panels.network.stage_kind import StageKind, stage_kinds
from gui.panels.network.stage_plan import (
    KERNEL_ZOOM,
    LABEL_HEIGHT,
    NUMBERED_KERNEL,
    Fit,
    StagePlan,
    plan_flat,
    plan_same_grid,
    plan_tiles,
)
from gui.panels.network.stage_row import LEAST_STAGE
from gui.panels.network.tile_sides import (
    COMFORTABLE_TILE,
    LARGEST_TILE,
    MANY_LINES,
    NARROW_TILE,
    SCROLLING_TILE,
    SMALLEST_TILE,
)
from gui.panels.network.unit_rows import MAX_ROW_HEIGHT, MAX_ROWS
from gui.widgets.mosaic_grid import GAP

MANY_CELLS = (StageForm.MAPS, StageForm.KERNELS)


def plan_rows_plainly(stages, kernel, headers, width, height):
    """Return what `plan_rows` does."""
    one = plan_pipeline_plainly(stages, kernel, headers, width, height)
    fits = one.width <= width
    if fits and least_zoom(one, stages) >= LEGIBLE:
        return one
    beside = width - SCROLL_BAR
    rooms = [(width, height), *((beside, height + more) for more in A_LITTLE_MORE)]
    for room in rooms:
        two = two_rows(stages, kernel, headers, *room, LEGIBLE)
        if two is not None:
            return two
    if fits and one.height <= height:
        return one
    two = two_rows(stages, kernel, headers, width, height, 1)
    return two or scrolled_rows(stages, kernel, headers, beside, height) or one


def plan_pipeline_plainly(stages, kernel, headers, width, height):
    """Return what `plan_pipeline` does."""
    given = stages, kernel, headers
    rooms = [(width, height, SMALLEST_TILE)]
    if height < SCROLLED_HEIGHT:
        usual, scrolled = (width, height), (width - SCROLL_BAR, SCROLLED_HEIGHT)
        rooms = [
            (*room, least)
            for least in (LEAST_UNSCROLLED, SMALLEST_TILE)
            for room in (usual, scrolled)
        ]
    for room in rooms:
        plan = in_room(*given, *room)
        if plan is not None:
            return plan
    plan = trial(*given, height, SMALLEST_TILE, Fit.SQUEEZED)
    if plan.width <= width and plan.height <= height:
        return spread(plan, stages, width)
    return trial(*given, rooms[-1][1], SCROLLING_TILE, Fit.ROOMY)


def in_room(stages, kernel, headers, width, height, least):
    lengths = {max(one.values.shape[:2]) for one in stages if one.form in TILED}
    sides = {COMFORTABLE_TILE, SCROLLING_TILE, SMALLEST_TILE}
    for length in lengths or {COMFORTABLE_TILE}:
        sides.update(length * zoom for zoom in range(1, LARGEST_TILE // length + 1))
    for side in sorted((one for one in sides if one >= least), reverse=True):
        fits = [Fit.ROOMY, Fit.TIGHT]
        if side < COMFORTABLE_TILE:
            fits.append(Fit.TIGHTEST)
        if side <= NARROW_TILE and height < MANY_LINES * side:
            fits.append(Fit.SMALL_POOLS)
        for fit in fits:
            plan = trial(stages, kernel, headers, height, side, fit)
            if plan.width <= width and plan.height <= height:
                return spread(plan, stages, width)
    return None


def trial(stages, kernel, headers, height, side, fit):
    """Plan all stages with tiles of one side, whatever room they take."""
    plans, below = tiled(stages, kernel, height, side, fit)
    used = max([plan.height for plan in plans.values()], default=0)
    if below is not None:
        used = max(used, plans[0].height + LABEL_HEIGHT + below.height)
    used = max(used, height_for_flat(stages, height))
    kinds, ordered = stage_kinds(stages), []
    for place, (stage, kind) in enumerate(zip(stages, kinds, strict=True)):
        roomy = side >= COMFORTABLE_TILE and fit is Fit.ROOMY
        plan = plans[place] if place in plans else plan_flat(stage, kind, used, roomy=roomy)
        if kind is not StageKind.SEAM:
            plan = replace(plan, width=max(plan.width, headers[place], LEAST_STAGE))
        ordered.append(plan)
    highest = max([used, *(plan.height for plan in ordered)])
    return PipelinePlan(tuple(ordered), below, kinds, gaps_between(kinds, GAPS[fit]), highest)


def tiled(stages, kernel, height, side, fit):
    plans, below, before = {}, None, None
    for place, stage in enumerate(stages):
        if place == 0 and stage.form in TILED and kernel is not None:
            plans[0], below = sample_and_kernel(stage, kernel, side, height)
        elif (
            before is not None
            and stage.form is StageForm.MAPS
            and stage.values.shape[2] == before.values.shape[2]
        ):
            plans[place] = plan_same_grid(stage, before, plans[place - 1], height, fit)
        elif stage.form in TILED:
            plans[place] = plan_tiles(stage, side, height, fit)
        before = stage if place > 0 and stage.form is StageForm.MAPS else None
    return plans, below


def sample_and_kernel(stage, kernel, side, height):
    h, w, tiles = stage.values.shape
    zoom = max(1, -(-side // max(h, w)), (NUMBERED_KERNEL - GAP) // w)
    column = max(NUMBERED_KERNEL, w * zoom + GAP)
    below = kernel_below(kernel, column, height // 2)
    while zoom > 2 and h * zoom + GAP + LABEL_HEIGHT + below.height > height:
        zoom -= 1
    below = kernel_below(kernel, column, max(36, height - LABEL_HEIGHT - h * zoom - GAP))
    width = max(w * zoom + GAP, below.width)
    return StagePlan(width, tiles * (h * zoom + GAP), 1, zoom), below


def kernel_below(kernel, width, height):
    h, w, tiles = kernel
    best = 0, max(1, min(tiles, width // (w + GAP)))
    for columns in range(1, tiles + 1):
        lines = -(-tiles // columns)
        by_width, by_height = (width // columns - GAP) // w, (height // lines - GAP) // h
        zoom = min(by_width, by_height, KERNEL_ZOOM)
        if zoom > best[0]:
            best = zoom, columns
    zoom, columns = max(1, best[0]), best[1]
    lines = -(-tiles // columns)
    return StagePlan(columns * (w * zoom + GAP), lines * (h * zoom + GAP), columns, zoom)


def height_for_flat(stages, height):
    flat = [one for one in stages if one.form not in TILED]
    sizes = [one.values.size for one in flat if one.laid_from is None]
    few_maps = len(stages) - len(flat) < 3
    if few_maps and any(size > MAX_ROWS for size in sizes):
        return height
    rows = max((size for size in sizes if size <= MAX_ROWS), default=0)
    return min(height, rows * (MAX_ROW_HEIGHT if few_maps else LOW_ROW_HEIGHT))


def part(stages, kernel, headers, first, end, width, height, zoom):
    some = stages[first:end]
    maps = [max(one.values.shape[:2]) for one in some if one.form in MANY_CELLS]
    largest = max(maps, default=0)
    least = max(LEAST_TILE, zoom * largest if zoom > 1 else min(largest, SMALLEST_TILE))
    given = some, kernel if first == 0 else None, headers[first:end]
    plan = in_room(*given, width, height, least)
    return None if plan is None or least_zoom(plan, some) < zoom else plan


def two_rows(stages, kernel, headers, width, height, zoom):
    given, bodies, best = (stages, kernel, headers), height - BETWEEN_ROWS, None
    for place in row_ends(stages)[:-1]:
        if place < 2 or tiles_of(stages[place]) == tiles_of(stages[place - 1]):
            continue
        for share in SHARES:
            above = part(*given, 0, place, width, round(share * bodies), zoom)
            if above is None:
                break
            left = bodies - above.height
            below = part(*given, place, len(stages), width, left, zoom)
            if below is not None:
                plan = joined((above, below))
                found = least_zoom(plan, stages)
                best = (found, plan) if best is None or found > best[0] else best
    return None if best is None else best[1]


def scrolled_rows(stages, kernel, headers, width, height):
    given, height = (stages, kernel, headers), max(LEAST_ROW, min(height, SCROLLED_HEIGHT))
    rows, first = [], 0
    while first < len(stages):
        end, row = first, None
        for further in (place for place in row_ends(stages) if place > first):
            longer = part(*given, first, further, width, height, LEGIBLE)
            if longer is None and row is None:
                longer = part(*given, first, further, width, height, 1)
            if longer is None:
                break
            end, row = further, longer
        if row is None:
            return None
        rows.append(row)
        first = end
    return joined(rows)


def joined(rows):
    tops, top = [], 0
    for row in rows:
        tops += [top] * len(row.stages)
        top += row.height + BETWEEN_ROWS
    return PipelinePlan(
        stages=tuple(stage for row in rows for stage in row.stages),
        kernel=rows[0].kernel,
        kinds=tuple(kind for row in rows for kind in row.kinds),
        gaps=tuple(gap for row in rows for gap in row.gaps),
        height=top - BETWEEN_ROWS,
        tops=tuple(tops),
        row_heights=tuple(row.height for row in rows for _ in row.stages),
    )


def least_zoom(plan, stages):
    drawn = zip(plan.stages, stages, strict=True)
    return min((one.zoom for one, stage in drawn if stage.form in MANY_CELLS), default=LEGIBLE)


def row_ends(stages):
    kinds = stage_kinds(stages)
    inner = [
        place
        for place in range(1, len(stages) - LEAST_AT_END + 1)
        if kinds[place] in (StageKind.OWN, StageKind.SCORES)
        and kinds[place - 1] is not StageKind.SEAM
    ]
    return [*inner, len(stages)]


def tiles_of(stage):
    return stage.values.shape[2] if stage.form in MANY_CELLS else 0
