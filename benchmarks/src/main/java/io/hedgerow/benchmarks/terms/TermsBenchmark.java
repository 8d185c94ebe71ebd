package io.hedgerow.benchmarks.terms;

import io.hedgerow.benchmarks.Machine;
import io.hedgerow.matching.text.NormalizedText;
import io.hedgerow.matching.text.Term;
import io.hedgerow.matching.text.TermMatcher;
import io.hedgerow.matching.text.TextNormalizer;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.ahocorasick.trie.Trie;

/**
 * What {@code hedgerow bench terms} runs: lists of 1,000 to 100,000 terms searched in the same
 * messages by us, by the best-known library for it, and term by term.
 *
 * @param out for Markdown
 */
public record TermsBenchmark(PrintWriter out) {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final int MESSAGES = 30_000;
  private static final int ROUNDS = 3;
  private static final TextNormalizer TERMS = TextNormalizer.forTerms();
  private static final int NAIVE_MESSAGES = 40;

  /** Runs and prints. */
  public void run() {
    out.printf(
        "Measured on %s; processor time of one thread, median of %d rounds.%n%n",
        Machine.describe(), ROUNDS);
    out.println("| terms | found | method | ready in, s | MB a second | finds |");
    out.println("|---:|---|---|---:|---:|---:|");
    for (int terms : new int[] {1_000, 10_000, 100_000}) {
      compare(terms);
    }
  }

  private void compare(int count) {
    Pseudowords words = new Pseudowords(11);
    List<String> all = words.words(2 * count);
    List<String> terms = all.subList(0, count);
    List<String> messages = words.messages(MESSAGES, terms, all.subList(count, 2 * count), 50);

    List<String> disguised = words.disguised(messages, 20);
    for (boolean whole : new boolean[] {true, false}) {
      long start = now();
      TermMatcher matcher =
          new TermMatcher(terms.stream().map(term -> new Term(term, whole)).toList());
      double ready = seconds(start);
      String kind = whole ? "whole words" : "anywhere";
      List<NormalizedText> before = messages.stream().map(TERMS::normalize).toList();
      row(
          count,
          kind,
          "Hedgerow, texts normalised before",
          ready,
          before,
          NormalizedText::text,
          text -> matcher.find(text).size());
      row(
          count,
          kind,
          "Hedgerow, normalising",
          ready,
          messages,
          t -> t,
          text -> matcher.find(text).size());
      row(
          count,
          kind,
          "Hedgerow, normalising, 1 text in 20 disguised",
          ready,
          disguised,
          t -> t,
          text -> matcher.find(text).size());
      start = now();
      Trie trie =
          (whole ? Trie.builder().onlyWholeWords() : Trie.builder()).addKeywords(terms).build();
      ready = seconds(start);
      row(
          count,
          kind,
          "org.ahocorasick 0.6.3, lower-casing",
          ready,
          messages,
          t -> t,
          text -> trie.parseText(text.toLowerCase(Locale.ROOT)).size());
    }
    row(
        count,
        "whole words",
        "`indexOf` for each term",
        0,
        messages.subList(0, NAIVE_MESSAGES),
        t -> t,
        text -> naive(text, terms));
  }

  private static int naive(String text, List<String> terms) {
    String lower = text.toLowerCase(Locale.ROOT);
    int found = 0;
    for (String term : terms) {
      for (int at = lower.indexOf(term); at >= 0; at = lower.indexOf(term, at + 1)) {
        found += isWhole(lower, at, at + term.length()) ? 1 : 0;
      }
    }
    return found;
  }

  private static boolean isWhole(String text, int start, int end) {
    return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
  }

  private <T> void row(
      int terms,
      String kind,
      String method,
      double ready,
      List<T> texts,
      Function<T, String> written,
      ToIntFunction<T> finds) {
    double bytes = texts.stream().mapToDouble(text -> written.apply(text).length()).sum();
    double[] pace = new double[ROUNDS];
    long found = search(texts, finds);
    for (int round = 0; round < ROUNDS; round++) {
      long start = now();
      found = search(texts, finds);
      pace[round] = bytes / 1e6 / seconds(start);
    }
    Arrays.sort(pace);
    out.printf(
        Locale.ROOT,
        "| %,d | %s | %s | %.2f | %,.2f | %,d |%n",
        terms,
        kind,
        method,
        ready,
        pace[ROUNDS / 2],
        found);
    out.flush();
  }

  private static <T> long search(List<T> texts, ToIntFunction<T> finds) {
    long found = 0;
    for (T text : texts) {
      found += finds.applyAsInt(text);
    }
    return found;
  }

  /** Processor time of this thread: what else the machine does counts for little. */
  private static long now() {
    return CLOCK.getCurrentThreadCpuTime();
  }

  private static double seconds(long start) {
    return (now() - start) / 1e9;
  }
}
