"""Pictures on their way into the wardrobe: what is read, what is asked, what was refused."""
