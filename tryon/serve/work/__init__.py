"""What is worked on, and the processes that do it."""
