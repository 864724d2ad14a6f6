"""Garments of endless variety, drawn quickly, whose landmarks and parts are known exactly."""
