"""Plant one fault after the other in a copy of the project and see the tests fail.

Run it from anywhere: ``python tests/planted_faults.py``.  A test that no fault can break
proves nothing; this is the test of the tests.  The faults stand in ``tests/planted``, one
table a room.  Give words to plant only the faults whose file or description has one of them:
``python tests/planted_faults.py batch_norm``.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

from tests.planted.fault import PlantingError, planted  # noqa: E402
from tests.planted.one_run import FAILED, PASSED, SECONDS, run_tests  # noqa: E402
from tests.planted.tables import TABLES  # noqa: E402

FAULTS = tuple(fault for table in TABLES for fault in table.FAULTS)
#: The promises of all layers and losses, by the folder of the fault.
CONTRACTS = {
    "core/layers": (
        "tests/core/layers/test_every_layer.py",
        "tests/core/layers/test_every_gradient.py",
        "tests/core/layers/test_every_working_memory.py",
        "tests/core/test_gradient_check.py",
        "tests/core/inspection/test_every_caption.py",
    ),
    "core/inspection": (
        "tests/core/inspection/test_every_caption.py",
        "tests/core/inspection/test_phases.py",
        "tests/core/inspection/test_drawn_moment.py",
    ),
    "core/losses": ("tests/core/losses/test_every_loss.py",),
    "core/drawing": ("tests/core/drawing/test_preparation.py",),
    "core/evaluation": ("tests/core/evaluation/test_verdicts.py",),
    "core/explanation": (
        "tests/core/explanation/test_methods.py",
        "tests/core/explanation/test_against_captum.py",
        "tests/core/explanation/test_explained_image.py",
    ),
    "core/optimizers": (
        "tests/core/optimizers/test_every_optimizer.py",
        "tests/core/optimizers/test_every_optimizer_state.py",
    ),
    "core/training": (
        "tests/core/training/test_gradient_step.py",
        "tests/core/ledger/test_weight_accounts.py",
    ),
    "core/augmentation": ("tests/core/augmentation/test_augmenter.py",),
    "gui/lab": ("tests/gui/lab/test_run_life.py", "tests/gui/lab/test_run_rules.py"),
    "core/ledger": ("tests/core/ledger/test_weight_accounts.py",),
    "core/ledger/optimizers": (
        "tests/core/ledger/test_optimizer_step.py",
        "tests/core/ledger/test_weight_accounts.py",
    ),
    "core/textbook/layers": ("tests/core/textbook/test_layers.py",),
    "core/textbook/losses": ("tests/core/textbook/test_losses.py",),
    "core/textbook/optimizers": ("tests/core/textbook/test_optimizers.py",),
    "core": ("tests/core/test_sentence.py",),
    "gui/panels/draw": ("tests/gui/panels/draw/test_draw_panel.py",),
    "gui/panels/explain": ("tests/gui/panels/explain/test_explain_panel.py",),
    "gui/panels/evaluate": ("tests/gui/panels/evaluate/test_evaluate_panel.py",),
    "gui/panels/runs": ("tests/gui/panels/runs/test_trash_and_limits.py",),
}
#: Tests of files that have none of their own name.
OTHER_TESTS = {
    "core/ledger/page_numbers.py": ["tests/gui/panels/ledger/test_visible_arithmetic.py"],
    "gui/panels/filters/heading.py": [
        "tests/architecture/test_gradient_notation.py",
        "tests/gui/panels/filters/test_spans.py",
    ],
    "core/ledger/score_parts.py": ["tests/core/ledger/test_score_difference.py"],
    "gui/panels/ledger/difference_rows.py": ["tests/gui/panels/ledger/test_why_not.py"],
    "gui/panels/network/score_paint.py": ["tests/gui/panels/ledger/test_why_not.py"],
    "gui/state/score_question.py": ["tests/gui/panels/ledger/test_why_not.py"],
    "gui/panels/ledger/text_wrap.py": ["tests/gui/panels/ledger/test_texts_fit.py"],
    "gui/panels/ledger/term_painter.py": ["tests/gui/panels/ledger/test_texts_fit.py"],
    "gui/window/rail_overlay.py": ["tests/gui/window/test_rails.py"],
    "gui/window/kept_layout.py": ["tests/gui/window/test_rails.py"],
    "gui/window/panel_dock.py": ["tests/gui/window/test_fit.py"],
    "gui/window/tab_order.py": [
        "tests/gui/window/test_keyboard_and_readers.py"
        "::test_that_the_tab_key_comes_to_everything_once_transport_first",
        "tests/gui/stumbles",
    ],
    **{
        f"gui/{name}.py": [*own, "tests/gui/stumbles"]
        for name, own in {
            "window/notice_bar": ["tests/gui/window/test_notice_bar.py"],
            "window/dock_titles": [],
            "window/panel_views": ["tests/gui/window/test_panel_views.py"],
            "window/below_fold": ["tests/gui/window/test_below_fold.py"],
            "window/run_library": [],
            "forms/field_row": [],
            "forms/text_editor": [],
            "panels/samples/index_box": ["tests/gui/panels/samples/test_sample_headline.py"],
        }.items()
    },
    "gui/panels/network/part_pointer.py": [
        "tests/gui/panels/network/test_large_tile.py"
        "::test_that_the_part_is_framed_on_its_thumbnail_and_on_what_it_sees_of_the_input"
    ],
    "gui/panels/curves/time_scale.py": ["tests/gui/panels/curves/test_timeline.py"],
    "gui/dialogs/branch_dialog.py": ["tests/gui/test_ten_tasks.py"],
    "gui/help/key_page.py": ["tests/gui/help/test_all_keys.py"],
    "gui/theme/screen_scale.py": ["tests/gui/window/test_zoom.py"],
    "gui/theme/zoom.py": ["tests/gui/window/test_zoom.py"],
    "gui/window/zoom_actions.py": [
        "tests/gui/window/test_zoom.py"
        "::test_that_the_zoom_ends_where_the_window_fits_no_more_and_says_so"
    ],
    "gui/window/main_window.py": [
        "tests/gui/window/test_main_window.py",
        "tests/gui/window/test_panel_views.py"
        "::test_that_a_window_closed_in_a_presentation_opens_as_it_was_before",
    ],
    "gui/window/separator_drag.py": ["tests/gui/window/test_panel_views.py"],
    "gui/window/presentation.py": ["tests/gui/window/test_panel_views.py"],
    "gui/window/one_panel.py": ["tests/gui/window/test_panel_views.py"],
    "core/layers/axis_mean.py": ["tests/core/layers/test_average_pool2d.py"],
    "core/layers/base.py": ["tests/core/layers/test_every_replica.py"],
    "core/commands/safe_stream.py": ["tests/core/commands/test_console.py"],
    "core/commands/training_course.py": ["tests/core/commands/test_run_documents.py"],
    "core/commands/resume.py": ["tests/core/commands/test_run_documents.py"],
    "core/commands/run_target.py": ["tests/core/commands/test_run_documents.py"],
    "core/commands/evaluate.py": ["tests/core/commands/test_judged_parts.py"],
    "core/training/judging.py": ["tests/core/training/test_best_weights.py"],
    "gui/lab/time_travel.py": [
        "tests/gui/lab/test_time_travel.py::test_that_a_branch_of_a_running_run_goes_on_running"
    ],
    "gui/lab/run_executor.py": [
        "tests/gui/window/test_main_window.py"
        "::test_that_editing_while_training_prepares_the_next_run_only",
        "tests/gui/stumbles",
    ],
    "core/documents/engine_identity.py": ["tests/core/documents/test_replay_exactness.py"],
    "core/documents/time_machine.py": [
        "tests/core/documents/test_replay_exactness.py",
        "tests/core/documents/test_time_machine.py",
    ],
    "core/documents/document_check.py": ["tests/core/documents/test_opening_watch.py"],
    "core/documents/replay_exactness.py": ["tests/core/documents/test_replay_exactness.py"],
    "gui/window/loading_bar.py": ["tests/gui/documents/test_cancelled_opening.py"],
    "core/documents/disk_room.py": ["tests/core/documents/test_trouble_with_disks.py"],
    "core/documents/document_room.py": [
        "tests/core/documents/test_trouble_with_disks.py",
        "tests/core/commands/test_run_documents.py",
    ],
    "core/datasets/kaggle_csv.py": [
        "tests/core/datasets/test_csv_relatives.py",
        "tests/core/datasets/test_kaggle_csv.py",
    ],
    "core/datasets/csv_layout.py": ["tests/core/datasets/test_csv_relatives.py"],
    "core/datasets/csv_numbers.py": [
        "tests/core/datasets/test_csv_relatives.py",
        "tests/core/datasets/test_kaggle_csv.py",
    ],
    "core/datasets/idx.py": [
        "tests/core/datasets/test_idx.py",
        "tests/core/datasets/test_idx_relatives.py",
    ],
    "core/datasets/idx_names.py": ["tests/core/datasets/test_idx_relatives.py"],
    "core/datasets/idx_folder.py": [
        "tests/core/datasets/test_loading.py",
        "tests/core/datasets/test_idx_relatives.py",
    ],
    "core/datasets/idx_pair.py": ["tests/core/datasets/test_loading.py"],
    "gui/lab/run_saving.py": ["tests/gui/lab/test_run_saving.py"],
    "gui/lab/run_work.py": ["tests/gui/panels/runs/test_trash_and_limits.py"],
    "gui/lab/runs_in_folder.py": ["tests/gui/panels/runs/test_trash_and_limits.py"],
    "gui/process/display_loss.py": ["tests/gui/process/test_process_signals.py"],
    "gui/window/settings_actions.py": ["tests/gui/window/test_settings.py"],
    "gui/panels/experiment/experiment_panel.py": [
        "tests/gui/panels/experiment/test_layer_cards.py"
    ],
    "gui/panels/curves/timeline_bar.py": ["tests/gui/panels/curves/test_curves_panel.py"],
    **{
        f"core/documents/{name}.py": [f"tests/core/documents/{test}.py" for test in tests]
        for name, tests in {
            "recorder": ("test_damaged_ends", "test_recorder", "test_trouble_with_disks"),
            "document_holder": ("test_damaged_ends",),
            "branch_file": ("test_run_document_history", "test_damaged_ends"),
            "snapshot_table": ("test_damaged_ends",),
            "stored_states": ("test_damaged_ends",),
            "run_document": ("test_two_windows", "test_recorder"),
            "history_table": ("test_run_document_refusals", "test_mutated_documents"),
            "schema": ("test_older_versions",),
            "unknown_gradients": ("test_recalled_moment",),
            "recording_pace": ("test_recorder_pace",),
        }.items()
    },
    "core/index_words.py": ["tests/core/test_index_words.py"],
    "core/ledger/terms.py": [
        "tests/core/test_index_words.py",
        "tests/core/ledger/test_terms.py",
    ],
    "core/anatomy/titles.py": ["tests/core/test_index_words.py"],
    "core/glossary/numbers.py": ["tests/core/glossary/test_glossary.py"],
    "gui/help/picture_keys.py": ["tests/gui/help/test_all_keys.py"],
    "gui/help/answer.py": ["tests/gui/help/test_what_is_this.py"],
    "gui/widgets/channel_chooser.py": ["tests/gui/panels/pooling/test_pooling_panel.py"],
    "core/inspection/filter_bank.py": ["tests/gui/panels/filters/test_matrices.py"],
    "gui/panels/network/stage_kind.py": ["tests/gui/panels/network/test_pictures.py"],
    "gui/state/moment.py": ["tests/gui/panels/network/test_changes.py"],
    "gui/state/sample_browser.py": ["tests/gui/panels/samples/test_sample_headline.py"],
    "gui/widgets/large_map.py": ["tests/gui/panels/network/test_large_tile.py"],
    "gui/actions/way_back.py": ["tests/gui/window/test_transport_past.py"],
    "gui/lab/run_control.py": ["tests/gui/lab/test_speed.py"],
    "gui/window/run_numbers.py": [
        "tests/gui/window/test_transport_past.py",
        "tests/architecture/test_number_writing.py",
    ],
    "gui/window/transport_bar.py": ["tests/gui/window/test_transport_past.py"],
    "gui/background/attempt.py": ["tests/gui/background/test_newest_wish.py"],
    "gui/panels/compare/comparison.py": ["tests/gui/panels/compare/test_compare_panel.py"],
    "gui/panels/compare/compared_run.py": ["tests/gui/panels/compare/test_compare_panel.py"],
    "gui/window/run_pace.py": ["tests/gui/window/test_transport_bar.py"],
}


def tests_for(file: str) -> list[str]:
    """Return the test files that are to notice a fault in `file`."""
    own = Path("tests", Path(file).parent, f"test_{Path(file).name}")
    own_tests = [str(own)] if (ROOT / own).exists() else []
    own_tests = OTHER_TESTS.get(file, own_tests)
    return [*own_tests, *CONTRACTS.get(str(Path(file).parent), ())]


def main(words: list[str]) -> int:
    """Plant the faults; return 0 if every single one was caught."""
    faults = [f for f in FAULTS if not words or any(w in f"{f.file} {f.says}" for w in words)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in ("core", "gui", "tests"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        (folder / "assets").symlink_to(ROOT / "assets")
        shutil.copy(ROOT / "pyproject.toml", folder)
        everything = sorted({test for fault in faults for test in tests_for(fault.file)})
        code, failure = run_tests(folder, everything, SECONDS * len(everything))
        if code != PASSED:
            raise PlantingError(f"the tests fail without any fault: {failure}")
        caught = 0
        for fault in faults:
            path = folder / fault.file
            right = path.read_text()
            path.write_text(planted(right, fault))
            code, failure = run_tests(folder, tests_for(fault.file))
            path.write_text(right)
            if code not in (PASSED, FAILED):
                raise PlantingError(f"{fault.file}: {fault.says}: pytest ended with {failure}")
            caught += code == FAILED
            verdict = f"caught by {failure}" if code == FAILED else "NOT CAUGHT"
            print(f"{Path(fault.file).stem}: {fault.says}: {verdict}", flush=True)  # noqa: T201
    print(f"{caught}/{len(faults)} caught")  # noqa: T201
    return 0 if caught == len(faults) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
