"""From who someone is to the parameters of the body: published scaling, usual habits, spread between people."""
