"""Where a person's body is, and what covers it."""
