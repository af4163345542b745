"""会议进行的规矩：values in, values out. Knows neither the database nor the clock."""
