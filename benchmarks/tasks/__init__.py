"""One module a task; each offers `predict(data: Path) -> object`, ready to be written as JSON."""
