"""Papers about technology-facilitated violence, for the person it is done to."""
