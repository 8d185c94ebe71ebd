package io.hedgerow.matching.bank;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pages of changes as exchanges send them, in JSON. */
public final class DeltaJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private DeltaJson() {}

  /**
   * ThreatExchange's {@code threat_updates}: {@code data} of {@code {id, indicator, type,
   * should_delete, tags}} and {@code paging.cursors.after}. Entries of other types than HASH_PDQ
   * are left out, save tombstones.
   */
  public static DeltaReading threatExchange(String source, String text) {
    return read(text, root -> threatUpdates(source, root));
  }

  /**
   * StopNCII's: {@code hashRecords} of {@code {hashValue, hashStatus, caseNumber}}, {@code
   * nextSetTimestamp}, {@code hasMoreRecords}. The hash is the record's id; a status other than
   * {@code Active} is a tombstone.
   */
  public static DeltaReading stopNcii(String source, String text) {
    return read(text, root -> hashRecords(source, root));
  }

  /** The bank's hashes as a single last page of the ThreatExchange kind, by id. */
  public static String write(HashBank bank, String checkpoint) {
    return write(bank.hashes(), checkpoint);
  }

  /** Hashes as a single last page of the ThreatExchange kind, by source and id. */
  public static String write(Collection<KnownHash> hashes, String checkpoint) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode data = root.putArray("data");
    hashes.stream()
        .sorted(java.util.Comparator.comparing(KnownHash::source).thenComparing(KnownHash::id))
        .forEach(known -> {
          ObjectNode entry = data.addObject();
          entry.put("id", known.id());
          entry.put("indicator", known.hash().toString());
          entry.put("type", "HASH_PDQ");
          entry.put("source", known.source());
          entry.put("should_delete", false);
          ArrayNode tags = entry.putArray("tags");
          known.tags().forEach(tags::add);
        });
    root.putObject("paging").putObject("cursors").put("after", checkpoint);
    return JSON.writeValueAsString(root);
  }

  private static DeltaReading read(
      String text, java.util.function.Function<JsonNode, DeltaReading> page) {
    try {
      JsonNode root = JSON.readTree(text);
      return root.isObject() ? page.apply(root) : new DeltaReading.Unreadable("not a JSON object");
    } catch (JacksonException wrong) {
      return new DeltaReading.Unreadable("not JSON: " + wrong.getOriginalMessage());
    }
  }

  private static DeltaReading threatUpdates(String source, JsonNode root) {
    DeltaEntries entries = new DeltaEntries();
    for (JsonNode entry : root.path("data")) {
      String id = entry.path("id").asString("");
      String from = entry.path("source").asString(source);
      if (entry.path("should_delete").asBoolean(false)) {
        entries.withdraw(from, id);
      } else if (entry.path("type").asString("HASH_PDQ").equals("HASH_PDQ")) {
        entries.put(from, id, entry.path("indicator").asString(""), words(entry.path("tags")));
      }
    }
    JsonNode paging = root.path("paging");
    String after = paging.path("cursors").path("after").asString("");
    return after.isEmpty()
        ? new DeltaReading.Unreadable("`paging.cursors.after` is missing")
        : entries.page(after, paging.has("next"));
  }

  private static DeltaReading hashRecords(String source, JsonNode root) {
    DeltaEntries entries = new DeltaEntries();
    for (JsonNode entry : root.path("hashRecords")) {
      String value = entry.path("hashValue").asString("");
      if (entry.path("hashStatus").asString("").equals("Active")) {
        entries.put(source, value, value, List.of());
      } else {
        entries.withdraw(source, value);
      }
    }
    String next = root.path("nextSetTimestamp").asString("");
    return next.isEmpty()
        ? new DeltaReading.Unreadable("`nextSetTimestamp` is missing")
        : entries.page(next, root.path("hasMoreRecords").asBoolean(false));
  }

  private static List<String> words(JsonNode tags) {
    List<String> words = new ArrayList<>();
    tags.forEach(tag -> words.add(tag.asString("")));
    words.remove("");
    return words;
  }
}
