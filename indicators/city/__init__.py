"""What a city says of its own: the indicators it has chosen, its other information, its reports and tools."""
