let doubleRandomPlaceholder = 0
