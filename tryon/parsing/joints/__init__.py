"""Joints of people, by MoveNet."""
