package io.hedgerow.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PackFormatTest {
  private static final List<String> KEYS =
      List.of(
          "  on: [pin.created]",
          "  when: >\n    actor.age_days < 3\n\n    && counter.x > 2   ",
          "  # sure enough\n  label: {policy: spam, confidence: 0.9}",
          "  then:\n    - limit\n    - review",
          "  stage: live",
          "  reason: \"too many\"");

  private static String rule(List<String> keys) {
    return "# why\n- id: flood\n" + String.join("\n", keys) + "\n";
  }

  @Test
  void keysGoInTheOrderOfTheReferenceWithTheirComments() {
    String formatted = PackFormat.format("rules/a.yaml", rule(KEYS));
    for (int seed = 0; seed < 200; seed++) {
      List<String> shuffled = new ArrayList<>(KEYS);
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(PackFormat.format("rules/a.yaml", rule(shuffled)))
          .as("seed " + seed)
          .isEqualTo(formatted);
    }
    assertThat(formatted).isEqualTo(rule(KEYS));
  }

  @Test
  void theIdComesFirstAlsoWhenItWasLast() {
    assertThat(PackFormat.format("rules/a.yaml", "- stage: live\n  on: [x]\n  id: a\n"))
        .isEqualTo("- id: a\n  on: [x]\n  stage: live\n");
  }

  @Test
  void spacesAtLineEndsAndBlankLinesGo() {
    assertThat(
            PackFormat.format(
                "counters.yaml", "\n\na:  \n  window: 1h\n  key: x \n\n\n\nb: {}\n\n"))
        .isEqualTo("a:\n  key: x\n  window: 1h\n\nb: {}\n");
  }

  @Test
  void whatIsNoYamlStaysAsItIs() {
    String broken = "- id: [a\n  when: }\n";
    assertThat(PackFormat.format("rules/a.yaml", broken)).isEqualTo(broken);
  }

  @Test
  void aFormattedFileStaysAsItIs() {
    List<String> texts =
        List.of(
            rule(KEYS),
            "# head\n\n- then: [limit]\n  # note\n  id: b\n  when: |\n    a  \n\n\n    b\n\n- on: [x]\n  id: c\n",
            "- {stage: live, id: a}\n- when: 'x\n\n    y'\n  id: d",
            "",
            "# only a comment\n");
    for (String text : texts) {
      String once = PackFormat.format("rules/a.yaml", text);
      assertThat(PackFormat.format("rules/a.yaml", once)).isEqualTo(once);
    }
  }

  @Test
  void onlyFilesThatChangeAreNamed() {
    assertThat(
            PackFormat.changes(
                Map.of("rules/a.yaml", "- id: a\n", "lists/words.txt", "# words\none \n\n\ntwo")))
        .isEqualTo(Map.of("lists/words.txt", "# words\none\n\ntwo\n"));
  }
}
