"""会议进行与纪要：what runs, what is put to the vote, what is decided, and what comes of it."""
