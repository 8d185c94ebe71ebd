package io.hedgerow.matching.bank;

import io.hedgerow.matching.Hash256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Known hashes as comma-separated text. With a header, columns are found by name as ThreatExchange
 * exports have them: {@code indicator} (or {@code hash}, {@code pdq_hex}, {@code signal_str}), and
 * if there {@code id}, {@code source}, {@code tags} (split at spaces or semicolons) and {@code
 * type}, of which only {@code HASH_PDQ} or {@code pdq} is taken. Without one, the first column is
 * the hash, as {@code hedgerow hash pdq} prints it. Empty lines and lines that start with {@code #}
 * are skipped.
 */
public final class BankCsv {
  private static final String HEADER = "indicator,type,id,source,tags";
  private static final List<String> HASH_COLUMNS =
      List.of("indicator", "hash", "pdq_hex", "signal_str");

  private BankCsv() {}

  /**
   * What was read.
   *
   * @param faults one line each for rows left out, with line number and reason
   * @param otherTypes how many rows were of another type than PDQ
   */
  public record Reading(List<KnownHash> hashes, List<String> faults, int otherTypes) {
    public Reading {
      hashes = List.copyOf(hashes);
      faults = List.copyOf(faults);
    }
  }

  /** Reads rows; a bad one is a fault and the others are read on. */
  public static Reading read(List<String> lines) {
    List<KnownHash> hashes = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    Columns columns = Columns.NONE;
    int otherTypes = 0;
    boolean first = true;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<String> row = CsvRow.split(line);
      if (first && Columns.isHeader(row)) {
        columns = Columns.of(row);
      } else if (columns.isOtherType(row)) {
        otherTypes++;
      } else {
        try {
          hashes.add(columns.read(row));
        } catch (IllegalArgumentException wrong) {
          faults.add("line %d: %s".formatted(i + 1, wrong.getMessage()));
        }
      }
      first = false;
    }
    return new Reading(hashes, faults, otherTypes);
  }

  /** Writes rows that {@link #read} reads back, with a header, in the order given. */
  public static String write(List<KnownHash> hashes) {
    StringBuilder out = new StringBuilder(HEADER).append('\n');
    for (KnownHash known : hashes) {
      out.append(known.hash())
          .append(",HASH_PDQ,")
          .append(CsvRow.quote(known.id()))
          .append(',')
          .append(CsvRow.quote(known.source()))
          .append(',')
          .append(CsvRow.quote(String.join(";", known.tags())))
          .append('\n');
    }
    return out.toString();
  }

  /** Where each field stands in a row; -1 for nowhere. */
  private record Columns(int hash, int id, int source, int tags, int type) {
    static final Columns NONE = new Columns(0, -1, -1, -1, -1);

    static boolean isHeader(List<String> row) {
      return row.stream().anyMatch(name -> HASH_COLUMNS.contains(name.toLowerCase(Locale.ROOT)));
    }

    static Columns of(List<String> header) {
      List<String> names = header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
      int hash =
          HASH_COLUMNS.stream()
              .mapToInt(names::indexOf)
              .filter(at -> at >= 0)
              .findFirst()
              .orElse(0);
      int type = names.indexOf("type") >= 0 ? names.indexOf("type") : names.indexOf("signal_type");
      return new Columns(
          hash, names.indexOf("id"), names.indexOf("source"), names.indexOf("tags"), type);
    }

    boolean isOtherType(List<String> row) {
      String name = at(row, type).toLowerCase(Locale.ROOT);
      return !name.isEmpty() && !name.equals("hash_pdq") && !name.equals("pdq");
    }

    KnownHash read(List<String> row) {
      Hash256 parsed = Hash256.parse(at(row, hash));
      String name = at(row, id);
      TreeSet<String> words = new TreeSet<>(Arrays.asList(at(row, tags).split("[;\\s]+")));
      words.remove("");
      return new KnownHash(
          parsed, at(row, source), name.isEmpty() ? parsed.toString() : name, words);
    }

    private static String at(List<String> row, int column) {
      return column >= 0 && column < row.size() ? row.get(column).strip() : "";
    }
  }
}
