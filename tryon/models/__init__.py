"""Models that are downloaded: which there are, where they lie, how they get there."""
