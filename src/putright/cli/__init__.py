"""The commands: `./putright COMMAND`."""
