"""Three quiet themes: one accent, red only for what failed, nothing told by colour alone."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="dark",
    primary="#7fb4c9",
    secondary="#8a97a3",
    accent="#7fb4c9",
    warning="#d9b36c",
    error="#e58a84",
    success="#8fbf9a",
    foreground="#e4e4e0",
    background="#16191c",
    surface="#1f2428",
    panel="#2b3238",
    dark=True,
    variables={
        "border": "#7fb4c9",
        "border-blurred": "#4a545c",
        "block-cursor-background": "#7fb4c9",
        "block-cursor-foreground": "#10171b",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#2b3238",
        "block-cursor-blurred-foreground": "#e4e4e0",
        "block-cursor-blurred-text-style": "none",
    },
)

LIGHT = Theme(
    name="light",
    primary="#1f5f7a",
    secondary="#5b6670",
    accent="#1f5f7a",
    warning="#7a5200",
    error="#a4262c",
    success="#256b3a",
    foreground="#1c1f22",
    background="#faf9f5",
    surface="#f0eee7",
    panel="#dfdcd2",
    dark=False,
    variables={
        "border": "#1f5f7a",
        "border-blurred": "#a8a498",
        "block-cursor-background": "#1f5f7a",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#dfdcd2",
        "block-cursor-blurred-foreground": "#1c1f22",
        "block-cursor-blurred-text-style": "none",
    },
)

CONTRAST = Theme(
    name="contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#ffff00",
    warning="#ffffff",
    error="#ff9f9f",
    success="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#303030",
    dark=True,
    text_alpha=1.0,
    variables={
        "border": "#ffff00",
        "border-blurred": "#ffffff",
        "text-muted": "#ffffff",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#303030",
        "block-cursor-blurred-foreground": "#ffffff",
        "block-cursor-blurred-text-style": "none",
    },
)

THEMES = (DARK, LIGHT, CONTRAST)
