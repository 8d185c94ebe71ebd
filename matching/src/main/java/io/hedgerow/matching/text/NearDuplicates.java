package io.hedgerow.matching.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Texts that say nearly the same, by bands of their signatures (Leskovec, Rajaraman and Ullman,
 * "Mining of Massive Datasets", section 3.4): with 32 bands of 4 places, a pair that shares 0.7 of
 * its triples meets in a band with chance 0.9998, one that shares 0.2 with chance 0.05, and is then
 * compared. Not thread-safe.
 *
 * @param <K> what a text is known by
 */
public final class NearDuplicates<K> {
  private static final int ROWS = 4;
  private static final int BANDS = MinHash.SIZE / ROWS;

  private final List<Map<Long, List<Integer>>> bands = new ArrayList<>();
  private final List<Entry<K>> entries = new ArrayList<>();

  private record Entry<K>(K key, MinHash signature) {}

  /**
   * A text nearly the same.
   *
   * @param similarity estimated share of triples in common, in [0, 1]
   */
  public record Near<K>(K key, double similarity) {}

  public NearDuplicates() {
    for (int band = 0; band < BANDS; band++) {
      bands.add(new HashMap<>());
    }
  }

  public void add(K key, MinHash signature) {
    int place = entries.size();
    entries.add(new Entry<>(key, signature));
    for (int band = 0; band < BANDS; band++) {
      bands.get(band).computeIfAbsent(key(signature, band), k -> new ArrayList<>(1)).add(place);
    }
  }

  /** Texts that share at least this much, the nearest first. */
  public List<Near<K>> near(MinHash signature, double similarity) {
    Set<Integer> met = new HashSet<>();
    for (int band = 0; band < BANDS; band++) {
      met.addAll(bands.get(band).getOrDefault(key(signature, band), List.of()));
    }
    return met.stream()
        .sorted()
        .map(place -> near(entries.get(place), signature))
        .filter(near -> near.similarity() >= similarity)
        .sorted(Comparator.<Near<K>>comparingDouble(Near::similarity).reversed())
        .toList();
  }

  private static <K> Near<K> near(Entry<K> entry, MinHash signature) {
    return new Near<>(entry.key(), entry.signature().similarity(signature));
  }

  private static long key(MinHash signature, int band) {
    long key = band;
    for (int row = 0; row < ROWS; row++) {
      key = key * 0x100000001B3L + signature.places()[band * ROWS + row];
    }
    return key;
  }

  public int size() {
    return entries.size();
  }
}
