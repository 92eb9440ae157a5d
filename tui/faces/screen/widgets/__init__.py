"""What the screens are made of; each widget's style stands beside it."""
