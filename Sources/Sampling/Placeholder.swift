let samplingPlaceholder = 0
