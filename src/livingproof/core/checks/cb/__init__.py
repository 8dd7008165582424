"""The certification body: who issued it, and on what standing."""
