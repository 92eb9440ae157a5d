"""What each command of the command line does; ``tui.cli`` reads the line and calls these.

Every module has a ``run`` that takes the parsed line and returns an exit code. They are
imported only when asked for, so that a quick command stays quick.
"""
