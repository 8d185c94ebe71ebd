package io.hedgerow.server.bank;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.WriteRefused;
import io.hedgerow.ledger.enforcement.ReviewRequests;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.server.bank.SpreadTable.Batch;
import io.hedgerow.server.bank.SpreadTable.Unsought;
import io.hedgerow.server.image.Images;
import io.hedgerow.server.image.KeptImage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spreads a judgement of a picture, {@code image:ID}, to everything that carries a picture of the
 * same cluster, now and later; takes it back everywhere when the judgement is taken back. The
 * labels it writes are of kind HASH, so that a person's judgement of a single carrier outranks
 * them. Before a judgement is spread, members of the cluster are sampled: an impure cluster goes to
 * people instead. Used by one thread.
 */
final class ImageSpread {
  private static final Logger LOG = LoggerFactory.getLogger(ImageSpread.class);
  private static final int SAMPLE = 20;
  private static final int PAGE = 500;
  private static final String AUTHOR = "hedgerow";

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final LedgerReader reader;
  private final Images images;
  private final InstantSource clock;
  private final Position position = new Position("images: labels");

  ImageSpread(Jdbi jdbi, Ledger ledger, LedgerReader reader, Images images, InstantSource clock) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.reader = reader;
    this.images = images;
    this.clock = clock;
  }

  /** Takes up labels that were written on pictures since; true when there may be more. */
  boolean takeUpLabels() {
    long after = jdbi.withHandle(position::read);
    long last = reader.lastLabel();
    if (last <= after) {
      return false;
    }
    List<Label> labels = reader.labelsAfter(after, "image", PAGE);
    boolean more = labels.size() == PAGE;
    labels.stream().map(Label::entity).distinct().forEach(this::compare);
    jdbi.useHandle(handle -> position.move(handle, more ? labels.getLast().id() : last));
    return more;
  }

  /** What stands on a picture now against what was spread. */
  private void compare(EntityId entity) {
    Optional<KeptImage> image = images.find(entity.id());
    if (image.isEmpty()) {
      return; // never sent here: nobody is known to carry it
    }
    List<Label> standing = Standing.at(reader.labels(entity), clock.instant());
    Set<Long> wanted = standing.stream().map(Label::id).collect(Collectors.toSet());
    List<Long> spread = jdbi.withHandle(h -> new SpreadTable(h).standing(entity.id()));
    for (long label : spread) {
      if (!wanted.contains(label)) {
        jdbi.useTransaction(handle -> new SpreadTable(handle).end(label));
      }
    }
    for (Label label : standing) {
      if (!spread.contains(label.id()) && isPure(image.get(), label)) {
        learn(image.get().id());
        jdbi.useTransaction(handle -> {
          SpreadTable table = new SpreadTable(handle);
          table.begin(label.id(), image.get().id(), image.get().cluster());
          table.plan(label.id());
        });
      }
    }
  }

  /** Looks from now on for altered copies of pictures with a judgement that stands. */
  void learnJudged() {
    jdbi.withHandle(handle -> new SpreadTable(handle).judged()).forEach(this::learn);
  }

  private void learn(String image) {
    images.signed(image).ifPresent(images::learn);
  }

  /** Covers clusters of the past whose first picture is an altered copy of a judged one. */
  void seekAltered() {
    List<Unsought> unsought = jdbi.withHandle(handle -> new SpreadTable(handle).unsought());
    if (unsought.isEmpty()) {
      return;
    }
    Map<String, Set<String>> clusters =
        images.alteredClusters(unsought.stream().map(Unsought::image).distinct().toList(), SAMPLE);
    jdbi.useTransaction(handle -> {
      SpreadTable table = new SpreadTable(handle);
      for (Unsought one : unsought) {
        clusters
            .getOrDefault(one.image(), Set.of())
            .forEach(cluster -> table.cover(one.label(), cluster));
        table.plan(one.label());
        table.sought(one.label());
      }
    });
  }

  private boolean isPure(KeptImage image, Label label) {
    double purity = images.purity(image, image.cluster(), label.id(), SAMPLE);
    if (purity >= Images.LEAST_PURITY) {
      return true;
    }
    LOG.warn("image {} was not spread: purity of its cluster is {}", image.id(), purity);
    jdbi.useTransaction(handle -> {
      ReviewRequests requests = new ReviewRequests(handle);
      requests.add(label.entity(), label.policy(), "impure", clock.instant());
      requests.write();
    });
    return false;
  }

  /** Covers those who have newly been seen to carry one of the pictures. */
  void takeUpCarriers(Collection<String> carried) {
    if (!carried.isEmpty()) {
      jdbi.useTransaction(handle -> {
        SpreadTable table = new SpreadTable(handle);
        table.labelsOn(carried).forEach(table::plan);
      });
    }
  }

  /** Writes what is planned and undoes what is to be undone; true when there was anything. */
  boolean settle() {
    List<Batch> pending = jdbi.withHandle(handle -> new SpreadTable(handle).pending());
    for (Batch batch : pending) {
      if (batch.state().equals("planned")) {
        write(batch);
      } else {
        undo(batch);
      }
    }
    return !pending.isEmpty();
  }

  private void write(Batch batch) {
    List<String> entities = jdbi.withHandle(h -> new SpreadTable(h).entities(batch.name()));
    Instant now = clock.instant();
    reader.labels(List.of(batch.label())).stream()
        .filter(label -> label.unexpired(now))
        .forEach(label ->
            ledger.write(
                batch.name(),
                AUTHOR,
                entities.stream().map(entity -> write(EntityId.parse(entity), label)).toList()));
    jdbi.useHandle(handle -> new SpreadTable(handle).written(batch.name()));
  }

  /** Lasts as long as the picture's label did from its beginning: the same on every attempt. */
  private static LabelWrite write(EntityId entity, Label label) {
    return new LabelWrite(
        entity,
        label.policy(),
        label.says(),
        new Source(SourceKind.HASH, label.entity().toString(), ""),
        label.confidence(),
        "carries a picture that was judged: " + label.reason(),
        label.expires().map(end -> Duration.between(label.created(), end)));
  }

  private void undo(Batch batch) {
    try {
      ledger.undo(
          batch.name() + "-undo",
          AUTHOR,
          batch.name(),
          "the judgement of the picture was taken back");
    } catch (WriteRefused nothing) {
      LOG.info("nothing was written under {}: {}", batch.name(), nothing.getMessage());
    }
    jdbi.useHandle(handle -> new SpreadTable(handle).undone(batch.name()));
  }
}
