"""The interview engine: scripts, conditions, flow. Pure; imports nothing of ours."""
