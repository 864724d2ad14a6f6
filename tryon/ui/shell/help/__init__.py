"""The Help menu: keys, privacy, diagnostics, and what the program is."""
