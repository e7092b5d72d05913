"""The words for dialogs and what is in them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.glossary.word import Word

_SETTINGS = Word(
    "settings",
    "What is decided once for all runs; every change holds at once.",
    place="gui/settings.py: Settings",
)
_RECORDING = Word(
    "recording of runs",
    "Every run saves itself in a file of its own while it trains, and keeps some of its past.",
    place="core/documents/recorder.py: Recorder",
)
_BUDGET = Word(
    "kept for the time slider",
    "How much of its past a run keeps in its file. What is not kept is computed anew when you "
    "go back to it.",
    "MB",
    "core/documents/document_thinning.py: document_budget",
)
_FOLDER = Word(
    "runs folder",
    "Where the files of runs are kept, one a run.",
    place="gui/settings.py: Settings.runs_folder",
)
_TRASH = Word(
    "trash",
    "Deleted runs. They stay on the disk until the trash is emptied.",
    place="core/documents/trash.py: empty_trash",
)
_IMAGES = Word(
    "large data sets",
    "Images that need more than their share of the memory are kept in a file and trained from "
    "there, with the same numbers.",
    "%, GB",
    "core/datasets/streaming/within_memory.py: read_within_memory",
)
_COUNTING = Word(
    "counting",
    "Whether the first of several things is called 0, as in code, or 1.",
    "0 or 1",
    "core/index_words.py: count_from",
)
_FILM = Word(
    "export over time",
    "A panel at many steps of the run, written as one animated file or as pictures.",
    place="gui/film/film_maker.py: FilmMaker",
)
_FIGURE = Word(
    "figure",
    "What a panel shows as a file: drawn for paper, as it is on the screen, or as numbers.",
    place="gui/figures/figure_file.py: figure_bytes",
)
_SIZE = Word(
    "pictures",
    "How many pictures there will be, how large each is, and how long the film lasts.",
    "count, pixels, seconds",
    "gui/film/film_plan.py: spread_steps",
)
_KEYS = Word(
    "keys",
    "Every key there is: those of the menus first, then those of pictures, lists and fields.",
    place="gui/help/key_groups.py: key_groups",
)
_ABOUT = Word(
    "about Glassbox",
    "What this program is, and the versions of what it is built on. A report of a fault "
    "should name them.",
    place="gui/dialogs/about_dialog.py: engine_lines",
)
_DATA_SETS = Word(
    "known data sets",
    "Sets of images that are known by name: what they show, whose they are, and whether they "
    "are on this computer.",
    place="core/catalogue/known_sets.py: KNOWN_SETS",
)
_CREDIT = Word(
    "licence and citation",
    "On what terms a set may be used, and the work to name where it was. Both are kept with a "
    "run and its exports.",
    place="core/catalogue/data_credit.py: DataCredit",
)
_FETCHING = Word(
    "download",
    "A set comes from where it is published, is compared with its SHA-256, and is kept whole "
    "or not at all.",
    "share of its bytes",
    "core/catalogue/fetching.py: fetch",
)
_FILE = Word(
    "file",
    "Where something is read from, or written to.",
    place="gui/dialogs/file_dialogs.py: FileDialogs",
)

_IMPORT = Word(
    "open data",
    "Images of a file or folder as the network will see them. How they are read and used can "
    "be changed; the file itself never is.",
    place="gui/data_import/import_dialog.py: ImportDialog",
)
_CHOICES = Word(
    "choices of data",
    "How a source is read and used: columns, size, colour, brightness, images for testing. "
    "They are part of the experiment and kept with the run.",
    place="core/data_description.py: DataDescription",
)
_CHECKED = Word(
    "checked",
    "What is wrong with the data, with what can be done about it, and what is not wrong.",
    place="core/data_import/checked.py: checked_of",
)
_TO_BEAT = Word(
    "to beat",
    "The share of images that have the class of the training image that is nearest to them, "
    "pixel by pixel. A network should get more right.",
    "% of images",
    "core/exploring/baseline.py: neighbour_baseline",
)
_SEEN = Word(
    "images as they are seen",
    "Some images of every class, what they look like on average, and how many there are.",
    place="core/data_import/preview.py: Preview",
)

#: Object names, as `fnmatch` reads them.
DIALOG_NAMED: Mapping[str, Word | str] = MappingProxyType(
    {
        "branch_dialog": "branch",
        "branch_title": "branch",
        "branch_where": "branch",
        "settings_recording": _RECORDING,
        "settings_budget*": _BUDGET,
        "settings_folder*": _FOLDER,
        "settings_trash": _TRASH,
        "settings_images*": _IMAGES,
        "settings_count*": _COUNTING,
        "settings_dialog": _SETTINGS,
        "trash_question": _TRASH,
        "trash_question_text": _TRASH,
        "trash_question_more": _TRASH,
        "figure_dialog*": _FIGURE,
        "export_over_time_summary": _SIZE,
        "export_over_time_to": "step",
        "export_over_time_message": _FILM,
        "export_over_time_progress": _FILM,
        "export_over_time": _FILM,
        "about_dialog": _ABOUT,
        "about_versions": _ABOUT,
        "key_page": _KEYS,
        "import_dialog": _IMPORT,
        "import_headline": _IMPORT,
        "import_below": _IMPORT,
        "import_said": _IMPORT,
        "import_progress": _IMPORT,
        "import_note": _IMPORT,
        "import_images*": _SEEN,
        "import_pointed": _SEEN,
        "import_checked*": _CHECKED,
        "import_check_*": _CHECKED,
        "import_beat*": _TO_BEAT,
        "import_*": _CHOICES,
        "data_sets_credit": _CREDIT,
        "data_sets_progress": _FETCHING,
        "data_sets_message": _FETCHING,
        "data_sets_*": _DATA_SETS,
        "curves_export_dialog": _FILE,
        "QFileDialog": _FILE,
    }
)
