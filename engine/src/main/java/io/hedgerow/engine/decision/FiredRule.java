package io.hedgerow.engine.decision;

import io.hedgerow.engine.pack.Stage;

/**
 * A rule whose condition held.
 *
 * @param effective false in shadow, and in canary for actors outside the share
 * @param verdict what it asked for; {@code ALLOW} when it only labels
 * @param review true when it asks for a person
 * @param reason its reason text with the values filled in
 * @param trace its condition with every sub-condition's value
 */
public record FiredRule(
    String rule,
    Stage stage,
    boolean effective,
    Verdict verdict,
    boolean review,
    String reason,
    Trace trace) {}
