"""The council's papers: what was decided and why, what goes out, what comes down."""
