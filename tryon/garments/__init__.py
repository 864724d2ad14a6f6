"""What a garment's picture shows."""
