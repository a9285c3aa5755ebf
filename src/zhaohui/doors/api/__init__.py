"""What other programs meet: Open311."""
