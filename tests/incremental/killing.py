"""How is a process killed at the nth of its steps on the disk? This goes before what it does; `number` says which."""

KILL_AT_STEP = """
import os, signal, sys

seen = 0

def watch(event, arguments):
    global seen
    if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR):
        return
    if event in ("open", "os.mkdir", "os.chmod", "os.rename", "os.link", "os.remove", "os.rmdir", "ctypes.dlsym"):
        seen += 1
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
"""
