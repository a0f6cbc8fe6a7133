"""Wrong characters in texts: candidates, what speaks for them, the judge, and the proofreader of a document."""
