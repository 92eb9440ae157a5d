"""The stages of a sitting: opening, walking a journey, reviewing, papers. Each makes pages."""
