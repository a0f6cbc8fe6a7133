"""What a comparison across documents keeps for the next: a database beside the store, and what is in it."""
