"""What a pack must keep beyond the form of its rows; one module per kind of fault."""
