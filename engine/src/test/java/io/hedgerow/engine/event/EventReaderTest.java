package io.hedgerow.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.event.EventReading.Accepted;
import io.hedgerow.engine.event.EventReading.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventReaderTest {
  private static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:05Z");
  private static final String GOOD =
      """
      {"specversion":"1.0","id":"e1","source":"/web","type":"pin.created",\
      "time":"2026-03-01T10:00:00Z","data":{"actor":{"id":"u1","followers":3},"title":"a \\"b\\" ü","price":1.5,"tags":["x"]}}\
      """;

  private final EventReader reader = new EventReader();

  private EventReading read(String json) {
    return reader.read(json.getBytes(StandardCharsets.UTF_8), RECEIVED);
  }

  @Test
  void aGoodEventReadsWhole() {
    Event event = ((Accepted) read(GOOD)).event();
    assertThat(event.key()).isEqualTo(new EventKey("/web", "e1"));
    assertThat(event.time()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    assertThat(event.received()).isEqualTo(RECEIVED);
    assertThat(event.data())
        .containsEntry("actor", Map.of("id", "u1", "followers", 3L))
        .containsEntry("title", "a \"b\" ü")
        .containsEntry("price", 1.5)
        .containsEntry("tags", List.of("x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"specversion":"1.0","id":"1","source":"/a"                                  | Unexpected end-of-input: expected close marker for Object
          {"specversion":"1.0","id":"1","source":"/a","type":"t","data":{"x":NaN}}     | `NaN` is no JSON; leave the member out when there is no number
          """)
  void whatTheParserSaysIsForSenders(String json, String message) {
    assertThat(((Rejected) read(json)).message()).isEqualTo(message);
  }

  @Test
  void whatIsWrittenReadsBackEqual() {
    Event event = ((Accepted) read(GOOD)).event();
    assertThat(((Accepted) read(EventJson.write(event))).event()).isEqualTo(event);
  }

  @Test
  void anEventWithoutTimeHappenedWhenItWasReceived() {
    Event event = ((Accepted) read(GOOD.replace("\"time\":\"2026-03-01T10:00:00Z\",", ""))).event();
    assertThat(event.time()).isEqualTo(RECEIVED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                                                          | malformed_json    | line 1
          []                                                                         | not_an_object     | the event
          'null'                                                                     | missing_attribute | id
          {"specversion":"0.3","id":"1","source":"/a","type":"t"}                    | bad_attribute     | specversion
          {"specversion":"1.0","source":"/a","type":"t"}                             | missing_attribute | id
          {"specversion":"1.0","id":"","source":"/a","type":"t"}                     | bad_attribute     | id
          {"specversion":"1.0","id":7,"source":"/a","type":"t"}                      | bad_attribute     | id
          {"specversion":"1.0","id":"1","source":"/a","type":"t","time":"noon"}      | bad_attribute     | time
          {"specversion":"1.0","id":"1","source":"/a","type":"t","data":"x"}         | bad_attribute     | data
          {"specversion":"1.0","id":"1","source":"/a","type":"t","data_base64":"eA"} | bad_attribute     | data_base64
          {"specversion":"1.0","id":"1","id":"2","source":"/a","type":"t"}           | duplicate_member  | /id
          {"specversion":"1.0","id":"1","source":"/a","type":"t","data":{"x":1e999}} | number_out_of_range | /data/x
          """)
  void whatIsWrongIsNamedWithItsPlace(String json, String code, String where) {
    Rejected rejected =
        (Rejected)
            read(
                json.equals("null")
                    ? "{\"specversion\":\"1.0\",\"id\":null,\"source\":\"/a\"}"
                    : json);
    assertThat(rejected.code()).isEqualTo(code);
    assertThat(rejected.where()).startsWith(where);
    assertThat(rejected.message()).isNotBlank();
    assertThat(rejected.hint()).isNotBlank();
  }

  @Test
  void bytesThatAreNotUtf8AreNamedByOffset() {
    byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
    bytes[40] = (byte) 0xC3;
    Rejected rejected = (Rejected) reader.read(bytes, RECEIVED);
    assertThat(rejected.code()).isEqualTo("invalid_utf8");
    assertThat(rejected.where()).isEqualTo("byte 40");
  }

  @Test
  void deepAndLargeEventsAreRefused() {
    String deep = GOOD.replace("[\"x\"]", "[".repeat(100) + "]".repeat(100));
    assertThat(((Rejected) read(deep)).code()).isEqualTo("too_deep");
    String large = GOOD.replace("[\"x\"]", "\"" + "a".repeat(EventReader.MAX_EVENT_BYTES) + "\"");
    assertThat(((Rejected) read(large)).code()).isEqualTo("too_large");
  }

  @Test
  void inABatchEachEventHasAReadingOfItsOwn() {
    String batch = "[" + GOOD + ",{\"id\":\"x\"}," + GOOD.replace("e1", "e2") + "]";
    List<EventReading> readings =
        reader.readBatch(batch.getBytes(StandardCharsets.UTF_8), RECEIVED);
    assertThat(readings).hasSize(3);
    assertThat(readings.get(0)).isInstanceOf(Accepted.class);
    assertThat(readings.get(1)).isInstanceOf(Rejected.class);
    assertThat(readings.get(2)).isInstanceOf(Accepted.class);
  }

  @Test
  void whatIsWrongWithOneEventOfABatchStaysItsOwn() {
    List<String> bad =
        List.of(
            "null",
            "7",
            GOOD.replace("\"id\":\"e1\"", "\"id\":\"e1\",\"id\":\"e2\""),
            GOOD.replace("1.5", "1e999"),
            GOOD.replace("[\"x\"]", "[".repeat(100) + "]".repeat(100)),
            GOOD.replace("1.5", "1".repeat(3_000)),
            GOOD.replace("[\"x\"]", "\"" + "a".repeat(EventReader.MAX_EVENT_BYTES) + "\""));
    for (String one : bad) {
      String batch = "[" + GOOD + " , " + one + ",\n" + GOOD.replace("e1", "e2") + "]";
      List<EventReading> readings =
          reader.readBatch(batch.getBytes(StandardCharsets.UTF_8), RECEIVED);
      String what = one.substring(0, Math.min(40, one.length()));
      assertThat(readings).as(what).hasSize(3);
      assertThat(readings.get(0)).as(what).isInstanceOf(Accepted.class);
      assertThat(readings.get(1)).as(what).isInstanceOf(Rejected.class);
      assertThat(readings.get(2)).as(what).isInstanceOf(Accepted.class);
    }
  }

  @Test
  void noBytesWhateverMakeItThrow() {
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    for (int seed = 0; seed < 20_000; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      byte[] bytes = good.clone();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      byte[] cut = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      assertThat(reader.read(cut, RECEIVED)).as("seed " + seed).isNotNull();
      assertThat(reader.readBatch(cut, RECEIVED)).as("seed " + seed).isNotNull();
    }
  }

  @Test
  void theContentHashSeesContentAndNotItsOrder() {
    Event event = ((Accepted) read(GOOD)).event();
    String turned =
        GOOD.replace("\"price\":1.5,\"tags\":[\"x\"]", "\"tags\":[\"x\"],\"price\":1.5");
    assertThat(EventJson.contentHash(((Accepted) read(turned)).event()))
        .isEqualTo(EventJson.contentHash(event));
    assertThat(EventJson.contentHash(((Accepted) read(GOOD.replace("1.5", "1.6"))).event()))
        .isNotEqualTo(EventJson.contentHash(event));
  }
}
