"""Training of the typo model: counts of a corpus, the artefact, the judge."""
