"""News at the agreed interval, who sees to a promise, and a closed case opened again."""
