package io.hedgerow.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

final class PackDiffTest {
  private final Pack small = loaded(PackLoader.load(Path.of("src/test/resources/packs/small")));

  private static Pack loaded(PackLoading loading) {
    return ((PackLoading.Loaded) loading).pack();
  }

  private Pack with(String path, String from, String to) {
    Map<String, byte[]> files = new HashMap<>();
    small
        .sources()
        .forEach((name, text) ->
            files.put(
                name,
                (name.equals(path) ? text.replace(from, to) : text)
                    .getBytes(StandardCharsets.UTF_8)));
    return loaded(PackLoader.load(files));
  }

  @Test
  void aPackDoesNotDifferFromItself() {
    assertThat(PackDiff.between(small, small)).isEmpty();
  }

  @Test
  void aCommentMakesAnotherVersionAndNoDifference() {
    Pack commented =
        with("rules/links.yaml", "- id: shortened-link", "# why\n- id: shortened-link");
    assertThat(commented.version()).isNotEqualTo(small.version());
    assertThat(PackDiff.between(small, commented)).isEmpty();
  }

  @Test
  void aChangedCounterSaysThatItStartsEmpty() {
    String domains = "distinct: event.link_domain\n  window: ";
    List<PackChange> changes =
        PackDiff.between(small, with("counters.yaml", domains + "1h", domains + "2h"));
    assertThat(changes).hasSize(1);
    assertThat(changes.getFirst().id()).isEqualTo("domains_by_actor_1h");
    assertThat(changes.getFirst().note()).hasValueSatisfying(n -> assertThat(n).contains("empty"));
  }

  @Test
  void listsDifferByTheirEntries() {
    List<PackChange> changes =
        PackDiff.between(small, with("lists/shorteners.txt", "Tiny.Example", "wee.example"));
    assertThat(changes.getFirst().details())
        .extracting(
            PackChange.Detail::attribute, d -> d.before().isPresent(), d -> d.after().isPresent())
        .containsExactly(
            Tuple.tuple("wee.example", false, true), Tuple.tuple("tiny.example", true, false));
  }

  @Test
  void everyFileOfAPackCanMakeADifference() {
    differs("pack.yaml", "A small pack", "A tiny pack");
    differs("events.yaml", "likes: int", "likes: double");
    differs("policies/spam.yaml", "strikes: 3, action: suspend", "strikes: 4, action: suspend");
    differs("rules/links.yaml", "confidence: 0.5", "confidence: 0.6");
    differs("tests/links.yaml", "every: 1m", "every: 2m");
    differs("lists/protected.csv", "paybank.example", "bank.example");
  }

  private void differs(String path, String from, String to) {
    assertThat(PackDiff.between(small, with(path, from, to))).as(path).hasSize(1);
  }
}
