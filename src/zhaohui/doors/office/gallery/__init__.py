"""The component gallery 部件样张: every file of `templates/components/`, in each of its states."""
