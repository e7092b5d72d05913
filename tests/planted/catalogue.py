"""Faults of the sets that are known by name."""

from tests.planted.fault import Fault

FETCHING, DOWNLOADER = "core/catalogue/fetching.py", "core/catalogue/downloader.py"
KNOWN, FOLDERS = "core/datasets/known_data.py", "core/catalogue/data_folders.py"
DIALOG = "gui/dialogs/data_sets_dialog.py"

FAULTS = (
    Fault(FETCHING, 'known_hash=f"sha256:{file.sha256}"', "known_hash=None",
          "any file is taken for the published one"),
    Fault(FETCHING, "shutil.rmtree(stage, ignore_errors=True)", "pass",
          "half a download stays on the disk"),
    Fault(FETCHING, "if (found := folder_of(known)) is not None:", "if (found := None):",
          "a set that is here is fetched again"),
    Fault(FETCHING, "received(0)  # if", "# if", "a download that is given up is a failure"),
    Fault(DOWNLOADER, "if total > self._size:", "if False:", "a server may fill the disk"),
    Fault("core/catalogue/unpacking.py", "if info.isreg()", "",
          "a link in an archive is taken for a file"),
    Fault("core/catalogue/unpacking.py", "folder / base", "folder / name",
          "an archive says where its files go"),
    Fault("core/catalogue/local_places.py", "{**_read(downloads), name", "{name",
          "one copy is remembered at a time"),
    Fault(FOLDERS, "all(file_in(folder, name) is not None", "any(file_in(folder, name) is not None",
          "a set of which files are missing counts as here"),
    Fault(KNOWN, "labels - labels.dtype.type(known.first_label)", "labels",
          "EMNIST's letters are one too far"),
    Fault(KNOWN, "table[images]", "images", "digits of 16 levels are black"),
    Fault(KNOWN, "name=known.title, class_names=names, credit=known.credit",
          "name=known.title, class_names=names", "licence and citation get lost"),
    Fault(KNOWN, "names = known.class_names or dataset.class_names",
          "names = dataset.class_names", "clothes are called 0 to 9"),
    Fault("core/documents/dataset_digest.py", "return dataset_digest(numbered, check) == digest",
          "return False", "runs lose images whose classes have names now"),
    Fault(DIALOG, "if not self._is_busy and self._state.is_usable:", "if True:",
          "Enter uses a set that is not here"),
    Fault(DIALOG, "self.stop_wanted.emit()", "pass", "a download cannot be stopped"),
)  # fmt: skip
