"""Canvas and panes: what shows the photo."""
