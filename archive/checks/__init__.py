"""四性检测 (DA/T 70-2018): pure, values in and findings out."""
