"""Fairhand, the program: rooms from the interview engine up to the faces."""

__version__ = "0.1.0"
