"""What waits and what runs, the crew that works on it, and the answers that are kept."""
