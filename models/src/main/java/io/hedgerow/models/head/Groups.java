package io.hedgerow.models.head;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which examples belong together: near-copies of each other, such as one advertisement under many
 * names or twins of a template, and whatever the caller says is of one origin, such as an author.
 * What is judged on one of them must not have been learned from another, or everything looks better
 * than it is.
 *
 * <p>Near-copies are found by a sketch of their n-grams (Broder 1997) in bands (Leskovec, Rajaraman
 * and Ullman 2014, section 3.4) and confirmed by their n-grams' cosine. Belonging is passed on: the
 * copy of a copy belongs too.
 */
public final class Groups {
  private static final int BANDS = 16;
  private static final int ROWS = 4;

  /** A template with another name in it, or a post with a few words changed. */
  private static final double NEAR = 0.7;

  /** How many of a band's texts a further one is held against. */
  private static final int LOOKED_AT = 16;

  /** One example in so many is held back. */
  private static final int PART = 5;

  private final int[] parent;

  private Groups(int size) {
    parent = new int[size];
    Arrays.setAll(parent, i -> i);
  }

  /** Each example by itself. */
  public static Groups alone(int size) {
    return new Groups(size);
  }

  /**
   * Groups of examples.
   *
   * @param texts their n-grams
   * @param origins what each comes from; empty where that is not known
   */
  public static Groups of(List<Ngrams.Filled> texts, List<String> origins) {
    Groups groups = new Groups(texts.size());
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < origins.size(); i++) {
      if (!origins.get(i).isEmpty()) {
        groups.join(i, first.getOrDefault(origins.get(i), i));
        first.putIfAbsent(origins.get(i), i);
      }
    }
    groups.joinCopies(texts);
    return groups;
  }

  /** Number of examples. */
  public int size() {
    return parent.length;
  }

  /** One number for all examples of a group: the place of one of them. */
  public int of(int example) {
    int at = example;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  /** Places of each group's examples; groups and places in the order of the examples. */
  public List<int[]> members() {
    Map<Integer, List<Integer>> members = new HashMap<>();
    List<List<Integer>> ordered = new ArrayList<>();
    for (int i = 0; i < parent.length; i++) {
      List<Integer> own = members.get(of(i));
      if (own == null) {
        own = new ArrayList<>();
        members.put(of(i), own);
        ordered.add(own);
      }
      own.add(i);
    }
    return ordered.stream().map(own -> own.stream().mapToInt(Integer::intValue).toArray()).toList();
  }

  /** The same, but what is more than half of all is taken apart: too little would be left. */
  List<int[]> leavable() {
    List<int[]> leavable = new ArrayList<>();
    for (int[] group : members()) {
      if (2 * group.length <= parent.length) {
        leavable.add(group);
      } else {
        Arrays.stream(group).forEach(each -> leavable.add(new int[] {each}));
      }
    }
    return leavable;
  }

  /**
   * About a fifth of the examples, by whole groups; exactly every fifth one where all stand alone.
   * Where groups are so large that less than half of that can be held back, every fifth example is.
   */
  public boolean[] heldBack() {
    boolean[] held = new boolean[parent.length];
    int seen = 0;
    int count = 0;
    for (int[] group : members()) {
      seen += group.length;
      if (PART * (count + group.length) <= seen) {
        count += group.length;
        for (int example : group) {
          held[example] = true;
        }
      }
    }
    if (2 * PART * count < parent.length) {
      for (int i = 0; i < held.length; i++) {
        held[i] = i % PART == PART - 1;
      }
    }
    return held;
  }

  /**
   * A part for each example, from 0: groups stay whole, and each next one joins the smallest part.
   */
  public int[] parts(int count) {
    int[] part = new int[parent.length];
    int[] sizes = new int[count];
    for (int[] group : leavable()) {
      int smallest = 0;
      for (int i = 1; i < count; i++) {
        smallest = sizes[i] < sizes[smallest] ? i : smallest;
      }
      sizes[smallest] += group.length;
      for (int example : group) {
        part[example] = smallest;
      }
    }
    return part;
  }

  private void join(int one, int other) {
    parent[of(one)] = of(other);
  }

  private void joinCopies(List<Ngrams.Filled> texts) {
    Map<Long, List<Integer>> bands = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      int[] sketch = sketch(texts.get(i));
      for (int band = 0; band < BANDS; band++) {
        long key = band;
        for (int row = 0; row < ROWS; row++) {
          key = mixed(key * 31 + sketch[band * ROWS + row]);
        }
        List<Integer> alike = bands.computeIfAbsent(key, _ -> new ArrayList<>(1));
        joinNear(i, alike, texts);
        if (alike.size() < LOOKED_AT) {
          alike.add(i);
        }
      }
    }
  }

  private void joinNear(int example, List<Integer> alike, List<Ngrams.Filled> texts) {
    for (int other : alike) {
      if (of(other) != of(example) && texts.get(example).dot(texts.get(other)) >= NEAR) {
        join(example, other);
      }
    }
  }

  private static int[] sketch(Ngrams.Filled text) {
    int[] sketch = new int[BANDS * ROWS];
    Arrays.fill(sketch, Integer.MAX_VALUE);
    for (int place : text.places()) {
      for (int k = 0; k < sketch.length; k++) {
        sketch[k] = Math.min(sketch[k], (int) mixed((long) place << 8 | k));
      }
    }
    return sketch;
  }

  /** SplitMix64's last steps (Steele, Lea and Flood 2014). */
  private static long mixed(long value) {
    long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
