"""What a family keeps: what may lie at home, and what must not be told there."""
