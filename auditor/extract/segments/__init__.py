"""Which lines belong to which budget table, and what looks like a table outside any grid."""
