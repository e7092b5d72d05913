"""A file or folder of data, looked at and set right before it is used."""
