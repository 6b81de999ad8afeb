"""A person's data: what is kept how long, holds, removal by two people, and what is held about one."""
