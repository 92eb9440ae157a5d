"""How fast the program is here, as ratios to what it is compared with in the same run."""
