"""The verbs of documents: one file, one verb; pages, commands and the API call the same."""
