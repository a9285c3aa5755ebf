"""Parts of the bench on registers."""
