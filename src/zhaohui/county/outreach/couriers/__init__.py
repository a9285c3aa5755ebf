"""How messages leave the house: one courier a channel, behind `protocol.Courier`."""
