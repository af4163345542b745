"""工作日历与时限：which days are worked, and by which day something is to be done."""
