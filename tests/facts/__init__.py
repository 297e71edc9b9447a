"""What a report knows of its period, against the rows that it was counted from."""
