"""What a flow step is measured against: the least Django that signs in, checks the form's token and writes the same rows."""
