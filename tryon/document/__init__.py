"""One try-on as it is kept: what it consists of, and its file. No Qt."""
