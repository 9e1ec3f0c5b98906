"""The archive: what is kept, who may change it, how it is found."""
