"""What the user notes about garments: favourites, tags, collections, where they were bought."""
