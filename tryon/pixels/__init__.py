"""Arrays of any picture: masks, mattes, resizing, filling in; nothing about clothes."""
