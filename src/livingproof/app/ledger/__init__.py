"""The history that is only appended to: hash-chained entries for each organisation, evidence by digest, signatures."""
