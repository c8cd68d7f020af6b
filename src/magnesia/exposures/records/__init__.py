"""What acts on a body, one YAML file a kind."""
