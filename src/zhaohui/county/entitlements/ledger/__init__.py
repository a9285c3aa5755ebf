"""The standing ledger's tables as columns: read for a comparison, and written after it."""
