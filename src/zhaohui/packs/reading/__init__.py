"""Text files to rows: every reader keeps the line, so that every fault has its place."""
