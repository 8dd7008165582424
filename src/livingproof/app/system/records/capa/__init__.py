"""The CAPA: causes proven, actions planned, done, and shown to work by somebody else; the 8D report is one of its renderings."""
