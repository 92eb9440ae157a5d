"""The screens: the page, its help, and the wait while something takes long."""
