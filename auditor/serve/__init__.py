"""The local page: for who does not want a command line. It listens on this machine only and sends nothing anywhere."""
