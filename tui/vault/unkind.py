"""Words left out of generated passphrases: nobody should have to type what hurts them daily."""

from __future__ import annotations

from typing import Literal

UNKIND: dict[Literal["en", "fr"], str] = {
    "en": """
abandon abuse accident accuse afraid alarm alcohol anger angry anxiety arm armed armor army arrest
assault attack bachelor betray blame blood body bomb bullet burden burst cannon caught chase coach
cruel crush cry damage danger defy demise denial depart despair destroy divorce dizzy enemy
evidence evil excuse execute exhaust exile expose fatal fatigue fault fever fire force fragile
fury ghost gloom grief guilt gun harsh hazard horror hunt hurt husband idle ill illegal illness
inflict injury inmate insane jealous kick knife lawsuit liar lonely mad marriage misery monster
nasty panic penalty pistol police poverty prison punch rebel reject rifle sad sadness satoshi
scare secret shock shoot sick siege slam spy sting struggle stumble suffer suspect sword target
tragic trap trick trouble ugly unable unfair unhappy upset useless vicious virus warfare weapon
wedding whip wife worry wreck wrong youth
""",
    "fr": """
abandon abusif accabler accuser affreux agacer alarmer amertume angoisse anxieux armature armement
armure arracher assaut asservir atroce attaque bafouer blessant brutal bustier calvaire carnage
chagrin combat crainte crier cruel danger duperie effrayer enfermer enlever ennemi envahir excuse
exiler explorer fatal fatigue folie fragile frapper frayeur fureur furieux griffure gronder
guerrier honteux horrible hurler infliger injure insulter invasion jouissif ligoter lugubre lutter
malheur malice matraque maudire menacer mensonge missile morsure nocif nuire nuisible offenser
opprimer paresse perte phobie pleurer prison priver punaise punitif querelle ravager risque rompre
saboter scalpel semence sinistre solitude sombre suspect terrible torpille toxine tragique trahir
tyran venger venimeux vexant vexer vilain virus vorace
""",
}
"""The words, by language, between blanks."""
