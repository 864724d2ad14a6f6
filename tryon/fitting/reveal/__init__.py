"""What a garment covers, and what appears where the old clothes go."""
