package io.hedgerow.server.review;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.strike.Strike;
import io.hedgerow.review.appeal.Statement;
import io.hedgerow.review.cases.ContentChange;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.report.Reports.Report;
import io.hedgerow.review.report.Trust;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a reviewer gets to see of a case, the same for every case of one kind.
 *
 * @param said what the entity says, by field
 * @param seen what a decision on it brings back, so that it is not taken for one on other content
 * @param changed what it says otherwise than when the case was given
 * @param actor who said it
 * @param standing labels on the entity that count
 * @param reporters how far each is believed, by their reports of anything else
 * @param strikes of the actor that count
 * @param policy the text beside the content; empty when only a look was asked for
 * @param cluster how many open cases, itself among them, say the same
 * @param covered true when content stays hidden until asked for
 * @param appeal what is objected to, and the objection
 * @param notes of earlier reviewers
 */
public record Dossier(
    Lease lease,
    Map<String, String> said,
    String seen,
    List<ContentChange> changed,
    Optional<EntityId> actor,
    List<Label> standing,
    List<Report> reports,
    Map<String, Trust> reporters,
    List<Strike> strikes,
    Optional<Policy> policy,
    int cluster,
    boolean covered,
    Optional<Statement> appeal,
    List<String> notes) {
  /** How far whoever reported is believed. */
  public Trust trust(Report report) {
    return reporters.getOrDefault(report.reporter(), Trust.UNKNOWN);
  }
}
