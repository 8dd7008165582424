"""The pages of people: the first start, members, invitations, tokens, the organisation, oneself."""
