"""Tools that correct what the parser saw, and the bar they are chosen from."""
