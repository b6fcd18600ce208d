"""The demonstration: fictional centres, people and histories, topped up at each start."""
