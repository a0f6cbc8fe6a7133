"""Items → projects, the department's head, and their indicators, each with its owner."""
