def run(): yield ""
