"""What the wall of looks does, without its widgets."""
