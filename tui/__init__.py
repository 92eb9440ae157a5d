"""Fairhand, the program: rooms from the interview engine up to the faces."""
