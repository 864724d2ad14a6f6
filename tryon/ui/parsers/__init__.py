"""Choosing a parser, and the models that are downloaded."""
