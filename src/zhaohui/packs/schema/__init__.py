"""One pydantic model per kind of row."""
