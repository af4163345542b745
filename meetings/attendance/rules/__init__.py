"""Pure: values in, values out. No rows, no clock, no settings."""
