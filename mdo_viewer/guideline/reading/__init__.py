"""Reading the files of a pack, strictly: every mistake with its place and remedy."""
