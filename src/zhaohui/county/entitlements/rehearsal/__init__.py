"""Live through days on a synthetic registry of its own, and hold the ledger to a full sweep each day."""
