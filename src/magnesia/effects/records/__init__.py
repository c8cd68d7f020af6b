"""The numbers of the organs' answers, one YAML file an organ; records as those of the body."""
