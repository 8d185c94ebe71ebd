package io.hedgerow.server.measure;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.measurement.Refusal;
import io.hedgerow.measurement.sampling.Draw;
import io.hedgerow.measurement.sampling.ReplacementSample;
import io.hedgerow.measurement.sampling.ScoreWeight;
import io.hedgerow.measurement.table.CsvReader;
import io.hedgerow.measurement.table.TableException;
import io.hedgerow.review.Review;
import io.hedgerow.review.cases.Arrivals.Asked;
import java.io.IOException;
import java.io.Reader;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Draws what people should judge from a day's impressions, keeps every draw with its probability,
 * and puts what nobody has judged yet before reviewers. Thread-safe.
 */
public final class Samples {
  private static final int PAGE = 200;
  private static final int LONGEST_PIVOT = 100;
  private static final Set<String> OWN =
      Set.of(
          "unit", "views", "score", "label", "probability", "policy", "audit_probability", "truth");

  private final Ledger ledger;
  private final Review review;
  private final Optional<String> judge;
  private final InstantSource clock;

  /** With people who judge every draw. */
  public Samples(Ledger ledger, Review review, InstantSource clock) {
    this(ledger, review, Optional.empty(), clock);
  }

  /**
   * With a judge.
   *
   * @param judge the model that draws are put before; empty leaves them to people
   */
  public Samples(Ledger ledger, Review review, Optional<String> judge, InstantSource clock) {
    this.ledger = ledger;
    this.review = review;
    this.judge = judge;
    this.clock = clock;
  }

  /** What a day's content is drawn for. */
  public record Wanted(String policy, LocalDate day, int size, long seed, String author) {
    public Wanted {
      Refusal.unlessAtLeast("size", size, 2);
    }

    /**
     * The same seed gives the same draws of the same content, but no two days or policies share
     * theirs: estimates over several days take them as independent.
     */
    SplittableRandom random() {
      return new SplittableRandom(seed + 31 * (day.toEpochDay() + 31L * policy.hashCode()));
    }
  }

  /**
   * What came of it.
   *
   * @param sample its number; empty when that policy and day has one already
   * @param asked entities put before reviewers
   */
  public record Drawn(Optional<Long> sample, int draws, long units, int asked) {}

  private record Unit(
      String id,
      double views,
      Map<String, String> pivots,
      Optional<Integer> label,
      Optional<Check> check) {}

  /**
   * A label of somebody whose work is checked.
   *
   * @param chance with which the unit was to be looked at again
   * @param truth what came of it; empty when nobody looked
   */
  private record Check(int label, double chance, Optional<Integer> truth) {}

  private record Day(List<Draw<Unit>> draws, long units, double views) {}

  /**
   * Draws with replacement in proportion to views × √score, in one pass. With a column {@code
   * probability} the rows are draws that were made elsewhere, with their labels, and are kept as
   * they are.
   *
   * @throws TableException that names row and column when something does not fit
   */
  public Drawn draw(Wanted wanted, Reader csv) throws IOException {
    CsvReader table = new CsvReader("impressions", csv);
    Day day = table.findColumn("probability").isPresent() ? made(table) : drawn(table, wanted);
    if (day.draws().isEmpty()) {
      throw new TableException("impressions: no row has views; nothing can be drawn");
    }
    List<Drawn> drawn = new ArrayList<>();
    ledger.note(
        "sample drawn",
        wanted.author(),
        members(
            "policy", wanted.policy(),
            "day", wanted.day().toString(),
            "draws", (long) day.draws().size(),
            "seed", wanted.seed()),
        handle -> {
          drawn.clear();
          drawn.add(keep(handle, wanted, day));
        });
    return drawn.getFirst();
  }

  private static Day drawn(CsvReader table, Wanted wanted) throws IOException {
    Columns columns = new Columns(table);
    ReplacementSample<Unit> sample = new ReplacementSample<>(wanted.size(), wanted.random());
    long units = 0;
    double views = 0;
    while (table.next()) {
      double own = columns.views();
      units++;
      views += own;
      sample.offerLazily(columns::unit, columns.weight(own));
    }
    return new Day(sample.draws(), units, views);
  }

  private static Day made(CsvReader table) throws IOException {
    Columns columns = new Columns(table);
    int probability = table.column("probability");
    table.column("label");
    List<Draw<Unit>> draws = new ArrayList<>();
    double views = 0;
    while (table.next()) {
      Unit unit = columns.unit();
      double chance = table.number(probability);
      columns.check(() -> Refusal.unlessProbability("probability", chance));
      columns.check(() -> Refusal.unlessPositive("views", unit.views()));
      draws.add(new Draw<>(unit, chance));
      views += unit.views() / chance;
    }
    return new Day(draws, draws.size(), views / Math.max(1, draws.size()));
  }

  private Drawn keep(Handle handle, Wanted wanted, Day day) {
    Instant now = clock.instant();
    Optional<Long> sample =
        handle
            .createQuery(
                "insert into measure.sample(policy, day, units, views, seed, author, created, judge)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing returning id")
            .bind(0, wanted.policy())
            .bind(1, wanted.day())
            .bind(2, day.units())
            .bind(3, day.views())
            .bind(4, wanted.seed())
            .bind(5, wanted.author())
            .bind(6, Timestamp.from(now))
            .bind(7, judge.orElse(""))
            .mapTo(Long.class)
            .findOne();
    if (sample.isEmpty()) {
      return new Drawn(sample, 0, day.units(), 0);
    }
    insert(handle, sample.get(), day.draws());
    checks(handle, sample.get(), day.draws(), now);
    int asked = judge.isPresent() ? 0 : ask(handle, sample.get(), wanted.policy(), now);
    return new Drawn(sample, day.draws().size(), day.units(), asked);
  }

  private static void insert(Handle handle, long sample, List<Draw<Unit>> draws) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into measure.draw(sample, ordinal, unit, views, probability, pivots, label)"
                + " values (?, ?, ?, ?, ?, ?, ?)");
    int ordinal = 0;
    for (Draw<Unit> draw : draws) {
      Unit unit = draw.unit();
      batch
          .bind(0, sample)
          .bind(1, ordinal++)
          .bind(2, unit.id())
          .bind(3, unit.views())
          .bind(4, draw.probability())
          .bind(5, CanonicalJson.writeSorted(unit.pivots()))
          .bind(6, unit.label().orElse(null))
          .add();
    }
    batch.execute();
  }

  private static void checks(Handle handle, long sample, List<Draw<Unit>> draws, Instant now) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into measure.judgement(sample, unit, model, prompt, content, breaks, why,"
                + " audit_probability, audited, truth, at) values (:sample, :unit, 'upload', '',"
                + " ''::bytea, :breaks, '', :chance, :audited, :truth, :at)"
                + " on conflict do nothing");
    for (Draw<Unit> draw : draws) {
      draw.unit()
          .check()
          .ifPresent(check ->
              batch
                  .bind("sample", sample)
                  .bind("unit", draw.unit().id())
                  .bind("breaks", check.label() == 1)
                  .bind("chance", check.chance())
                  .bind("audited", check.truth().isPresent())
                  .bind("truth", check.truth().orElse(null))
                  .bind("at", Timestamp.from(now))
                  .add());
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  /** Asks about what has no label, no open case and no decision of a person that stands. */
  private int ask(Handle handle, long sample, String policy, Instant now) {
    List<String> units =
        handle
            .createQuery(
                "select distinct unit from measure.draw d where sample = :sample and label is null"
                    + " and not exists (select 1 from measure.judgement j"
                    + " where j.sample = d.sample and j.unit = d.unit)"
                    + " and not exists (select 1 from review.item i left join review.verdict v"
                    + " on v.item = i.id and v.undone is null where i.entity = d.unit"
                    + " and (i.state = 'open' and i.appeal is null or v.id is not null))"
                    + " order by unit")
            .bind("sample", sample)
            .mapTo(String.class)
            .list();
    List<Asked> asked =
        units.stream().map(u -> new Asked(EntityId.parse(u), policy, "sample", now)).toList();
    for (int i = 0; i < asked.size(); i += PAGE) {
      review.ask(handle, asked.subList(i, Math.min(asked.size(), i + PAGE)));
    }
    return asked.size();
  }

  /** The columns of an upload, read row by row. */
  private static final class Columns {
    private final CsvReader table;
    private final int unit;
    private final int views;
    private final OptionalInt score;
    private final OptionalInt label;
    private final OptionalInt chance;
    private final OptionalInt truth;

    Columns(CsvReader table) {
      this.table = table;
      unit = table.column("unit");
      views = table.column("views");
      score = table.findColumn("score");
      label = table.findColumn("label");
      chance = table.findColumn("audit_probability");
      truth = table.findColumn("truth");
      if (chance.isPresent() != truth.isPresent() || chance.isPresent() && label.isEmpty()) {
        throw new TableException(
            "impressions: audits need the columns `label`, `audit_probability` and `truth`");
      }
    }

    double views() {
      return table.number(views);
    }

    double weight(double own) {
      OptionalDouble known =
          score.isPresent() ? table.findNumber(score.getAsInt()) : OptionalDouble.empty();
      double[] weight = new double[1];
      check(() -> weight[0] = ScoreWeight.ROOT.of(own, known));
      return weight[0];
    }

    Unit unit() {
      String id = table.field(unit).strip();
      check(() -> EntityId.parse(id));
      Map<String, String> pivots = new LinkedHashMap<>();
      for (int i = 0; i < table.header().size(); i++) {
        String value = table.field(i).strip();
        if (!OWN.contains(table.header().get(i)) && value.length() <= LONGEST_PIVOT) {
          pivots.put(table.header().get(i), value);
        }
      }
      Optional<Integer> said = said("label", label);
      Optional<Check> check = said.flatMap(this::check);
      return new Unit(id, views(), pivots, check.isPresent() ? Optional.empty() : said, check);
    }

    /** A row without a chance has a label to be believed. */
    private Optional<Check> check(int said) {
      OptionalDouble own =
          chance.isPresent() ? table.findNumber(chance.getAsInt()) : OptionalDouble.empty();
      if (own.isEmpty()) {
        return Optional.empty();
      }
      double probability = own.getAsDouble();
      check(() -> Refusal.unlessProbability("audit_probability", probability));
      Optional<Integer> found = said("truth", truth);
      if (probability == 1 && found.isEmpty()) {
        throw new TableException(
            table.where() + ": `truth` is missing, though `audit_probability` is 1");
      }
      return Optional.of(new Check(said, probability, found));
    }

    private Optional<Integer> said(String name, OptionalInt column) {
      OptionalDouble value =
          column.isPresent() ? table.findNumber(column.getAsInt()) : OptionalDouble.empty();
      if (value.isEmpty()) {
        return Optional.empty();
      }
      if (value.getAsDouble() != 0 && value.getAsDouble() != 1) {
        throw new TableException(
            "%s: `%s` must be 0 or 1, was %s".formatted(table.where(), name, value.getAsDouble()));
      }
      return Optional.of((int) value.getAsDouble());
    }

    void check(Runnable check) {
      try {
        check.run();
      } catch (IllegalArgumentException wrong) {
        throw new TableException(table.where() + ": " + wrong.getMessage());
      }
    }
  }
}
