"""What is shown to others of a try-on: its result, and that beside the photo in several forms."""
