package io.hedgerow.engine.trail;

import io.hedgerow.engine.event.EntityId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One trail, by key. Keys stand in the order in which something was last left on them. */
final class Trail {
  private static final int SWEPT = 4;

  private final TrailSpec spec;
  private final LinkedHashMap<Long, Steps> keys = new LinkedHashMap<>();

  /** What is left on the trail of one key, first left first. */
  private static final class Steps {
    final List<Step> all = new ArrayList<>(4);
    long newest = Long.MIN_VALUE;

    void add(Step step) {
      all.add(step);
      newest = Math.max(newest, step.time());
    }
  }

  /**
   * @param taken two bits for each taker, see {@link #mark}
   */
  private record Step(EntityId entity, long time, long taken) {}

  Trail(TrailSpec spec) {
    this.spec = spec;
  }

  TrailSpec spec() {
    return spec;
  }

  int keys() {
    return keys.size();
  }

  long entities() {
    return keys.values().stream().mapToLong(steps -> steps.all.size()).sum();
  }

  private static long mark(int taker, boolean effective) {
    return 1L << (2 * taker + (effective ? 1 : 0));
  }

  /**
   * Leaves an entity.
   *
   * @param reach steps at or before that time are gone
   */
  void leave(long key, long time, EntityId entity, long reach) {
    Steps steps = keys.computeIfAbsent(key, _ -> new Steps());
    long at = time;
    long taken = 0;
    for (int i = steps.all.size() - 1; i >= 0; i--) {
      Step step = steps.all.get(i);
      if (step.time() <= reach) {
        steps.all.remove(i);
      } else if (step.entity().equals(entity)) {
        at = Math.max(at, step.time());
        taken = step.taken();
        steps.all.remove(i);
      }
    }
    if (steps.all.size() >= spec.limit()) {
      steps.all.removeFirst();
    }
    steps.add(new Step(entity, at, taken));
    keys.putLast(key, steps);
  }

  /** What is on the trail at that time and the taker has not taken, first left first. */
  List<EntityId> take(long key, long time, int taker, boolean effective) {
    Steps steps = keys.get(key);
    if (steps == null) {
      return List.of();
    }
    long mark = mark(taker, effective);
    long after = time - spec.window().toMillis();
    List<EntityId> found = new ArrayList<>();
    for (int i = 0; i < steps.all.size(); i++) {
      Step step = steps.all.get(i);
      if (step.time() > after && (step.taken() & mark) == 0) {
        found.add(step.entity());
        steps.all.set(i, new Step(step.entity(), step.time(), step.taken() | mark));
      }
    }
    return found;
  }

  /** Lets go of some of the keys on which nothing is in reach. */
  void sweep(long reach) {
    for (int i = 0; i < SWEPT && !keys.isEmpty(); i++) {
      if (keys.firstEntry().getValue().newest > reach) {
        return;
      }
      keys.pollFirstEntry();
    }
  }

  /** What this one keeps, under a spec that may have other takers. */
  Trail under(TrailSpec changed) {
    Trail trail = new Trail(changed);
    keys.forEach((key, steps) -> {
      Steps moved = new Steps();
      steps.all.forEach(
          step -> moved.add(new Step(step.entity(), step.time(), marks(step.taken(), changed))));
      trail.keys.put(key, moved);
    });
    return trail;
  }

  private long marks(long taken, TrailSpec changed) {
    long marks = 0;
    for (int i = 0; i < changed.takers().size() && taken != 0; i++) {
      int before = spec.takers().indexOf(changed.takers().get(i));
      if (before >= 0) {
        marks |= (taken >>> (2 * before) & 3) << (2 * i);
      }
    }
    return marks;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(keys.size());
    for (Map.Entry<Long, Steps> key : keys.entrySet()) {
      out.writeLong(key.getKey());
      out.writeInt(key.getValue().all.size());
      for (Step step : key.getValue().all) {
        out.writeUTF(step.entity().kind());
        out.writeUTF(step.entity().id());
        out.writeLong(step.time());
        out.writeLong(step.taken());
      }
    }
  }

  void read(DataInput in) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      long key = in.readLong();
      int size = in.readInt();
      Steps steps = new Steps();
      for (int j = 0; j < size; j++) {
        EntityId entity = new EntityId(in.readUTF(), in.readUTF());
        steps.add(new Step(entity, in.readLong(), in.readLong()));
      }
      keys.put(key, steps);
    }
  }
}
