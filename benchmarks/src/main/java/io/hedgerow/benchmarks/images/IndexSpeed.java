package io.hedgerow.benchmarks.images;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.index.HashIndex;
import io.hedgerow.matching.index.IndexSnapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Our index beside a linear scan and plain multi-index hashing, on the same hashes and queries. */
record IndexSpeed(PrintWriter out) {
  private static final int DISTANCE = 31;
  private static final int COMPARED = 200;

  /** The same hashes every time they are gone through. */
  private record Hashes(int count) implements Iterable<Hash256> {
    @Override
    public Iterator<Hash256> iterator() {
      SplittableRandom random = new SplittableRandom(7);
      return java.util.stream.Stream.generate(() -> any(random)).limit(count).iterator();
    }
  }

  private static Hash256 any(SplittableRandom random) {
    return new Hash256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  void run() throws IOException {
    out.println(
        "Distance at most 31, one thread; half the queries lie 0 to 31 bits from a hash, half are random.\n");
    out.println("| hashes | method | build, s | memory, MB | lookups/s | equal to linear scan |");
    out.println("|---:|---|---:|---:|---:|---|");
    HashIndex million = compare(1_000_000, true);
    compare(10_000_000, false);
    out.println();
    changes(million);
    snapshot(million);
  }

  private HashIndex compare(int count, boolean withPeers) {
    Hashes hashes = new Hashes(count);
    HashIndex index = new HashIndex();
    long start = System.nanoTime();
    index.addAll(hashes);
    double built = (System.nanoTime() - start) / 1e9;
    Hash256[] queries = queries(index, count);
    LinearScan linear = LinearScan.of(hashes, count);
    row(count, "Hedgerow", built, index.memory(), slots(index), queries, linear);
    if (withPeers) {
      start = System.nanoTime();
      PlainMultiIndex plain = PlainMultiIndex.of(linear);
      built = (System.nanoTime() - start) / 1e9;
      row(
          count,
          "plain multi-index hashing",
          built,
          plain.memory(),
          q -> plain.search(q, DISTANCE),
          queries,
          linear);
    }
    row(count, "linear scan", 0, linear.memory(), q -> linear.search(q, DISTANCE), queries, linear);
    return index;
  }

  private static Function<Hash256, Set<Integer>> slots(HashIndex index) {
    return query -> {
      List<HashIndex.Hit> hits = index.search(query, DISTANCE);
      Set<Integer> slots = new HashSet<>();
      hits.forEach(hit -> slots.add(hit.slot()));
      return slots;
    };
  }

  private void row(
      int count,
      String method,
      double built,
      long memory,
      Function<Hash256, Set<Integer>> search,
      Hash256[] queries,
      LinearScan linear) {
    int[] next = {0};
    double pace = Pace.perSecond(() -> search.apply(queries[next[0]++ % queries.length]));
    int equal = 0;
    int compared = count > 1_000_000 ? COMPARED / 4 : COMPARED;
    for (int i = 0; i < compared; i++) {
      equal += search.apply(queries[i]).equals(linear.search(queries[i], DISTANCE)) ? 1 : 0;
    }
    out.printf(
        "| %,d | %s | %.2f | %,d | %,.0f | %d of %d |%n",
        count, method, built, memory / 1_000_000, pace, equal, compared);
    out.flush();
  }

  private static Hash256[] queries(HashIndex index, int count) {
    SplittableRandom random = new SplittableRandom(8);
    Hash256[] queries = new Hash256[4096];
    for (int i = 0; i < queries.length; i++) {
      queries[i] =
          i % 2 == 0 ? any(random) : moved(index.hash(random.nextInt(count)), i / 2 % 32, random);
    }
    return queries;
  }

  private static Hash256 moved(Hash256 hash, int distance, SplittableRandom random) {
    Hash256 moved = hash;
    while (moved.distance(hash) < distance) {
      Hash256 next = moved.flip(random.nextInt(256));
      moved = next.distance(hash) > moved.distance(hash) ? next : moved;
    }
    return moved;
  }

  /** One thread adds and removes while another searches. */
  private void changes(HashIndex index) {
    SplittableRandom random = new SplittableRandom(9);
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong searches = new AtomicLong();
    Hash256[] queries = queries(index, 1_000_000);
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              while (!stop.get()) {
                index.search(
                    queries[(int) (searches.getAndIncrement() % queries.length)], DISTANCE);
              }
            });
    long start = System.nanoTime();
    int added = 400_000;
    for (int i = 0; i < added; i++) {
      index.add(any(random));
    }
    double adding = (System.nanoTime() - start) / 1e9;
    long searched = searches.get();
    start = System.nanoTime();
    for (int slot = 0; slot < added; slot++) {
      index.remove(slot);
    }
    double removing = (System.nanoTime() - start) / 1e9;
    stop.set(true);
    join(reader);
    out.printf(
        "While one thread adds and another searches the million: %,.0f adds/s, %,.0f searches/s; %,.0f removals/s.%n%n",
        added / adding, searched / adding, added / removing);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void snapshot(HashIndex index) throws IOException {
    Path file = Files.createTempFile("hedgerow", ".index");
    try {
      long start = System.nanoTime();
      IndexSnapshot.save(index, file);
      double saved = (System.nanoTime() - start) / 1e9;
      start = System.nanoTime();
      IndexSnapshot.load(file);
      out.printf(
          "Snapshot of %,d slots: %,d MB, saved in %.2f s, loaded and ready in %.2f s.%n%n",
          index.slots(), Files.size(file) / 1_000_000, saved, (System.nanoTime() - start) / 1e9);
    } finally {
      Files.delete(file);
    }
  }
}
