"""Which tests are to notice a fault, by the file that it is planted in."""

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
    "core/what_if": (
        "tests/core/what_if/test_ablation.py",
        "tests/core/what_if/test_edits.py",
        "tests/core/what_if/test_loss_change.py",
    ),
    "core/drawing": ("tests/core/drawing/test_preparation.py",),
    "core/evaluation": ("tests/core/evaluation/test_verdicts.py",),
    "core/explanation": (
        "tests/core/explanation/test_methods.py",
        "tests/core/explanation/test_against_captum.py",
        "tests/core/explanation/test_explained_image.py",
    ),
    "core/figures": ("tests/core/figures/test_drawing.py",),
    "gui/figures": ("tests/gui/figures/test_figure_file.py",),
    "core/reporting": ("tests/core/commands/test_export_report.py", "tests/core/reporting"),
    "core/exporting": (
        "tests/core/exporting/test_formats.py",
        "tests/core/exporting/test_parity.py",
        "tests/core/commands/test_export.py",
    ),
    "core/importing": ("tests/core/importing",),
    "core/exporting/layers": ("tests/core/exporting/test_parity.py",),
    "core/sweeping": ("tests/core/sweeping",),
    "core/twins": ("tests/core/twins",),
    "core/optimizers": (
        "tests/core/optimizers/test_every_optimizer.py",
        "tests/core/optimizers/test_every_optimizer_state.py",
    ),
    "core/training": (
        "tests/core/training/test_gradient_step.py",
        "tests/core/training/test_helper_threads.py",
        "tests/core/training/test_reproducibility.py",
        "tests/core/training/test_trouble.py",
        "tests/core/training/test_whole_step.py",
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
    "gui/panels/evaluate": (
        "tests/gui/panels/evaluate/test_evaluate_panel.py",
        "tests/gui/panels/evaluate/test_image_lists.py",
    ),
    "gui/judging": (
        "tests/gui/judging/test_rested_wish.py",
        "tests/gui/panels/evaluate/test_evaluate_panel.py",
        "tests/gui/panels/evaluate/test_sureness.py",
        "tests/gui/panels/evaluate/test_image_lists.py",
    ),
    "gui/panels/runs": ("tests/gui/panels/runs/test_trash_and_limits.py",),
}
#: Tests of files that have none of their own name.
OTHER_TESTS = {
    "core/evaluation/reliability.py": ["tests/core/evaluation/test_calibration.py"],
    "core/evaluation/ranking.py": [
        "tests/core/evaluation/test_verdicts.py",
        "tests/core/evaluation/test_likely_mislabelled.py",
    ],
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
    "gui/panels/draw/own_digits_keeper.py": ["tests/gui/panels/draw/test_own_digits_view.py"],
    "core/ledger/books.py": ["tests/core/ledger/test_silenced_pages.py"],
    "core/optimizers/base.py": ["tests/core/test_marked_channels.py"],
    "core/documents/branching.py": [
        "tests/core/documents/test_branching_with_edits.py",
    ],
    "gui/window/rail_overlay.py": ["tests/gui/window/test_rails.py"],
    "gui/window/kept_layout.py": [
        "tests/gui/window/test_rails.py::test_that_everything_comes_back_to_the_pixel"
    ],
    "gui/window/run_naming.py": [
        "tests/gui/window/test_run_naming.py::test_that_a_run_has_one_name_everywhere_and_a_new_one_at_once"
    ],
    "gui/window/panel_dock.py": [
        "tests/gui/window/test_fit.py",
        "tests/gui/window/test_keyboard_and_readers.py",
    ],
    "gui/window/end_card.py": ["tests/gui/window/test_small_screens.py"],
    "gui/window/dock_groups.py": ["tests/gui/window/test_rails.py"],
    "gui/window/rails.py": [
        "tests/gui/window/test_small_screens.py",
    ],
    "gui/state/selection.py": [
        "tests/gui/window/test_small_screens.py",
    ],
    "gui/panels/ledger/grid_painter.py": ["tests/gui/panels/ledger/test_grids.py"],
    "gui/panels/network/row_plan.py": ["tests/gui/panels/network/test_pipeline_planning.py"],
    "gui/window/tab_stops.py": ["tests/gui/window/test_keyboard_and_readers.py"],
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
            "window/below_fold": [
                "tests/gui/window/test_below_fold.py",
                "tests/gui/window/test_small_screens.py",
            ],
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
    "gui/theme/screen_scale.py": [
        "tests/gui/window/test_zoom.py"
        "::test_that_everything_in_every_panel_has_so_many_dots_a_pixel_and_comes_back",
        "tests/gui/window/test_zoom.py",
    ],
    "gui/judging/evaluation.py": ["tests/gui/panels/evaluate/test_silencing.py"],
    "gui/theme/zoom.py": ["tests/gui/window/test_zoom.py"],
    "gui/window/zoom_actions.py": [
        "tests/gui/window/test_zoom.py"
        "::test_that_the_zoom_ends_where_the_window_fits_no_more_and_says_so",
        "tests/gui/window/test_zoom.py"
        "::test_that_a_zoom_from_a_larger_screen_comes_down_to_this_one_and_is_kept",
    ],
    "gui/window/main_window.py": [
        "tests/gui/window/test_panel_views.py"
        "::test_that_a_window_closed_in_a_presentation_opens_as_it_was_before",
    ],
    "gui/window/presentation.py": ["tests/gui/window/test_panel_views.py"],
    "gui/window/one_panel.py": ["tests/gui/window/test_panel_views.py"],
    "core/data_map/neighbour_layout.py": [
        "tests/core/data_map/test_neighbour_layout.py::test_that_from_a_layout_before_points_go_on_and_do_not_jump",
        "tests/core/data_map/test_neighbour_layout.py::test_that_it_ends_as_soon_as_it_is_no_longer_wanted",
    ],
    "core/explanation/unit_answer.py": ["tests/core/explanation/test_liked_input.py"],
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
    ],
    "core/documents/document_check.py": ["tests/core/documents/test_opening_watch.py"],
    "gui/window/loading_bar.py": ["tests/gui/documents/test_cancelled_opening.py"],
    "core/documents/disk_room.py": ["tests/core/documents/test_trouble_with_disks.py"],
    "core/documents/document_room.py": [
        "tests/core/documents/test_trouble_with_disks.py",
        "tests/core/commands/test_run_documents.py",
    ],
    "core/datasets/image_reader.py": ["tests/core/datasets/test_image_folder.py"],
    "core/datasets/image_tree.py": ["tests/core/datasets/test_image_folder.py"],
    "core/formats/picture_frame.py": ["tests/core/datasets/test_image_folder.py"],
    "core/formats/picture_bytes.py": ["tests/core/datasets/test_image_folder.py"],
    "core/formats/zip_member.py": ["tests/core/datasets/test_image_zip.py"],
    "core/commands/train.py": ["tests/core/commands/test_own_data.py"],
    "core/datasets/csv_numbers.py": [
        "tests/core/datasets/test_csv_choice.py",
        "tests/core/datasets/test_csv_relatives.py",
        "tests/core/datasets/test_kaggle_csv.py",
    ],
    "core/datasets/idx.py": [
        "tests/core/datasets/test_idx_relatives.py",
    ],
    "core/datasets/idx_names.py": ["tests/core/datasets/test_idx_relatives.py"],
    "core/datasets/idx_folder.py": [
        "tests/core/datasets/test_loading.py",
        "tests/core/datasets/test_idx_relatives.py",
    ],
    "core/datasets/idx_pair.py": ["tests/core/datasets/test_loading.py"],
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
            "recorder": (
                "test_damaged_ends",
                "test_recorder",
                "test_recorder_rests",
                "test_trouble_with_disks",
            ),
            "document_holder": ("test_damaged_ends",),
            "branch_file": ("test_run_document_history", "test_damaged_ends"),
            "snapshot_table": ("test_damaged_ends",),
            "stored_states": ("test_damaged_ends",),
            "real_file": ("test_two_windows",),
            "run_document": ("test_two_windows", "test_recorder"),
            "history_table": (
                "test_run_document_history",
                "test_run_document_refusals",
                "test_mutated_documents",
            ),
            "schema": ("test_older_versions",),
            "unknown_gradients": ("test_recalled_moment",),
            "recording_pace": ("test_recorder_pace",),
        }.items()
    },
    "core/ledger/terms.py": [
        "tests/core/test_index_words.py",
    ],
    "core/anatomy/titles.py": ["tests/core/test_index_words.py"],
    "core/glossary/numbers.py": ["tests/core/glossary/test_glossary.py"],
    "gui/help/picture_keys.py": ["tests/gui/help/test_all_keys.py"],
    "gui/window/document_actions.py": ["tests/gui/documents/test_keeping.py"],
    "gui/help/menu_asking.py": ["tests/gui/help/test_menus_and_dialogs.py"],
    "gui/help/pane.py": ["tests/gui/help/test_menus_and_dialogs.py"],
    "gui/window/help_actions.py": ["tests/gui/help/test_menus_and_dialogs.py"],
    "gui/panels/runs/overlay_keeper.py": ["tests/gui/panels/runs/test_files_and_ticks.py"],
    "gui/help/answer.py": [
        "tests/gui/help/test_what_is_this.py"
        "::test_that_everything_in_every_panel_and_in_the_transport_has_its_word"
    ],
    "gui/widgets/channel_chooser.py": ["tests/gui/panels/pooling/test_pooling_panel.py"],
    "core/inspection/filter_bank.py": ["tests/gui/panels/filters/test_matrices.py"],
    "gui/panels/network/stage_kind.py": ["tests/gui/panels/network/test_pictures.py"],
    "gui/state/moment.py": ["tests/gui/panels/network/test_changes.py"],
    "gui/state/loaded_data.py": ["tests/gui/state/test_own_part.py"],
    "gui/state/sample_browser.py": [
        "tests/gui/panels/samples/test_sample_headline.py",
        "tests/gui/state/test_own_part.py",
    ],
    "gui/panels/draw/draw_panel.py": ["tests/gui/panels/draw/test_stages_view.py"],
    "gui/panels/evaluate/evaluate_panel.py": [
        "tests/gui/panels/evaluate/test_own_digits.py",
        "tests/world/test_data_of_a_run.py::test_that_a_run_whose_images_are_gone_is_opened_for_looking",
    ],
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
