"""What can be opened as data, said by heart for the window's first picture."""

#: The catalogue of formats says the same, and a test looks; it takes too long to import.
OPEN_DATA_TIP = (
    "Learn from a Kaggle digit-recognizer CSV, IDX files or their folder, NumPy arrays (.npz, "
    ".npy), a folder of images with a folder for each class, a zip of such a folder, or the "
    "batches of CIFAR-10 or CIFAR-100 (a folder or its .tar.gz)"
)
