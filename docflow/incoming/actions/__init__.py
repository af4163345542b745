"""The verbs of what comes in: one file, one verb; pages, commands and the API call the same."""
