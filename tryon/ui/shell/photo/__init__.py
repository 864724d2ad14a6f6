"""What the window does around the photo: arranges views, asks, takes drops, floats messages."""
