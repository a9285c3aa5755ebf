"""Parts of the bench of duties."""
