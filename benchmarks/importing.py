def run():
    yield ""
