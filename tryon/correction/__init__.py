"""What people correct of a parse: values that turn one parse into the next, free of Qt."""
