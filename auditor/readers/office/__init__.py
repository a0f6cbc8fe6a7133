"""Office files: workbooks old and new, Word documents, and what they have in common."""
