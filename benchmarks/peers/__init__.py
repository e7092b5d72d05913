"""The same training in Glassbox and in the libraries it is compared with."""
