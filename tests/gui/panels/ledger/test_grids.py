"""Small arrays in the ledger show their digits, however narrow it is."""

import pytest

from core.anatomy.addresses import ValueAddress
from core.ledger.page_numbers import GRID_CHARACTERS, read, value_text
from core.number_text import factor_text
from gui.panels.ledger.ledger_panel import LEAST_SIZE
from gui.panels.ledger.rows import GridRow
from gui.window.dock_layout import LARGEST_RIGHT, RIGHT_WIDTH
from tests.support.ledger_panel import PIXEL, open_page
from tests.support.ledger_reader import BLAMED, MADE
from tests.support.painted_numbers import painted

POOLED, INK = ValueAddress(2, (4, 7, 3)), ValueAddress(-1, (10, 14, 0))
#: As narrow as it can be, in a window of 1280 and of 1440 pixels, its first width, and wide.
WIDTHS = (LEAST_SIZE.width(), 256, round(LARGEST_RIGHT * 1440), RIGHT_WIDTH, 420)


@pytest.fixture(scope="module")
def small_arrays():
    """Pages with arrays of at most three columns, and how many of them."""
    return {PIXEL: (MADE, BLAMED), POOLED: (MADE, BLAMED), INK: (MADE,)}


def grids(reader, side):
    rows = reader.rows(side, GridRow)
    return [grid for row in rows for grid in row.grids if grid.shape[1] <= 3]


def test_that_every_digit_of_a_small_array_is_painted_at_any_width(reader, small_arrays):
    looked_at = 0
    for address, sides in small_arrays.items():
        open_page(reader, address)
        for width in WIDTHS:
            reader.panel.resize(width, 900)
            for side in sides:
                page = reader.page(side)
                texts = painted(page)
                for row in reader.rows(side, GridRow):
                    for spot in page.spots_of(row):
                        assert page.rect().contains(spot.rect)
                for grid in grids(reader, side):
                    assert len(grid.texts) == grid.values.size
                    missing = [text for text in grid.texts if text not in texts]
                    assert not missing, (width, grid.caption, missing)
                    looked_at += 1
    assert looked_at >= 8 * len(WIDTHS)


def test_that_what_a_cell_says_is_the_number_in_it(reader, small_arrays):
    for address, sides in small_arrays.items():
        open_page(reader, address)
        for side in sides:
            for grid in grids(reader, side):
                for text, value in zip(grid.texts, grid.values.reshape(-1), strict=True):
                    assert float(read(text)) == pytest.approx(value, rel=0.06, abs=6e-3)


def test_that_a_click_below_opens_the_number_there_where_grids_are_stacked(reader):
    open_page(reader, PIXEL)
    reader.panel.resize(LEAST_SIZE.width(), 900)
    row = reader.rows(MADE, GridRow)[0]
    patch, kernel = row.grids
    spots = reader.page(MADE).spots_of(row)
    first, second = spots[: len(patch.texts)], spots[len(patch.texts) :]
    assert min(spot.rect.top() for spot in second) > max(spot.rect.bottom() for spot in first)
    reader.click_cell(MADE, 1, 4)
    assert reader.state.trail.address == kernel.column.address(int(kernel.positions[4]))


def test_that_products_are_those_of_the_digits_beside_them(reader, seed_moment):
    open_page(reader, INK)
    weights, products = grids(reader, MADE)[:2]
    ink = read(value_text(float(seed_moment.trace.values[0][INK.index])))
    for weight, product in zip(weights.texts, products.texts, strict=True):
        assert product == factor_text(float(read(weight) * ink), GRID_CHARACTERS)
