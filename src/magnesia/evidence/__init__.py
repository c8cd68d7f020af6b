"""What the model stands on: the bibliography and the published experiments that come with the package."""
