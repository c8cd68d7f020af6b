"""The sizes as they were simulated last, and why some are missed."""
