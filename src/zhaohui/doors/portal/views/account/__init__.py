"""The resident's own pages: what is bound, whom she lets help, what is kept about her."""
