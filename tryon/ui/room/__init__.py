"""What the window does, without widgets."""
