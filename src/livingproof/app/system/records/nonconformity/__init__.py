"""The nonconformity: something that does not fulfil a requirement, from the report to the closing."""
