"""The rules, one module each; `registry` lists them."""
