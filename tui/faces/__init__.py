"""The ways to meet a session: each face is a loop over the same pages."""
