let tablesPlaceholder = 0
