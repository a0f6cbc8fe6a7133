"""The document as one stream of lines: what breaks, copies and margins did to tables is undone here."""
