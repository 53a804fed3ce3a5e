print("shuangsuiji")
