"""Finding garments and keeping them in order: search, chips, collections, details."""
