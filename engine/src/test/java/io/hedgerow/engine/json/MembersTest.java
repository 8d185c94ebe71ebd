package io.hedgerow.engine.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Objects are the same maps, whether they are kept flat or hashed. */
final class MembersTest {
  private final JsonReader reader = new JsonReader();

  private static Map<String, Object> members(int count) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      members.put("m" + (count - i), (long) i);
    }
    return members;
  }

  @Test
  void objectsOfEverySizeReadAsTheMapThatWasWrittenInItsOrder() {
    for (int count = 0; count <= 2 * Members.MOST + 1; count++) {
      Map<String, Object> written = members(count);
      JsonReading reading = reader.read(CanonicalJson.write(written));
      assertThat(reading).isEqualTo(new JsonReading.Value(written));
      Map<?, ?> read = (Map<?, ?>) ((JsonReading.Value) reading).value();
      assertThat(new ArrayList<Object>(read.keySet())).isEqualTo(List.copyOf(written.keySet()));
      assertThat(read.hashCode()).isEqualTo(written.hashCode());
      assertThat(read.get("m1")).isEqualTo(written.get("m1"));
      assertThat(read.containsKey("none")).isFalse();
    }
  }

  @Test
  void aMemberThatComesTwiceIsRefusedInObjectsOfEverySize() {
    for (int count = 1; count <= 2 * Members.MOST + 1; count++) {
      String written = CanonicalJson.write(members(count));
      for (String again : List.of("\"m1\":2", "\"m1\":null", "\"n\":null,\"n\":1")) {
        String twice = written.substring(0, written.length() - 1) + "," + again + "}";
        assertThat(reader.read(twice)).as(twice).isInstanceOf(JsonReading.Broken.class);
      }
    }
  }

  @Test
  void objectsWithTheSameNamesShareThem() {
    Members one = (Members) ((JsonReading.Value) reader.read("{\"a\":1,\"b\":2}")).value();
    Members two = (Members) ((JsonReading.Value) reader.read("{\"a\":3,\"b\":4}")).value();
    Members other = (Members) ((JsonReading.Value) reader.read("{\"b\":3,\"a\":4}")).value();
    assertThat(two.isLike(one)).isTrue();
    assertThat(other.isLike(one)).isFalse();
    assertThat(two.at(one.place("b"))).isEqualTo(4L);
  }
}
