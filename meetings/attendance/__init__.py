"""回执、请假、替会和签到：who comes, and who came."""
