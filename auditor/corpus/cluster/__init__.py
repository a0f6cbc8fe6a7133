"""A batch on Apache Spark: documents audited on the machines of a cluster, compared where they lie."""
