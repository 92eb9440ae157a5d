"""A person's sitting with the app, as pages; the only thing faces use."""
