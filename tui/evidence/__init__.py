"""Files of a record: what they may be called outside it, and giving them back as plain files."""
