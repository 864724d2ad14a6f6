"""HTTP: from requests to tasks, and from answers and problems to responses."""
