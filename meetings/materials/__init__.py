"""会议材料：handed out by right as watermarked pages, numbered, taken back."""
