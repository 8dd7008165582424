"""Valid worlds with one thing changed: exactly what it must cause, no comfort and no accusation beyond it."""
