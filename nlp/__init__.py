"""Pure functions over text, tokens and matrices: no storage, no user interface."""
