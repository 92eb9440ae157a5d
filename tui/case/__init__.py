"""What follows from a case once there is a clock: what is due, and when again."""
