"""Many documents: discovery, a pool of bounded workers, a cache, the store, the summary of a folder."""
