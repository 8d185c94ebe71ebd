package io.hedgerow.ledger.label;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Action;
import io.hedgerow.ledger.Samples;
import io.hedgerow.ledger.label.Label.Says;
import java.time.Instant;
import java.util.Optional;

/** A label for tests, of which a test says only what matters to it. */
public final class LabelSample {
  private final long id;
  private EntityId entity = EntityId.parse("pin:p1");
  private String policy = "spam";
  private Says says = Label.VIOLATES;
  private Source source = new Source(SourceKind.RULE, "flood", "v1");
  private double confidence = 1;
  private Instant created = Samples.NOON;
  private Optional<Instant> expires = Optional.empty();
  private Optional<String> batch = Optional.empty();
  private Optional<Action> action = Optional.empty();
  private Optional<String> content = Optional.empty();

  private LabelSample(long id) {
    this.id = id;
  }

  public static LabelSample of(long id) {
    return new LabelSample(id);
  }

  public static LabelSample like(Label label) {
    LabelSample sample =
        of(label.id())
            .on(label.entity())
            .policy(label.policy())
            .says(label.says())
            .by(label.source())
            .confidence(label.confidence())
            .created(label.created());
    sample.expires = label.expires();
    sample.batch = label.batch();
    sample.action = label.action();
    sample.content = label.content();
    return sample;
  }

  public LabelSample on(EntityId named) {
    entity = named;
    return this;
  }

  public LabelSample policy(String named) {
    policy = named;
    return this;
  }

  public LabelSample says(Says judgement) {
    says = judgement;
    return this;
  }

  public LabelSample by(Source who) {
    source = who;
    return this;
  }

  public LabelSample confidence(double sure) {
    confidence = sure;
    return this;
  }

  public LabelSample created(Instant at) {
    created = at;
    return this;
  }

  public LabelSample expires(Instant at) {
    expires = Optional.of(at);
    return this;
  }

  public LabelSample batch(String key) {
    batch = Optional.of(key);
    return this;
  }

  public LabelSample action(Action instead) {
    action = Optional.of(instead);
    return this;
  }

  public LabelSample content(String fingerprint) {
    content = Optional.of(fingerprint);
    return this;
  }

  public Label build() {
    return new Label(
        id,
        Optional.empty(),
        entity,
        policy,
        says,
        source,
        confidence,
        "because",
        "ann",
        created,
        expires,
        batch,
        action,
        content);
  }
}
