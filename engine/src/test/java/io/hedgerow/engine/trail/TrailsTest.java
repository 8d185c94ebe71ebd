package io.hedgerow.engine.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.engine.event.EntityId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class TrailsTest {
  private static final Duration LATENESS = Duration.ofMinutes(10);
  private static final long HOUR = 3_600_000;

  private static TrailSpec spec(int limit, String... takers) {
    return new TrailSpec("t", Duration.ofHours(1), limit, 7, List.of(takers));
  }

  private static EntityId pin(int number) {
    return new EntityId("pin", "p" + number);
  }

  /** What a trail is by its definition, without any thought for room or time. */
  private static final class NaiveTrail {
    private final List<Left> left = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final int limit;

    private record Left(long key, long time, EntityId entity) {}

    NaiveTrail(int limit) {
      this.limit = limit;
    }

    void leave(long key, long time, EntityId entity, long reach) {
      long newest = time;
      for (Left before : List.copyOf(left)) {
        if (before.key() == key && before.time() <= reach) {
          left.remove(before);
          forget(key, before.entity());
        } else if (before.key() == key && before.entity().equals(entity)) {
          newest = Math.max(newest, before.time());
          left.remove(before);
        }
      }
      List<Left> ofKey = left.stream().filter(one -> one.key() == key).toList();
      if (ofKey.size() >= limit) {
        left.remove(ofKey.getFirst());
        forget(key, ofKey.getFirst().entity());
      }
      left.add(new Left(key, newest, entity));
    }

    private void forget(long key, EntityId entity) {
      taken.removeIf(mark -> mark.startsWith(key + " " + entity + " "));
    }

    List<EntityId> take(long key, long time, int taker, boolean effective) {
      List<EntityId> found = new ArrayList<>();
      for (Left one : left) {
        if (one.key() == key
            && one.time() > time - HOUR
            && taken.add(key + " " + one.entity() + " " + taker + effective)) {
          found.add(one.entity());
        }
      }
      return found;
    }
  }

  @Test
  void givesWhatItsDefinitionSaysWhateverIsSweptAndForgotten() throws IOException {
    for (long seed = 1; seed <= 30; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      NaiveTrail naive = new NaiveTrail(6);
      Trails trails = new Trails(List.of(spec(6, "a", "b")), LATENESS);
      long newest = 0;
      for (int i = 0; i < 3_000; i++) {
        long time = newest + random.nextLong(400_000) - 200_000;
        if (time < newest - LATENESS.toMillis()) {
          continue;
        }
        newest = Math.max(newest, time);
        trails.advance(time);
        long key = random.nextInt(4);
        if (random.nextInt(3) > 0) {
          EntityId entity = new EntityId("pin", key + "-" + random.nextInt(30));
          trails.leave(0, key, time, entity);
          naive.leave(key, time, entity, newest - LATENESS.toMillis() - HOUR);
        } else {
          int taker = random.nextInt(2);
          boolean effective = random.nextBoolean();
          assertThat(trails.take(0, key, time, taker, effective))
              .as("seed %d, step %d", seed, i)
              .isEqualTo(naive.take(key, time, taker, effective));
        }
        if (i % 500 == 499) {
          trails = restored(trails, spec(6, "a", "b"));
        }
      }
    }
  }

  private static Trails restored(Trails trails, TrailSpec spec) throws IOException {
    return Trails.restore(List.of(spec), LATENESS, new ByteArrayInputStream(snapshot(trails)));
  }

  private static byte[] snapshot(Trails trails) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    trails.snapshot(bytes);
    return bytes.toByteArray();
  }

  @Test
  void aTakerTakesOnceAndTakesNothingFromOthers() {
    Trails trails = new Trails(List.of(spec(10, "a", "b")), LATENESS);
    trails.leave(0, 1, 0, pin(1));
    trails.leave(0, 1, 1, pin(2));
    assertThat(trails.take(0, 1, 2, 0, false)).containsExactly(pin(1), pin(2));
    assertThat(trails.take(0, 1, 2, 0, true)).containsExactly(pin(1), pin(2));
    assertThat(trails.take(0, 1, 2, 1, true)).containsExactly(pin(1), pin(2));
    trails.leave(0, 1, 3, pin(3));
    assertThat(trails.take(0, 1, 4, 0, true)).containsExactly(pin(3));
    assertThat(trails.take(0, 2, 4, 0, true)).isEmpty();
  }

  @Test
  void whatATakerTookIsKnownUnderAPackWithOtherTakersInAnotherOrder() throws IOException {
    Trails trails = new Trails(List.of(spec(10, "gone", "stays")), LATENESS);
    trails.leave(0, 1, 0, pin(1));
    trails.take(0, 1, 1, 1, true);
    TrailSpec changed = spec(10, "stays", "new");
    for (Trails after :
        List.of(trails.with(List.of(changed), LATENESS), restored(trails, changed))) {
      assertThat(after.take(0, 1, 2, 0, true)).isEmpty();
      assertThat(after.take(0, 1, 2, 1, true)).containsExactly(pin(1));
    }
  }

  @Test
  void aTrailWithAnotherDefinitionStartsEmpty() {
    Trails trails = new Trails(List.of(spec(10, "a")), LATENESS);
    trails.leave(0, 1, 0, pin(1));
    TrailSpec changed = new TrailSpec("t", Duration.ofHours(1), 10, 8, List.of("a"));
    assertThat(trails.with(List.of(changed), LATENESS).take(0, 1, 1, 0, true)).isEmpty();
  }

  @Test
  void keysOutOfReachGoAsEventsCome() {
    Trails trails = new Trails(List.of(spec(10, "a")), LATENESS);
    for (int i = 0; i < 10_000; i++) {
      trails.advance(i * 1_000L);
      trails.leave(0, i, i * 1_000L, pin(i));
    }
    assertThat(trails.usage().getFirst().keys())
        .isLessThanOrEqualTo((int) ((HOUR + LATENESS.toMillis()) / 1_000) + 1);
  }

  @Test
  void aSnapshotThatIsCutDamagedOrFromBeforeTrailsIsRefused() throws IOException {
    Trails trails = new Trails(List.of(spec(10, "a")), LATENESS);
    trails.leave(0, 1, 0, pin(1));
    byte[] whole = snapshot(trails);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(
              () -> Trails.restore(List.of(spec(10, "a")), LATENESS, new ByteArrayInputStream(cut)))
          .as("cut to %d", length)
          .isInstanceOf(IOException.class);
    }
    byte[] damaged = whole.clone();
    damaged[whole.length - 12] ^= 1;
    assertThatThrownBy(() ->
            Trails.restore(List.of(spec(10, "a")), LATENESS, new ByteArrayInputStream(damaged)))
        .isInstanceOf(IOException.class);
    assertThat(Trails.restore(List.of(), LATENESS, new ByteArrayInputStream(new byte[0])).usage())
        .isEmpty();
  }
}
