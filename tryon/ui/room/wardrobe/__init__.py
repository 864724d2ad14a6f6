"""The wardrobe's work, without widgets: thumbnails, details, files, and what others change."""
