"""Lines of tables 12 and 13 → items: what a row says, before anybody knows to which project it belongs."""
