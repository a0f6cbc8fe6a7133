"""Made-up documents beside the tables (evaluations, monitoring, running text), each right and with faults planted."""
