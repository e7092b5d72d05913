"""Faults of the search for the rows in which a network is laid out."""

from tests.planted.fault import Fault

PLANNING = "gui/panels/network/pipeline_planning.py"
LEAST = "gui/panels/network/least_room.py"
STAGE = "gui/panels/network/stage_plan.py"

FAULTS = (
    Fault(PLANNING, "tight = begins[Fit.TIGHT] = begin(Fit.TIGHT, 0, never)",
          "tight = begins[Fit.TIGHT] = 0", "every side of a tile is tried"),
    Fault(LEAST, "columns, zoom = max(1, drawn.columns - 1), min(2, drawn.zoom)",
          "columns, zoom = drawn.columns + 1, drawn.zoom",
          "tiles are left out that fit with smaller pools"),
    Fault(STAGE, "bisect_left(counts, zoom, key=by_height)", "bisect_left(counts, crossed)",
          "kernels stand in more columns than they need"),
    Fault("core/datasets/batch.py", "    except ValueError:  # the images",
          "    except KeyError:  # the images", "a run of other images is an error of ours"),
)  # fmt: skip

WATCHING = {
    PLANNING: ("tests/gui/panels/network/test_row_search.py",),
    "core/datasets/batch.py": ("tests/gui/panels/compare/test_compare_panel.py",),
    LEAST: ("tests/gui/panels/network/test_row_search.py",),
    STAGE: ("tests/gui/panels/network/test_row_search.py",),
}
