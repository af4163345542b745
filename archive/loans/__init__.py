"""借阅：what is filed is lent to somebody for some days, asked with a reason, approved by a route, read under a watermark."""
